"""Proof, by kind: rules, services, api, engines, jobs, contracts, journeys, architecture, migrations."""
