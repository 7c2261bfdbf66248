"""The demo: believable, the same again for the same seed, and never twice."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from itertools import combinations, islice, pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.auth.service import KeepAccounts
from clinic_suite.bootstrap import Suite
from clinic_suite.cli.demo import demo, load
from clinic_suite.cli.demo.dice import GivenIds, SeededIds, batched
from clinic_suite.cli.demo.holidays import LOOKS_AHEAD, coming
from clinic_suite.cli.demo.households import patients_of
from clinic_suite.cli.demo.places import CITIES
from clinic_suite.cli.demo.plan import MOST_CLINICS, Demo, PlannedClinic, plan
from clinic_suite.directory.schemas import NewPractitionerShape
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.ids import is_id
from clinic_suite.kernel.paging import Wanted
from clinic_suite.patients.model import Patient, Relation
from clinic_suite.patients.rules.phones import normal_phone
from clinic_suite.patients.rules.sounds import closeness
from clinic_suite.patients.service import KeepPatients
from clinic_suite.scheduling.service import KeepWaitlist, MatchWaiting
from tests.builders.diary import at
from tests.builders.diary_faults import overlaps
from tests.builders.engines import a_preview_engine
from tests.builders.settings import an_environment
from tests.builders.suites import a_suite_on
from tests.fakes.clock import FrozenClock

TODAY = date(2026, 11, 21)
STATES = [city.state for city in CITIES]


def _big(seed: int = 7, doctors: int = 50) -> list[PlannedClinic]:
    return plan(Demo.sized(seed=seed, doctors=doctors, patients=0), TODAY)


def _directory(suite: Suite) -> dict[str, list[dict[str, Any]]]:
    names = ("clinics", "practitioners", "services", "closures")
    # Accounts are of this installation alone, so who signs in as a practitioner differs.
    without = {"account_id": 0}
    return {name: list(suite.engine.database[name].find({}, without).sort("_id", 1)) for name in names}


def _patients(suite: Suite) -> list[Patient]:
    rows = suite.engine.database["patients"].find().sort("_id", 1)
    keep, by = suite.part(KeepPatients), the_house()
    return [keep.show(r["clinic_id"], r["_id"], by) for r in rows]


def _suite() -> Suite:
    return a_suite_on(a_preview_engine(), FrozenClock())


def test_the_same_seed_makes_the_same_clinic_in_every_database() -> None:
    here, there = _suite(), _suite()
    told = [load(suite, doctors=9, patients=30, seed=3) for suite in (here, there)]
    assert told[0] == told[1]
    made = told[0]["made"]
    assert made.pop("visits") > 300
    assert made == {"clinics": 2, "doctors": 9, "patients": 30}
    assert _directory(here) == _directory(there)
    assert _patients(here) == _patients(there)


def test_another_seed_makes_other_people() -> None:
    names = [{d.name for c in _big(seed) for d in c.doctors} for seed in (1, 2)]
    assert len(names[0] & names[1]) < 10


def test_more_patients_change_no_doctor_and_nobody_who_was_there() -> None:
    assert _big()[0].doctors == plan(Demo.sized(seed=7, doctors=50, patients=999), TODAY)[0].doctors
    few, many = patients_of(7, 0, CITIES[0], 20), patients_of(7, 0, CITIES[0], 500)
    assert list(few) == list(islice(many, 20))


def test_a_demo_is_loaded_once_and_answers_the_same_again() -> None:
    suite = _suite()
    first = load(suite, doctors=5, patients=20, seed=7)
    before = _directory(suite)
    again = load(suite, doctors=5, patients=20, seed=7)
    assert again["made"] == {"clinics": 0, "doctors": 0, "patients": 0, "visits": 0}
    assert (again["sign_ins"], again["samples"]) == (first["sign_ins"], first["samples"])
    assert _directory(suite) == before
    assert suite.engine.database["patients"].count_documents({}) == 20


def test_a_demo_that_was_interrupted_is_continued() -> None:
    suite, whole = _suite(), _suite()
    load(suite, doctors=5, patients=13, seed=7)
    assert load(suite, doctors=5, patients=20, seed=7)["made"]["patients"] == 7
    load(whole, doctors=5, patients=20, seed=7)
    assert [(p.id, p.mrn, p.name) for p in _patients(suite)] == [
        (p.id, p.mrn, p.name) for p in _patients(whole)
    ]


def test_two_demos_lie_beside_each_other() -> None:
    suite = _suite()
    for seed in (7, 8):
        load(suite, doctors=5, patients=5, seed=seed)
    assert suite.engine.database["clinics"].count_documents({}) == 2
    assert suite.engine.database["patients"].count_documents({}) == 10


def test_everybody_who_is_told_can_sign_in_with_what_is_told() -> None:
    suite = _suite()
    told = load(suite, doctors=8, patients=0, seed=7)["sign_ins"]
    assert Counter(one["role"] for one in told) == {
        "admin": 2, "manager": 1, "front_desk": 2, "nurse": 2, "doctor": 1, "operator": 1,
    }  # fmt: skip
    assert len({one["password"] for one in told}) == len(told)
    keep = suite.part(KeepAccounts)
    for one in told[:2]:
        known = keep.accounts.credentials(keep.accounts.token_of(one["email"]))
        assert known is not None
        assert known.role.value == one["role"]
        assert keep.passwords.matches(known.password_hash, one["password"])


def test_the_samples_are_there_to_be_looked_at() -> None:
    suite = _suite()
    samples = load(suite, doctors=5, patients=3, seed=7)["samples"]
    for kind in ("clinic", "practitioner", "service", "patient"):
        assert suite.engine.database[f"{kind}s"].find_one({"_id": samples[f"{kind}_id"]}), kind


def test_fifty_doctors_work_in_several_cities_and_no_two_are_alike() -> None:
    clinics = _big()
    doctors = [d for c in clinics for d in c.doctors]
    assert len(doctors) == 50
    assert {c.city.name for c in clinics} >= {"Pune", "Mumbai", "Chennai", "Jaipur", "Bengaluru", "Kolkata"}
    assert len({d.name for d in doctors}) == len({d.registration_number for d in doctors}) == 50
    assert max(Counter(d.bio for d in doctors).values()) <= 2
    assert len({d.bio for d in doctors}) >= 45
    assert len({d.specialities[0] for d in doctors}) >= 12
    assert all(c.doctors[0].specialities[0] == "general_medicine" for c in clinics)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_invented_would_be_accepted_from_a_person_too(seed: int) -> None:
    for clinic in _big(seed, doctors=2 * MOST_CLINICS * 7):
        assert normal_phone(clinic.wish.phone) == clinic.wish.phone
        assert len({s.wish.name.casefold() for s in clinic.services}) == len(clinic.services)
        for doctor in clinic.doctors:
            said = attrs.asdict(doctor, recurse=False)
            said["fee_paise"] = said.pop("fee").paise
            sent = {k: list(v) if isinstance(v, tuple) else v for k, v in said.items()}
            assert NewPractitionerShape().validate(sent) == {}
            assert "{" not in doctor.bio
            assert doctor.fee.paise % 5000 == 0


@pytest.mark.parametrize("place", range(len(CITIES)))
def test_families_share_a_phone_and_no_two_of_them_could_be_one_person(place: int) -> None:
    people = list(patients_of(7, place, CITIES[place], 300))
    families: dict[str, list[Any]] = {}
    for one in people:
        assert one.phone is not None
        assert normal_phone(one.phone) == one.phone
        families.setdefault(one.phone, []).append(one)
    assert any(len(family) > 2 for family in families.values())
    for family in families.values():
        assert family[0].relation is Relation.SELF
        assert all(closeness(a.name, b.name) < 1 for a, b in combinations(family, 2))


@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)), st.sampled_from(STATES))
def test_holidays_lie_ahead_and_never_share_a_day(today: date, state: str) -> None:
    days = coming(state, today)
    assert all(today < d.from_on <= today + LOOKS_AHEAD and d.from_on <= d.until_on for d in days)
    assert all(one.until_on < next_.from_on for one, next_ in pairwise(days))


def test_a_clinic_in_pune_is_closed_at_christmas_and_one_in_chennai_at_pongal_too() -> None:
    assert [h.reason for h in coming("Maharashtra", TODAY)] == ["Christmas", "Republic Day", "Holi"]
    assert [h.reason for h in coming("Tamil Nadu", TODAY)] == ["Christmas", "Pongal", "Republic Day"]


@given(st.integers(), st.sampled_from(["cl", "pr", "pa"]), st.integers(1, 100_000))
def test_an_id_that_follows_from_a_seed_is_an_id_like_any_other(seed: int, prefix: str, number: int) -> None:
    ids = SeededIds(seed, "clinic 0")
    assert is_id(ids.at(prefix, number), prefix)
    assert ids.at(prefix, number) < ids.at(prefix, number + 1)
    assert ids.new(prefix) == ids.at(prefix, 1)


def test_an_id_of_another_kind_is_not_given_away() -> None:
    with pytest.raises(ValueError, match="is no id of a pa"):
        GivenIds(["pr_1"]).new("pa")


@given(st.lists(st.integers(), max_size=30), st.integers(1, 7))
def test_batches_lose_nobody(things: list[int], at_once: int) -> None:
    batches = list(batched(things, at_once))
    assert [t for b in batches for t in b] == things
    assert all(0 < len(b) <= at_once for b in batches)


def _run(file: Path, *args: str, **changes: str) -> Any:
    environment = an_environment(MONGODB_URI=f"preview://{file}", **changes)
    return CliRunner().invoke(demo, ["load", *args], env=environment)


def test_the_command_says_what_it_did_and_that_a_second_time_does_nothing(tmp_path: Path) -> None:
    file = tmp_path / "preview.bson"
    first = _run(file, "--patients", "7")
    assert re.fullmatch(r"Loaded 1 clinic, 5 doctors, 7 patients, \d{3} visits\.\n", first.output)
    second = _run(file, "--patients", "7")
    assert second.output == "The demo of seed 7 was loaded before; nothing has changed.\n"


def test_invented_people_are_kept_away_from_real_ones(tmp_path: Path) -> None:
    refused = CliRunner().invoke(
        demo,
        ["load"],
        env=an_environment(
            CLINIC_STAGE="production",
            MONGODB_URI="mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=10",
            CLINIC_PUBLIC_URL="https://clinic.example",
        ),
    )
    assert refused.exit_code == 1
    assert "Invented people do not belong among real patients" in refused.output


def test_a_clinic_needs_a_doctor(tmp_path: Path) -> None:
    refused = _run(tmp_path / "preview.bson", "--doctors", "2", "--clinics", "3")
    assert refused.exit_code == 2


def test_a_demo_can_be_searched_like_a_clinic() -> None:
    suite = _suite()
    samples = load(suite, doctors=5, patients=200, seed=7)["samples"]
    keep, by = suite.part(KeepPatients), the_house()
    one = keep.show(samples["clinic_id"], samples["patient_id"], by)
    found = keep.find(samples["clinic_id"], one.name[:3], Wanted(100), by).items
    assert one.id in {p.id for p in found}
    assert keep.find(samples["clinic_id"], one.mrn, Wanted(), by).items == [one]


def test_a_demo_has_a_year_behind_it_four_weeks_before_it_and_no_time_sold_twice() -> None:
    """Each living visit to come stands on its page, and no two share a seat and a moment."""
    suite = a_suite_on(a_preview_engine(), FrozenClock(at(11, days=0)))
    load(suite, doctors=7, patients=30, seed=3)
    now = suite.clock.now()
    visits = list(suite.engine.database["appointments"].find())
    assert min(v["starts_at"] for v in visits) < now - timedelta(days=300)
    assert max(v["starts_at"] for v in visits) > now + timedelta(days=20)
    assert {v["state"] for v in visits} >= {"completed", "no_show", "cancelled", "confirmed", "arrived"}
    assert overlaps(suite, now) == []
    ahead = [v for v in visits if v["live"] and v["starts_at"] > now]
    entries = {e["id"] for s in suite.engine.database["day_sheets"].find() for e in s["entries"]}
    assert {p["entry_id"] for v in ahead for p in v["places"]} <= entries


def test_some_people_of_a_demo_wait_and_one_of_them_is_offered_a_time() -> None:
    """The others wait on: what they wait for is full, so the list is not empty a moment after it was made."""
    suite = a_suite_on(a_preview_engine(), FrozenClock(at(11, days=0)))
    clinic_id = load(suite, doctors=5, patients=20, seed=7)["samples"]["clinic_id"]
    keep, match = suite.part(KeepWaitlist), suite.part(MatchWaiting)
    waiting = keep.of_clinic(clinic_id, the_house())
    assert [w.offer is not None for w in waiting] == [True, False, False, False]
    assert len({w.wait.joined_at for w in waiting}) == 4
    assert [match.look_for(w.wait.id) for w in waiting] == [False] * 4
    # When nobody answers it goes to the next who could come then.
    offer = waiting[0].offer
    assert offer is not None
    suite.clock.advance(minutes=15)  # type: ignore[attr-defined]
    assert match.let_lapse(the_house()) == 1
    assert match.offer_day(offer.clinic_id, offer.practitioner_id, offer.starts_at) == 1
