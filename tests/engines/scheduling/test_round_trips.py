"""How often the diary asks the database, and by which index: counted on a real replica set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pymongo.monitoring
import pytest

from clinic_suite.app import create_app
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.directory.model import Search
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.events import Heard, afterwards
from clinic_suite.kernel.ids import DiaryId
from clinic_suite.kernel.mongo import Engine, connect
from clinic_suite.scheduling.events import AppointmentConfirmed
from clinic_suite.scheduling.model import NewResource, ResourceKind
from clinic_suite.scheduling.service import LookAtDiary, PlanDiaries
from tests.builders.diary import Practice, a_practice, at, every_day, manager_of, new_template
from tests.builders.directory import a_practitioner
from tests.builders.people import a_bearer
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock

pytestmark = pytest.mark.engines


class _Heard(pymongo.monitoring.CommandListener):
    """Every command that goes to the server."""

    def __init__(self) -> None:
        self.trips: list[str] = []

    def forget(self) -> None:
        self.trips = []

    def started(self, event: pymongo.monitoring.CommandStartedEvent) -> None:
        about = event.command.get(event.command_name, "")
        told = {"commitTransaction": "commit"}.get(event.command_name, f"{event.command_name} {about}")
        self.trips.append(told)

    def succeeded(self, event: pymongo.monitoring.CommandSucceededEvent) -> None: ...

    def failed(self, event: pymongo.monitoring.CommandFailedEvent) -> None: ...


class _Reminds:
    """Somebody who waits for the fact of a booking."""

    @afterwards(AppointmentConfirmed)
    def remind(self, heard: Heard[AppointmentConfirmed]) -> None: ...


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
    # For as long as a test takes, on a machine however slow.
    monkeypatch.setattr(import_module("clinic_suite.bootstrap.houses"), "_REMEMBER_S", 3600.0)
    engine = connect(replica_set_uri, mongodb.database.name)
    yield wire(some_settings(CLINIC_STAGE="demo"), clock=clock, engine=engine)
    engine.close()


@pytest.fixture
def practice(suite: Suite) -> Practice:
    practice = a_practice(suite)
    # The second time everything that is remembered is known.
    practice.book(at(9))
    return practice


# A desk's deed: for whom, the claim, the visit, its line in the trail, and the commit.
PROMISED = ["insert appointments", "insert audit_entries", "commit"]
BY_THE_DESK = ["find patients", "update day_sheets", *PROMISED]
# A person's: the patient is taken, because there two wishes of one person meet, and the visits ahead are counted.
BY_A_PERSON = ["findAndModify patients", "find appointments", "update day_sheets", *PROMISED]


def _of_what_is_held(trips: list[str]) -> list[str]:
    """The claim answers what was held, so it is another command and not one more."""
    return [trip.replace("update day_sheets", "findAndModify day_sheets") for trip in trips]


@pytest.mark.parametrize(
    ("whose", "trips"), [("desk", BY_THE_DESK), ("person", BY_A_PERSON)], ids=["desk", "person"]
)
def test_a_booking_is_at_most_six_round_trips(
    practice: Practice, heard: _Heard, whose: str, trips: list[str]
) -> None:
    of = practice if whose == "desk" else practice.own()
    heard.forget()
    of.book(at(10))
    assert heard.trips == trips
    hold = of.hold(at(11))
    heard.forget()
    of.book_held(hold)
    assert heard.trips == _of_what_is_held(trips)
    assert len(trips) <= 6


def test_another_diary_is_one_claim_more_and_another_seat_two(suite: Suite, heard: _Heard) -> None:
    practice = a_practice(suite, windows=every_day(seats=2))
    wish = NewResource(name="Room 2", kind=ResourceKind.ROOM)
    plan, manager = suite.part(PlanDiaries), manager_of(practice.clinic.id)
    room = DiaryId(plan.add_resource(practice.clinic.id, wish, manager).id)
    plan.add_template(room, new_template(), manager)
    practice.book(at(9))
    heard.forget()
    practice.book(at(10), also=(room,))
    assert heard.trips == [*BY_THE_DESK[:2], "update day_sheets", *PROMISED]
    heard.forget()
    assert practice.book(at(10)).seat == 2
    assert heard.trips == [*BY_THE_DESK[:2], "find day_sheets", "update day_sheets", *PROMISED]


@pytest.mark.parametrize("whose", ["desk", "person"])
def test_a_fact_that_somebody_waits_for_is_one_row_more(
    practice: Practice, heard: _Heard, whose: str
) -> None:
    of, trips = (practice, BY_THE_DESK) if whose == "desk" else (practice.own(), BY_A_PERSON)
    practice.suite.subscriptions.add(_Reminds())
    heard.forget()
    of.book(at(10))
    assert heard.trips == [*trips[:-1], "insert automation_events", "commit"]


@pytest.mark.parametrize("whose", ["desk", "person"])
def test_the_whole_request_asks_besides_whose_session_it_is_and_keeps_its_answer(
    practice: Practice, heard: _Heard, whose: str
) -> None:
    """Every change does these two, whatever it changes: one before the deed, one in its transaction."""
    of, trips = (practice, BY_THE_DESK) if whose == "desk" else (practice.own(), BY_A_PERSON)
    role = Role.FRONT_DESK if whose == "desk" else Role.PATIENT
    bearer = a_bearer(of.suite, role, of.desk.clinic_id, of.desk.account_id)
    client = create_app(of.suite).test_client(use_cookies=False)

    def book(key: str, **time: Any) -> list[str]:
        heard.forget()
        answer = client.post(
            "/api/v1/appointments",
            json={"patient_id": of.patient.id, **time},
            headers={**bearer, "Idempotency-Key": f"the-key-of-{key}"},
        )
        assert answer.status_code == 201, answer.text
        return heard.trips

    def whole(trips: list[str]) -> list[str]:
        return ["find sessions", *trips[:-2], "insert idempotency_keys", *trips[-2:]]

    named = {"practitioner_id": of.doctor.id, "service_id": of.service.id}
    # The first answer is in a process that has yet to learn what hardly changes.
    book("ten", starts_at=at(10).isoformat(), **named)
    assert book("eleven", starts_at=at(11).isoformat(), **named) == whole(trips)
    token = of.hold(at(12)).token
    assert book("twelve", hold_token=token) == whole(_of_what_is_held(trips))


def test_a_week_of_one_doctor_is_one_question(practice: Practice, heard: _Heard) -> None:
    look, first = practice.suite.part(LookAtDiary), at(12).date()
    heard.forget()
    days = look.free_of(practice.doctor.id, first, first + timedelta(days=6), practice.service.id)
    assert heard.trips == ["find day_sheets"]
    assert [len(d.times) for d in days] == [15, *[16] * 6]


def test_a_search_over_fifty_doctors_is_two_questions(practice: Practice, heard: _Heard) -> None:
    suite, clinic_id = practice.suite, practice.clinic.id
    for _ in range(11):
        doctor = a_practitioner(suite, clinic_id)
        suite.part(PlanDiaries).add_template(DiaryId(doctor.id), new_template(), manager_of(clinic_id))
    heard.forget()
    found = suite.part(LookAtDiary).search(Search(city="Pune"), at(12).date(), 1)
    assert heard.trips == ["find practitioners", "find day_sheets"]
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
