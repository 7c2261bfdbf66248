"""Clinic Suite: a practice-management suite for clinics.

The package is a modular monolith.  Each house (directory, auth, scheduling, …)
owns its words, its rules and its collections; ``docs/patterns.md`` shows how a
request travels through one and how to build the next.
"""
