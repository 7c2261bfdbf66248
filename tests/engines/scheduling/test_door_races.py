"""Many at the doors at once, on both engines: one has the time, and one key is one visit."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, cast

import attrs
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from clinic_suite.app import create_app
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.mongo import Engine
from clinic_suite.rest.actor import Authenticator
from clinic_suite.scheduling.model import Cancellation
from clinic_suite.scheduling.service import BookVisits, ChangeVisits
from tests.builders.diary import Practice, a_practice, at, every_day
from tests.builders.diary_faults import disagreements, overlaps
from tests.builders.suites import a_suite_on
from tests.builders.threads import all_at_once
from tests.fakes.authenticator import FakeAuthenticator, as_role
from tests.fakes.clock import FrozenClock

RUNNING = "idempotency-key-running"


@attrs.frozen(kw_only=True)
class _Doors:
    """The doors of one clinic, as its desk comes to them: of one process, or of another beside it."""

    app: Flask
    practice: Practice

    def book(self, key: str, hour: int = 10) -> TestResponse:
        sent = {"patient_id": self.practice.patient.id, **self._who(), "starts_at": at(hour).isoformat()}
        return self._post("/appointments", key, sent)

    def walk_in(self, key: str) -> TestResponse:
        somebody = {"name": "Ravi Kale", "sex": "male", "age": 44, "phone": "+919876543210"}
        return self._post(f"/clinics/{self.practice.clinic.id}/walk-ins", key, {**self._who(), **somebody})

    def move(self, key: str, visit: str, hour: int) -> TestResponse:
        return self._post(f"/appointments/{visit}/rescheduling", key, {"starts_at": at(hour).isoformat()})

    def _who(self) -> dict[str, str]:
        return {"practitioner_id": self.practice.doctor.id, "service_id": self.practice.service.id}

    def _post(self, path: str, key: str, sent: object) -> TestResponse:
        headers = {**as_role(Role.FRONT_DESK, self.practice.clinic.id), "Idempotency-Key": key}
        # A client for each: they keep what was asked, and here many ask at once.
        return self.app.test_client(use_cookies=False).post(f"/api/v1{path}", json=sent, headers=headers)

    def visits(self) -> int:
        return len(list(self.practice.suite.engine.database["appointments"].find({"live": True})))


@pytest.fixture
def suite(engine: Engine, clock: FrozenClock) -> Suite:
    return a_suite_on(engine, clock)


def _app(suite: Suite) -> Flask:
    cast("dict[type, object]", suite.parts)[Authenticator] = FakeAuthenticator()
    return create_app(suite)


@pytest.fixture
def doors(suite: Suite) -> _Doors:
    return _Doors(app=_app(suite), practice=a_practice(suite, windows=every_day("09:00", "20:00")))


@pytest.fixture
def next_door(doors: _Doors, suite: Suite) -> _Doors:
    """Another process of the same installation: it knows nothing of what the first one is doing."""
    return attrs.evolve(doors, app=_app(a_suite_on(suite.engine, suite.clock)))


def _word(answer: TestResponse) -> str:
    if answer.status_code in (200, 201):
        return "replayed" if "Idempotency-Replayed" in answer.headers else "done"
    assert answer.status_code == 409, answer.text
    return str(answer.get_json()["type"]).removeprefix("/problems/")


def _book_with_own_key(doors: _Doors, hour: int, who: int) -> TestResponse:
    return doors.book(f"a-key-of-{who}-at-{hour}", hour)


def _book_with_one_key(doors: tuple[_Doors, _Doors], hour: int, who: int) -> TestResponse:
    return doors[who % 2].book(f"the-key-of-{hour}", hour)


def _holds(suite: Suite) -> None:
    assert overlaps(suite, suite.clock.now()) == []
    assert disagreements(suite) == []


def test_of_twenty_at_the_door_one_has_the_time(doors: _Doors, suite: Suite) -> None:
    for hour in (9, 10, 11):
        answers = all_at_once(20, partial(_book_with_own_key, doors, hour))
        assert Counter(_word(a) for a in answers) == {"done": 1, "slot-taken": 19}
    assert doors.visits() == 3
    _holds(suite)


def test_eight_who_send_one_key_at_once_make_one_visit(
    doors: _Doors, next_door: _Doors, suite: Suite
) -> None:
    """The same press, sent again before the first was answered: nobody hears that the time is taken."""
    for hour in (9, 10, 11):
        answers = all_at_once(8, partial(_book_with_one_key, (doors, next_door), hour))
        told = Counter(_word(a) for a in answers)
        assert told["done"] == 1, told
        assert set(told) <= {"done", "replayed", RUNNING}, told
        assert len({a.data for a in answers if a.status_code == 201}) == 1
        assert _word(next_door.book(f"the-key-of-{hour}", hour)) == "replayed"
    assert doors.visits() == 3
    _holds(suite)


def test_one_key_is_one_visit_for_whoever_came_without_a_time(
    doors: _Doors, next_door: _Doors, suite: Suite
) -> None:
    """Nothing forbids a second walk-in but the key."""
    answers = all_at_once(6, lambda who: (doors, next_door)[who % 2].walk_in("the-key-of-ravi"))
    told = Counter(_word(a) for a in answers)
    assert told["done"] == 1, told
    assert set(told) <= {"done", "replayed", RUNNING}, told
    people = suite.engine.database["patients"].count_documents({})
    assert [_word(doors.walk_in("the-key-of-ravi")) for _ in range(3)] == ["replayed"] * 3
    assert suite.engine.database["patients"].count_documents({}) == people == 2
    [line] = suite.engine.database["queue_days"].find()
    assert len(line["tickets"]) == 1


def test_a_walk_in_that_is_sent_again_takes_no_second_record_number(doors: _Doors, suite: Suite) -> None:
    doors.walk_in("the-key-of-ravi")
    numbers = list(suite.engine.database["record_numbers"].find())
    assert numbers
    assert _word(doors.walk_in("the-key-of-ravi")) == "replayed"
    assert list(suite.engine.database["record_numbers"].find()) == numbers


def test_a_move_that_is_sent_again_moves_once(doors: _Doors, suite: Suite) -> None:
    """Moving to where it is already would be granted: only the key says that it was done."""
    visit = doors.book("the-first-key").get_json()["id"]
    first, again = doors.move("the-moving-key", visit, 12), doors.move("the-moving-key", visit, 12)
    assert (_word(first), _word(again)) == ("done", "replayed")
    assert first.data == again.data
    [row] = suite.engine.database["appointments"].find({"_id": visit})
    assert (row["version"], len(row["history"])) == (2, 2)
    _holds(suite)


def test_a_key_that_was_refused_may_be_sent_again_when_the_time_is_free(doors: _Doors, suite: Suite) -> None:
    taken = doors.practice.book(at(10))
    assert _word(doors.book("the-patient-key")) == "slot-taken"
    suite.part(ChangeVisits).cancel(taken.id, Cancellation(reason="Ill"), doors.practice.desk)
    assert _word(doors.book("the-patient-key")) == "done"
    assert _word(doors.book("another-key")) == "slot-taken"


def test_one_key_for_two_wishes_is_said_whether_or_not_the_second_could_be_had(doors: _Doors) -> None:
    doors.practice.book(at(12))
    assert _word(doors.book("one-key-for-all", 10)) == "done"
    free, taken = doors.book("one-key-for-all", 11), doors.book("one-key-for-all", 12)
    for answer in (free, taken):
        told = (answer.status_code, answer.get_json()["type"])
        assert told == (422, "/problems/idempotency-key-reused")
    assert doors.visits() == 2


def test_whoever_asks_again_while_the_first_is_at_work_is_told_so(
    doors: _Doors, suite: Suite, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, go_on = threading.Event(), threading.Event()
    book = BookVisits.book

    def book_slowly(self: BookVisits, *args: Any) -> object:
        at_work.set()
        assert go_on.wait(30)
        return book(self, *args)

    monkeypatch.setattr(BookVisits, "book", book_slowly)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(doors.book, "the-slow-key")
        assert at_work.wait(30)
        if suite.engine.kind == "preview":
            # There nobody else can look into the book meanwhile, and so nobody has to be told.
            threading.Timer(0.5, go_on.set).start()
            assert _word(doors.book("the-slow-key")) == "replayed"
        else:
            assert _word(doors.book("the-slow-key")) == RUNNING
            go_on.set()
        assert _word(first.result()) == "done"
    assert doors.visits() == 1
