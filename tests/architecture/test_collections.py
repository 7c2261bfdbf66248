"""The database forbids what must never happen: so what is declared must be what is there."""

from __future__ import annotations

import pytest

from clinic_suite.bootstrap import COLLECTIONS
from clinic_suite.kernel.collections import CollectionSpec, IndexSpec, apply, document, drift
from clinic_suite.kernel.mongo import Engine

# Collections that are not split by clinic, and why a sharded cluster can live with that.
GLOBAL = {
    "audit_seals": "a chain is its own unit; its seals are few and are split by chain",
    "automation_events": "the relay reads all clinics' facts in one order; rows go after 30 days",
    "calendar_feeds": "found by the digest of an address, before anybody says whose it is; a person belongs to no clinic",
    "claimants": "one row for each person or address that has a time kept; rows go after a day",
    "challenges": "kept by a digest of a telephone, which belongs to no clinic; rows go after a day",
    "clinics": "a clinic's own id is what everything else is kept by",
    "code_histories": "kept by a digest of a telephone; rows go after two days",
    "code_places": "kept by an address, for two hours",
    "data_keys": "a key is fetched by its subject's id and by nothing else",
    "demo_messages": "in a demo only",
    "device_proofs": "found by a digest; rows go after ten minutes",
    "deliveries": "workers take whatever is due, of whichever clinic; rows go after 30 days",
    "hold_guards": "one row for each thing that a hold or a purge may touch, found by its name",
    "idempotency_keys": "found by the digest of one request; rows go after 72 hours",
    "invitations": "found by the hash of a link, before anybody says whose it is",
    "installation": "one row",
    "password_resets": "asked for before anybody says whose it is; rows go after two days",
    "job_runs": "for whoever runs the installation; rows go after 30 days",
    "migration_leases": "one row",
    "migrations": "one row for each migration",
    "passkey_challenges": "kept by a digest of chance, before anybody is known; rows go after five minutes",
    "passkeys": "a patient's account belongs to no clinic, and neither do its keys",
    "patient_accounts": "a telephone is one person in all clinics",
    "retention_tables": "one row for each clinic, found by the clinic's own id",
    "sessions": "found by the session's id; a person may belong to no clinic",
    "setup_codes": "one row, until there is an admin",
    "sign_in_pauses": "kept by a digest of account and place, before anybody's clinic is known",
    "trail_reviews": "one row for each chain of the trail",
}


def _splits_by_clinic(spec: CollectionSpec) -> bool:
    """Whether a sharded cluster can keep a clinic's rows together: every row has it, an index begins with it."""
    return "clinic_id" in spec.shape["required"] and any(i.keys[0][0] == "clinic_id" for i in spec.indexes)


def test_the_database_is_as_it_is_declared(engine: Engine) -> None:
    assert drift(engine, COLLECTIONS) == []


def test_a_missing_a_strange_and_a_changed_index_are_found(engine: Engine) -> None:
    """The comparison itself can fail; what it finds is put back, because the database is shared."""
    clinics = engine.database["clinics"]
    clinics.drop_index("by_name")
    clinics.create_index([("name", 1)], name="stranger")
    try:
        assert drift(engine, COLLECTIONS) == [
            "clinics: index by_name is missing",
            "clinics: index stranger is not declared",
        ]
        clinics.create_index([("state", 1)], name="by_name")
        assert "clinics: index by_name differs from its declaration" in drift(engine, COLLECTIONS)
    finally:
        apply(engine, COLLECTIONS)
    assert drift(engine, COLLECTIONS) == []


def test_every_collection_is_split_by_clinic_or_says_why_not() -> None:
    together = {spec.name for spec in COLLECTIONS if not _splits_by_clinic(spec)}
    assert together - GLOBAL.keys() == set(), "these begin no index with clinic_id and give no reason"


def test_no_reason_is_kept_for_a_collection_that_does_not_need_one() -> None:
    together = {spec.name for spec in COLLECTIONS if not _splits_by_clinic(spec)}
    assert GLOBAL.keys() - together == set()


@pytest.mark.parametrize(
    ("keys", "required", "splits"),
    [
        ((("clinic_id", 1), ("at", 1)), {"clinic_id": {}}, True),
        ((("at", 1), ("clinic_id", 1)), {"clinic_id": {}}, False),
        ((("clinic_id", 1),), {}, False),
    ],
)
def test_an_index_that_a_cluster_can_split_by_is_recognised(
    keys: tuple[tuple[str, int], ...], required: dict[str, object], splits: bool
) -> None:
    spec = CollectionSpec(name="rows", shape=document(required), indexes=(IndexSpec(name="one", keys=keys),))
    assert _splits_by_clinic(spec) is splits


def test_every_index_has_a_name_that_no_other_index_of_its_collection_has() -> None:
    for spec in COLLECTIONS:
        names = [i.name for i in spec.indexes]
        assert len(names) == len(set(names)), spec.name


def test_no_collection_is_declared_twice() -> None:
    names = [spec.name for spec in COLLECTIONS]
    assert sorted(names) == sorted(set(names))
