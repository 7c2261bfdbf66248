"""The directory on both engines: what the database itself refuses, races, and the plans of the search."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.directory.errors import (
    ClinicInactive,
    ClosureOverlaps,
    RegistrationNumberTaken,
    ServiceNameTaken,
)
from clinic_suite.directory.model import Clinic, Mode, Search, Speciality
from clinic_suite.directory.service import KeepClinics, KeepPractitioners
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.errors import VersionStale
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.kernel.language import Language
from clinic_suite.kernel.mongo import DatabaseFault, Engine
from clinic_suite.kernel.paging import Wanted
from tests.builders.directory import a_clinic, a_practitioner, a_service, new_closure, new_practitioner
from tests.builders.ids import an_id
from tests.builders.suites import a_suite_on
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock

ROUNDS = 3


@pytest.fixture
def suite(engine: Engine, clock: FrozenClock) -> Suite:
    return a_suite_on(engine, clock)


@pytest.fixture
def clinic(suite: Suite) -> Clinic:
    return a_clinic(suite)


def test_nobody_is_taken_on_once_the_clinic_was_deactivated(suite: Suite) -> None:
    """Fifteen add while one deactivates: those who were let in are hidden with the rest, the others refused."""
    keep, practitioners = suite.part(KeepClinics), suite.part(KeepPractitioners)
    for _ in range(ROUNDS):
        clinic_id = a_clinic(suite).id
        wishes = [new_practitioner() for _ in range(16)]

        def act(who: int, clinic_id: ClinicId = clinic_id, wishes: Any = wishes) -> str:
            if who == 7:
                keep.deactivate(clinic_id, 1, the_house())
                return "deactivated"
            try:
                return practitioners.take_on(clinic_id, wishes[who], the_house()).id
            except ClinicInactive:
                return "refused"

        answers = all_at_once(16, act)
        added = {a for a in answers if a.startswith("pr_")}
        rows = list(suite.engine.database["practitioners"].find({"clinic_id": clinic_id}))
        assert {r["_id"] for r in rows} == added
        # Whoever came after the deactivation would still be listed, because nobody would have hidden them.
        assert [r["_id"] for r in rows if r["listed"]] == []
        with pytest.raises(ClinicInactive):
            a_practitioner(suite, clinic_id)


def test_of_sixteen_who_announce_the_same_closure_one_is_heard(suite: Suite, clinic: Clinic) -> None:
    def announce(_: int) -> bool:
        try:
            suite.part(KeepClinics).announce_closure(clinic.id, new_closure("2035-10-29"), the_house())
        except ClosureOverlaps:
            return False
        return True

    assert sum(all_at_once(16, announce)) == 1
    assert suite.engine.database["closures"].count_documents({}) == 1


def test_of_sixteen_with_one_registration_one_is_taken_on(suite: Suite, clinic: Clinic) -> None:
    def take_on(_: int) -> bool:
        try:
            a_practitioner(suite, clinic.id, registration_number="MMC/2009/1234")
        except RegistrationNumberTaken:
            return False
        return True

    assert sum(all_at_once(16, take_on)) == 1
    assert suite.engine.database["practitioners"].count_documents({}) == 1


def test_a_registration_and_a_services_name_are_unique_within_a_clinic(suite: Suite, clinic: Clinic) -> None:
    asha = a_practitioner(suite, clinic.id, registration_number="MMC/1")
    a_service(suite, clinic.id, asha.id, name="Check-up")
    with pytest.raises(RegistrationNumberTaken):
        a_practitioner(suite, clinic.id, registration_number="MMC/1")
    with pytest.raises(ServiceNameTaken):
        a_service(suite, clinic.id, asha.id, name="check-up")
    other = a_clinic(suite)
    bina = a_practitioner(suite, other.id, registration_number="MMC/1")
    a_service(suite, other.id, bina.id, name="Check-up")


def test_a_refused_practitioner_leaves_nothing_behind(suite: Suite, clinic: Clinic) -> None:
    suite.part(KeepClinics).deactivate(clinic.id, 1, the_house())
    before = suite.engine.database["audit_entries"].count_documents({})
    with pytest.raises(ClinicInactive):
        a_practitioner(suite, clinic.id)
    assert suite.engine.database["practitioners"].count_documents({}) == 0
    assert suite.engine.database["audit_entries"].count_documents({}) == before


@pytest.mark.engines
@pytest.mark.parametrize(
    ("collection", "fault"),
    [
        ("clinics", {"state": "gone"}),
        ("clinics", {"languages": ["Marathi"]}),
        ("clinics", {"stranger": 1}),
        ("clinics", {"address": {"city": "Pune"}}),
        ("practitioners", {"fee_paise": 500.5}),
        ("practitioners", {"specialities": ["magic"]}),
        ("practitioners", {"clinic_id": "cl_1"}),
        ("practitioners", {"rating": {"average": 6, "count": 1}}),
        ("practitioners", {"listed": "yes"}),
        ("services", {"length_minutes": 4}),
        ("services", {"practitioner_ids": ["Asha"]}),
        ("services", {"tax_class": "free"}),
        ("closures", {"from_on": "29 October"}),
        ("closures", {"version": 0}),
    ],
)
def test_the_database_refuses_what_is_no_entry_of_the_directory(
    mongodb: Engine, clock: FrozenClock, collection: str, fault: dict[str, Any]
) -> None:
    suite = a_suite_on(mongodb, clock)
    clinic = a_clinic(suite)
    asha = a_practitioner(suite, clinic.id)
    a_service(suite, clinic.id, asha.id)
    suite.part(KeepClinics).announce_closure(clinic.id, new_closure("2035-10-29"), the_house())
    row = mongodb.database[collection].find_one({})
    assert row is not None
    with pytest.raises(DatabaseFault, match="failed validation"):
        mongodb.database[collection].update_one({"_id": row["_id"]}, {"$set": fault})


def test_pages_of_the_search_lose_nobody_and_repeat_nobody_while_others_are_added(
    suite: Suite, clinic: Clinic
) -> None:
    there = {a_practitioner(suite, clinic.id, name=f"Dr. Number {n % 4}").id for n in range(13)}
    practitioners = suite.part(KeepPractitioners)
    seen: list[str] = []
    wanted = Wanted(limit=3)
    while True:
        page = practitioners.search(Search(), wanted)
        seen += [r["id"] for r in page.items]
        a_practitioner(suite, clinic.id, name="Dr. Aaron Early")
        if page.next_cursor is None:
            break
        last = suite.engine.database["practitioners"].find_one({"_id": page.items[-1]["id"]})
        assert last is not None
        wanted = Wanted(limit=3, after=(last["sort_key"], last["_id"]))
    assert len(seen) == len(set(seen))
    assert there <= set(seen)


@pytest.mark.engines
@pytest.mark.parametrize(
    ("search", "indexes"),
    [
        (Search(), {"listed_by_name"}),
        (Search(speciality=Speciality.CARDIOLOGY), {"listed_by_speciality"}),
        (Search(city="Pune"), {"listed_by_city"}),
        (Search(clinic_id=ClinicId(an_id("cl"))), {"of_clinic"}),
        (Search(name="nandini"), {"listed_by_word", "listed_by_name"}),
        (Search(language=Language.TAMIL), {"listed_by_name"}),
        (Search(mode=Mode.VIDEO), {"listed_by_name"}),
    ],
)
def test_the_public_search_uses_a_named_index(
    mongodb: Engine, clock: FrozenClock, search: Search, indexes: set[str]
) -> None:
    suite = a_suite_on(mongodb, clock)
    clinic = a_clinic(suite)
    asha = a_practitioner(suite, clinic.id)
    row = mongodb.database["practitioners"].find_one({"_id": asha.id})
    assert row is not None
    many = [
        {**row, "_id": an_id("pr", n), "registration_number": str(n), "sort_key": f"{n}"} for n in range(400)
    ]
    mongodb.database["practitioners"].insert_many(many)
    plans = _plans(mongodb, lambda: suite.part(KeepPractitioners).search(search, Wanted()))
    keys = {i["name"]: i["key"] for i in mongodb.database["practitioners"].list_indexes()}
    named = {"IXSCAN { " + ", ".join(f"{k}: 1" for k in keys[i]) + " }" for i in indexes}
    assert len(plans) == 1
    assert set(plans) <= named


def _plans(engine: Engine, ask: Any) -> list[str]:
    """How the server found what was asked, as its own profiler tells."""
    engine.database.command("profile", 2)
    try:
        ask()
    finally:
        engine.database.command("profile", 0)
    rows = list(engine.database["system.profile"].find({"op": "query"}))
    engine.database.drop_collection("system.profile")
    return [r["planSummary"] for r in rows if r["ns"].endswith(".practitioners")]


def test_a_clinic_that_somebody_else_has_just_edited_is_not_overwritten(suite: Suite, clinic: Clinic) -> None:
    clinics = suite.part(KeepClinics).clinics
    clinics.replace(attrs.evolve(clinic, name="First", version=2))
    with pytest.raises(VersionStale):
        clinics.replace(attrs.evolve(clinic, name="Second", version=2))
    assert clinics.get(clinic.id).name == "First"
