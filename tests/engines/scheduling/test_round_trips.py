"""How often the diary asks the database, and by which index: counted on a real replica set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pymongo.monitoring
import pytest

from clinic_suite.app import create_app
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.directory.model import Search
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import AccountId, DiaryId
from clinic_suite.kernel.mongo import Engine, connect
from clinic_suite.scheduling.model import Booking, NewHold
from clinic_suite.scheduling.service import BookVisits, HoldTimes, LookAtDiary, PlanDiaries
from tests.builders.diary import Practice, a_practice, at, manager_of, new_template, the_person_of
from tests.builders.directory import a_practitioner
from tests.builders.ids import an_id
from tests.builders.patients import a_patient
from tests.builders.people import a_bearer
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock

pytestmark = pytest.mark.engines


class _Heard(pymongo.monitoring.CommandListener):
    """Every command that goes to the server."""

    def __init__(self) -> None:
        self.commands: list[tuple[str, str]] = []

    def started(self, event: pymongo.monitoring.CommandStartedEvent) -> None:
        about = event.command.get(event.command_name, "")
        self.commands.append((event.command_name, str(about)))

    def succeeded(self, event: pymongo.monitoring.CommandSucceededEvent) -> None: ...

    def failed(self, event: pymongo.monitoring.CommandFailedEvent) -> None: ...


@pytest.fixture
def heard() -> _Heard:
    return _Heard()


@pytest.fixture
def suite(
    mongodb: Engine, replica_set_uri: str, heard: _Heard, clock: FrozenClock, monkeypatch: Any
) -> Iterator[Suite]:
    """A house as it runs, with what hardly changes remembered, whose questions are overheard."""
    listeners = pymongo.monitoring._LISTENERS
    monkeypatch.setattr(pymongo.monitoring, "_LISTENERS", listeners._replace(command_listeners=[heard]))
    engine = connect(replica_set_uri, mongodb.database.name)
    yield wire(some_settings(CLINIC_STAGE="demo"), clock=clock, engine=engine)
    engine.close()


@pytest.fixture
def practice(suite: Suite) -> Practice:
    practice = a_practice(suite)
    # The second time everything that is remembered is known.
    practice.book(at(9))
    return practice


def test_the_desk_books_in_six_round_trips(practice: Practice, heard: _Heard) -> None:
    heard.commands.clear()
    practice.book(at(10))
    assert len(heard.commands) <= 6, heard.commands


def test_the_whole_request_of_a_desk_is_eight_round_trips(practice: Practice, heard: _Heard) -> None:
    """Six of the booking, one that asks whose session it is, and one for the key with its answer."""
    bearer = a_bearer(practice.suite, Role.FRONT_DESK, practice.clinic.id)
    client = create_app(practice.suite).test_client(use_cookies=False)
    sent = {
        "patient_id": practice.patient.id,
        "practitioner_id": practice.doctor.id,
        "service_id": practice.service.id,
    }
    for hour in (10, 11):
        heard.commands.clear()
        answer = client.post(
            "/api/v1/appointments",
            json={**sent, "starts_at": at(hour).isoformat()},
            headers={**bearer, "Idempotency-Key": f"the-key-of-{hour}"},
        )
        assert answer.status_code == 201, answer.text
    assert len(heard.commands) <= 8, heard.commands
    assert [verb for verb, about in heard.commands if about == "idempotency_keys"] == ["insert"]


def test_a_person_books_what_is_held_in_few_round_trips(practice: Practice, heard: _Heard) -> None:
    patient = a_patient(practice.suite, practice.clinic.id, account_id=AccountId(an_id("ac", 77)))
    person = the_person_of(patient)
    wish = NewHold(practitioner_id=practice.doctor.id, service_id=practice.service.id, starts_at=at(10))
    hold = practice.suite.part(HoldTimes).hold(wish, person)
    heard.commands.clear()
    practice.suite.part(BookVisits).book(Booking(patient_id=patient.id, hold_token=hold.token), person)
    # Three more than the desk: the row on which this person's wishes meet, the visits ahead, what is held.
    assert len(heard.commands) <= 9, heard.commands


def test_a_week_of_one_doctor_is_one_question(practice: Practice, heard: _Heard) -> None:
    look, first = practice.suite.part(LookAtDiary), at(12).date()
    heard.commands.clear()
    days = look.free_of(practice.doctor.id, first, first + timedelta(days=6), practice.service.id)
    assert heard.commands == [("find", "day_sheets")]
    assert [len(d.times) for d in days] == [15, *[16] * 6]


def test_a_search_over_fifty_doctors_is_two_questions(practice: Practice, heard: _Heard) -> None:
    suite, clinic_id = practice.suite, practice.clinic.id
    for _ in range(11):
        doctor = a_practitioner(suite, clinic_id)
        suite.part(PlanDiaries).add_template(DiaryId(doctor.id), new_template(), manager_of(clinic_id))
    heard.commands.clear()
    found = suite.part(LookAtDiary).search(Search(city="Pune"), at(12).date(), 1)
    assert heard.commands == [("find", "practitioners"), ("find", "day_sheets")]
    assert len(found) == 12
    assert all(row.times for row in found)


@pytest.mark.parametrize(
    ("collection", "wish", "order", "index"),
    [
        (
            "day_sheets",
            {"clinic_id": "c", "diary_id": "pr_a", "on": {"$gte": "2035", "$lte": "2036"}},
            [("on", 1)],
            "of_diary",
        ),
        ("day_sheets", {"_id": {"$in": ["pr_a:1", "pr_b:1"]}}, None, "_id_"),
        ("day_sheets", {"clinic_id": "c", "on": "2035-03-06"}, None, "by_day"),
        ("day_sheets", {"clinic_id": "c", "strays": True, "on": {"$gte": "2035"}}, None, "with_strays"),
        ("appointments", {"clinic_id": "c", "starts_at": {"$gte": at(0), "$lt": at(24)}}, None, "by_day"),
        (
            "appointments",
            {"clinic_id": "c", "practitioner_id": "p", "starts_at": {"$gte": at(0), "$lt": at(24)}},
            None,
            "of_practitioner",
        ),
        ("appointments", {"patient_id": "p", "starts_at": {"$gt": at(0)}}, None, "of_patient"),
        ("appointments", {"state": "requested", "expires_at": {"$lte": at(0)}}, None, "lapsing"),
        (
            "waits",
            {"clinic_id": "c", "state": "waiting", "practitioner_id": {"$in": ["p", None]}},
            [("weight", -1), ("lapses", 1), ("joined_at", 1)],
            "in_order",
        ),
        ("offers", {"state": "open", "expires_at": {"$lte": at(0)}}, None, "ending"),
    ],
)
def test_the_hot_questions_use_the_index_that_was_made_for_them(
    mongodb: Engine, collection: str, wish: dict[str, Any], order: Any, index: str
) -> None:
    cursor = mongodb.database[collection].find(wish)
    plan = (cursor.sort(order) if order else cursor).explain()["queryPlanner"]["winningPlan"]
    told = str(plan)
    assert f"'indexName': '{index}'" in told, told
    assert "COLLSCAN" not in told
    assert "'stage': 'SORT'" not in told
