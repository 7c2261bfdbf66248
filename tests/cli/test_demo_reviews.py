"""What a demo's patients say: the same again for the same seed, counted right, and rated by those who were seen."""

from __future__ import annotations

import re
from typing import Any

import pytest

from clinic_suite.auth.service import KeepAccounts
from clinic_suite.bootstrap import Suite
from clinic_suite.cli.demo import load
from clinic_suite.directory.schemas import ReviewTextShape
from clinic_suite.directory.service import KeepPractitioners, KeepReviews
from clinic_suite.kernel.actor import Actor, Role, the_house
from clinic_suite.kernel.ids import AccountId, PractitionerId
from clinic_suite.kernel.paging import Wanted
from clinic_suite.scheduling.service import RateVisits
from tests.builders.engines import a_preview_engine
from tests.builders.suites import a_suite_on
from tests.fakes.clock import FrozenClock


@pytest.fixture(scope="module")
def loaded() -> Suite:
    """One demo for all who only look at it."""
    suite = a_suite_on(a_preview_engine(), FrozenClock())
    load(suite, doctors=5, patients=20, seed=7)
    return suite


def _rows(suite: Suite, name: str = "reviews") -> list[dict[str, Any]]:
    return list(suite.engine.database[name].find().sort("_id", 1))


def test_the_same_seed_says_the_same_and_a_second_time_says_nothing_new(loaded: Suite) -> None:
    other = a_suite_on(a_preview_engine(), FrozenClock())
    for _ in range(2):
        load(other, doctors=5, patients=20, seed=7)
    # Visits of the past are numbered anew in each database.
    told = [[{**r, "appointment_id": ""} for r in _rows(suite)] for suite in (loaded, other)]
    assert told[0] == told[1]
    assert len(told[0]) == 30


def test_every_doctor_has_stars_and_they_are_those_of_the_reviews_that_are_shown(loaded: Suite) -> None:
    keep, reviews = loaded.part(KeepPractitioners), loaded.part(KeepReviews)
    for row in _rows(loaded, "practitioners"):
        shown = reviews.list_shown(PractitionerId(row["_id"]), Wanted(100)).items
        rating = keep.find(PractitionerId(row["_id"])).rating
        assert rating is not None
        assert rating.count == len(shown) > 2
        assert rating.average == round(sum(r.stars for r in shown) / len(shown), 2)


def test_some_are_in_hindi_some_are_answered_and_one_is_hidden_with_a_reason(loaded: Suite) -> None:
    rows = _rows(loaded)
    assert sum(bool(re.search("[ऀ-ॿ]", r["text"])) for r in rows) >= 4
    assert 4 <= sum(r["answer"] is not None for r in rows) < len(rows) / 2
    [hidden] = [r for r in rows if not r["shown"]]
    assert hidden["hiding"]["reason"] == "Names another patient"
    assert all(ReviewTextShape().validate({"text": r["text"] or "-"}) == {} for r in rows)


def test_who_rates_was_seen_and_reads_what_they_said(loaded: Suite) -> None:
    visits = {v["_id"]: v for v in _rows(loaded, "appointments")}
    patients = {p["_id"]: p for p in _rows(loaded, "patients")}
    now = loaded.clock.now()
    for row in _rows(loaded):
        visit = visits[row["appointment_id"]]
        assert (visit["state"], visit["practitioner_id"]) == ("completed", row["practitioner_id"])
        assert patients[visit["patient_id"]]["account_id"] == row["account_id"]
        said_after = row["posted_at"] - visit["ends_at"]
        assert 0 < said_after.days + 1 <= 90
        assert row["posted_at"] <= now
    one = _rows(loaded)[3]
    person = Actor(role=Role.PATIENT, account_id=AccountId(one["account_id"]))
    own = loaded.part(KeepReviews).list_own(Wanted(100), person)
    assert one["appointment_id"] in {r.appointment_id for r in own.items}
    assert loaded.part(RateVisits).change.show(one["appointment_id"], person).id == one["appointment_id"]


def test_the_doctor_who_signs_in_bears_the_name_of_the_one_who_sees_patients(loaded: Suite) -> None:
    [linked] = [p for p in _rows(loaded, "practitioners") if p["account_id"]]
    staff = loaded.part(KeepAccounts).list_of(linked["clinic_id"], Wanted(100), the_house()).items
    [doctor] = [a for a in staff if a.role is Role.DOCTOR]
    assert (doctor.id, f"Dr. {doctor.name}") == (linked["account_id"], linked["name"])
