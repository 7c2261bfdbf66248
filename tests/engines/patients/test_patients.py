"""Patients as they are stored and found, on both engines."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.errors import NotFound, VersionStale
from clinic_suite.kernel.ids import AccountId, ClinicId, PatientId
from clinic_suite.kernel.mongo import DatabaseFault, Engine
from clinic_suite.kernel.paging import Wanted
from clinic_suite.patients.errors import PatientLikelyKnown, RecordNumberTaken
from clinic_suite.patients.model import Sex
from clinic_suite.patients.public import Registry
from clinic_suite.patients.service import KeepPatients
from tests.builders.directory import a_clinic
from tests.builders.ids import an_id
from tests.builders.patients import a_patient, new_patient
from tests.builders.suites import a_suite_on
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock

PHONE = "+919820012345"


@pytest.fixture
def suite(engine: Engine, clock: FrozenClock) -> Suite:
    return a_suite_on(engine, clock)


@pytest.fixture
def clinic(suite: Suite) -> ClinicId:
    return a_clinic(suite).id


def _names(suite: Suite, clinic: ClinicId, typed: str, **wanted: Any) -> list[str]:
    page = suite.part(KeepPatients).find(clinic, typed, Wanted(**wanted), the_house())
    return sorted(p.name for p in page.items)


def test_a_stolen_database_tells_no_name_no_phone_and_no_birth(suite: Suite, clinic: ClinicId) -> None:
    a_patient(suite, clinic, name="Lakshmi Iyer", phone=PHONE)
    row = suite.engine.database["patients"].find_one({})
    assert row is not None
    stolen = str(row).lower()
    for secret in ("lakshmi", "iyer", "9820012345", "1990"):
        assert secret not in stolen
    assert {f for f, v in row.items() if isinstance(v, bytes)} == {"name", "birth", "phone", "phone_token"}


def test_the_same_phone_leaves_another_token_in_another_clinic(suite: Suite) -> None:
    for _ in range(2):
        a_patient(suite, a_clinic(suite).id, phone=PHONE)
    rows = list(suite.engine.database["patients"].find())
    assert len({r["phone_token"] for r in rows}) == 2
    assert not set(rows[0]["name_tokens"]) & set(rows[1]["name_tokens"])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("98200 12345", ["Ganesan Iyer", "Lakshmi Iyer"]),
        ("sah 1", ["Ganesan Iyer"]),
        ("sah 2", ["Lakshmi Iyer"]),
        ("la", ["Lakshmi Iyer"]),
        ("iyer gan", ["Ganesan Iyer"]),
        ("IYER", ["Ganesan Iyer", "Lakshmi Iyer"]),
        ("kulk", ["सुनीता कुलकर्णी"]),
        ("सुनी", ["सुनीता कुलकर्णी"]),
        ("कुलक", ["सुनीता कुलकर्णी"]),
        ("akshmi", []),
        ("l", []),
        ("sah 99", []),
        ("98200 12346", []),
        ("iyer rao", []),
    ],
)
def test_a_patient_is_found_by_phone_by_number_and_by_the_beginning_of_a_name(
    suite: Suite, clinic: ClinicId, typed: str, found: list[str]
) -> None:
    a_patient(suite, clinic, name="Ganesan Iyer", sex=Sex.MALE, phone=PHONE)
    a_patient(suite, clinic, name="Lakshmi Iyer", phone=PHONE)
    a_patient(suite, clinic, name="सुनीता कुलकर्णी")
    a_patient(suite, a_clinic(suite).id, name="Lakshmi Iyer", phone=PHONE)
    assert _names(suite, clinic, typed) == found


def test_a_search_goes_on_over_pages_without_loss_or_repeat(suite: Suite, clinic: ClinicId) -> None:
    wishes = [new_patient(name=f"Asha Number{n:02d}") for n in range(23)]
    keep = suite.part(KeepPatients)
    keep.register_many(clinic, wishes, the_house())
    seen: list[PatientId] = []
    wanted = Wanted(limit=5)
    while True:
        page = keep.find(clinic, "asha", wanted, the_house())
        seen += [p.id for p in page.items]
        a_patient(suite, clinic, name="Bina Rao")
        if page.next_cursor is None:
            break
        wanted = Wanted(limit=5, after=(page.items[-1].id,))
    assert len(seen) == len(set(seen)) == 23


def test_two_records_of_a_clinic_cannot_share_a_number(suite: Suite, clinic: ClinicId) -> None:
    first = a_patient(suite, clinic)
    patients = suite.part(KeepPatients).patients
    with pytest.raises(RecordNumberTaken):
        patients.add(attrs.evolve(first, id=PatientId(an_id("pa", 2))))
    elsewhere = attrs.evolve(first, id=PatientId(an_id("pa", 3)), clinic_id=a_clinic(suite).id)
    patients.add(elsewhere)


def test_sixteen_desks_that_register_at_once_get_sixteen_numbers(suite: Suite, clinic: ClinicId) -> None:
    wishes = [new_patient() for _ in range(16)]
    keep = suite.part(KeepPatients)
    numbers = all_at_once(16, lambda who: keep.register(clinic, wishes[who], the_house()).mrn)
    assert sorted(numbers) == [f"SAH-{n:06d}" for n in range(1, 17)]


def test_eight_desks_that_register_the_same_person_at_once_write_one_record(
    suite: Suite, clinic: ClinicId
) -> None:
    wish, keep = new_patient(phone=PHONE), suite.part(KeepPatients)

    def register(_: int) -> str:
        try:
            return keep.register(clinic, wish, the_house()).id
        except PatientLikelyKnown as warned:
            return warned.alike[0]

    assert len(set(all_at_once(8, register))) == 1
    assert suite.engine.database["patients"].count_documents({}) == 1


def test_of_two_who_correct_one_record_the_second_is_told(suite: Suite, clinic: ClinicId) -> None:
    patients, record = suite.part(KeepPatients).patients, a_patient(suite, clinic)
    patients.replace(attrs.evolve(record, name="Lakshmi Rao", version=2))
    with pytest.raises(VersionStale):
        patients.replace(attrs.evolve(record, name="Lakshmi Pai", version=2))
    assert patients.get(clinic, record.id).name == "Lakshmi Rao"


def test_a_proven_phone_gives_its_records_once_and_takes_nobodys(suite: Suite) -> None:
    patients, mine = suite.part(KeepPatients).patients, AccountId(an_id("ac"))
    here, there = a_clinic(suite).id, a_clinic(suite).id
    on_it = {(c, a_patient(suite, c, phone=PHONE).id) for c in (here, there)}
    a_patient(suite, here)
    a_patient(suite, here, phone=PHONE, sex=Sex.MALE, account_id=AccountId(an_id("ac", 2)))
    assert set(patients.give_to(mine, PHONE, [here, there])) == on_it
    assert patients.give_to(mine, PHONE, [here, there]) == []
    assert {(p.clinic_id, p.id) for p in patients.of_account(mine)} == on_it


@pytest.mark.engines
def test_what_a_proven_phone_is_given_is_found_by_an_index(mongodb: Engine, clock: FrozenClock) -> None:
    suite = a_suite_on(mongodb, clock)
    clinics = [a_clinic(suite).id for _ in range(3)]
    for clinic in clinics:
        suite.part(KeepPatients).register_many(clinic, [new_patient() for _ in range(50)], the_house())
    mongodb.database.command("profile", 2)
    try:
        suite.part(KeepPatients).patients.give_to(AccountId(an_id("ac")), PHONE, clinics)
    finally:
        mongodb.database.command("profile", 0)
    [row] = mongodb.database["system.profile"].find({"ns": f"{mongodb.database.name}.patients"})
    mongodb.database.drop_collection("system.profile")
    assert row["docsExamined"] == 0
    assert row["planSummary"].startswith("IXSCAN { phone_token: 1 }")


def test_many_are_stored_as_if_they_had_been_stored_one_by_one(suite: Suite, clinic: ClinicId) -> None:
    wishes = [new_patient(name=f"Asha Rao{'abcdef'[n]}") for n in range(6)]
    suite.part(KeepPatients).register_many(clinic, wishes, the_house())
    assert _names(suite, clinic, "asha") == sorted(w.name for w in wishes)
    [one] = suite.part(KeepPatients).find(clinic, wishes[3].phone or "", Wanted(), the_house()).items
    assert (one.name, one.birth, one.mrn) == (wishes[3].name, wishes[3].birth, "SAH-000004")
    assert suite.engine.database["data_keys"].count_documents({}) == 6


def test_whoever_was_erased_is_passed_over_in_a_list(suite: Suite, clinic: ClinicId) -> None:
    gone, there = a_patient(suite, clinic, name="Asha Rao"), a_patient(suite, clinic, name="Asha Pai")
    suite.ciphers.erase(gone.id, clinic_id=clinic)
    assert _names(suite, clinic, "asha") == [there.name]
    assert set(suite.part(Registry).briefs(clinic, [gone.id, there.id])) == {there.id}


def test_a_record_is_taken_by_the_account_that_may_read_it_and_says_the_same_as_before(
    suite: Suite, clinic: ClinicId
) -> None:
    account, stranger = AccountId(an_id("ac", 1)), AccountId(an_id("ac", 2))
    patient, registry = a_patient(suite, clinic, account_id=account), suite.part(Registry)
    assert registry.take_own(account, patient.id) == registry.ref(patient.id)
    # What the record says has not changed, so whoever is correcting it need not look again.
    assert suite.part(KeepPatients).patients.get(clinic, patient.id) == patient
    for nobodys in (a_patient(suite, clinic), a_patient(suite, clinic, account_id=stranger)):
        with pytest.raises(NotFound):
            registry.take_own(account, nobodys.id)
    suite.engine.database["patients"].update_one({"_id": patient.id}, {"$set": {"state": "merged"}})
    with pytest.raises(NotFound):
        registry.take_own(account, patient.id)


def test_an_account_reads_its_own_records_in_all_clinics(suite: Suite) -> None:
    mine = AccountId(an_id("ac"))
    here, there = a_clinic(suite).id, a_clinic(suite).id
    ids = {a_patient(suite, c, account_id=mine).id for c in (here, there)}
    a_patient(suite, here, account_id=AccountId(an_id("ac", 2)))
    a_patient(suite, here)
    assert {b.id for b in suite.part(Registry).of_account(mine)} == ids


@pytest.mark.engines
@pytest.mark.parametrize(
    "fault",
    [
        {"sex": "f"},
        {"name": "Lakshmi Iyer"},
        {"phone": PHONE},
        {"mrn": "1"},
        {"stranger": 1},
        {"state": "gone"},
        {"version": 0},
        {"clinic_id": "cl_1"},
        {"registered_at": "today"},
    ],
)
def test_the_database_refuses_a_patient_that_is_not_one(
    mongodb: Engine, clock: FrozenClock, fault: dict[str, Any]
) -> None:
    suite = a_suite_on(mongodb, clock)
    a_patient(suite, a_clinic(suite).id)
    row = mongodb.database["patients"].find_one({})
    with pytest.raises(DatabaseFault, match="failed validation"):
        mongodb.database["patients"].insert_one(
            {**(row or {}), "_id": an_id("pa"), "mrn": "SAH-000099", **fault}
        )


@pytest.mark.engines
@pytest.mark.parametrize(
    ("typed", "index"), [("98200 12345", "by_phone"), ("sah 1", "one_number"), ("lak iy", "by_name")]
)
def test_a_search_uses_its_named_index_and_sorts_nothing(
    mongodb: Engine, clock: FrozenClock, typed: str, index: str
) -> None:
    suite = a_suite_on(mongodb, clock)
    clinic = a_clinic(suite).id
    keep = suite.part(KeepPatients)
    wishes = [new_patient(name=f"Asha Rao{n}") for n in range(300)]
    keep.register_many(clinic, [*wishes, new_patient(phone=PHONE)], the_house())
    mongodb.database.command("profile", 2)
    try:
        keep.find(clinic, typed, Wanted(), the_house())
    finally:
        mongodb.database.command("profile", 0)
    profile = mongodb.database["system.profile"].find({"ns": f"{mongodb.database.name}.patients"})
    plans = [row["planSummary"] for row in profile]
    mongodb.database.drop_collection("system.profile")
    keys = next(i for i in mongodb.database["patients"].list_indexes() if i["name"] == index)["key"]
    assert plans
    assert all(plan == "IXSCAN { " + ", ".join(f"{k}: 1" for k in keys) + " }" for plan in plans)
