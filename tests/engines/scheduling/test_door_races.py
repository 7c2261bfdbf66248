"""Many at the doors at once, on both engines: one has the time, and one key is one visit."""

from __future__ import annotations

from collections import Counter
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
from tests.builders.diary import Practice, a_practice, at
from tests.builders.diary_faults import disagreements, overlaps
from tests.builders.suites import a_suite_on
from tests.builders.threads import all_at_once
from tests.fakes.authenticator import FakeAuthenticator, as_role
from tests.fakes.clock import FrozenClock

RUNNING = "idempotency-key-running"


@attrs.frozen(kw_only=True)
class _Doors:
    """The doors of one clinic, as its desk comes to them."""

    app: Flask
    practice: Practice

    def book(self, key: str, hour: int = 10, **said: Any) -> TestResponse:
        sent = {
            "patient_id": self.practice.patient.id,
            "practitioner_id": self.practice.doctor.id,
            "service_id": self.practice.service.id,
            "starts_at": at(hour).isoformat(),
            **said,
        }
        return self._post("/appointments", key, sent)

    def walk_in(self, key: str) -> TestResponse:
        sent = {"patient_id": self.practice.patient.id, "practitioner_id": self.practice.doctor.id}
        return self._post(f"/clinics/{self.practice.clinic.id}/walk-ins", key, sent)

    def _post(self, path: str, key: str, sent: object) -> TestResponse:
        headers = {**as_role(Role.FRONT_DESK, self.practice.clinic.id), "Idempotency-Key": key}
        # A client for each: they keep what was asked, and here many ask at once.
        return self.app.test_client(use_cookies=False).post(f"/api/v1{path}", json=sent, headers=headers)

    def visits(self) -> int:
        return len(list(self.practice.suite.engine.database["appointments"].find({"live": True})))


@pytest.fixture
def suite(engine: Engine, clock: FrozenClock) -> Suite:
    return a_suite_on(engine, clock)


@pytest.fixture
def doors(suite: Suite) -> _Doors:
    cast("dict[type, object]", suite.parts)[Authenticator] = FakeAuthenticator()
    return _Doors(app=create_app(suite), practice=a_practice(suite))


def _word(answer: TestResponse) -> str:
    if answer.status_code == 201:
        return "replayed" if "Idempotency-Replayed" in answer.headers else "done"
    assert answer.status_code == 409, answer.text
    return str(answer.get_json()["type"]).removeprefix("/problems/")


def _book_with_own_key(doors: _Doors, hour: int, who: int) -> TestResponse:
    return doors.book(f"a-key-of-{who}-at-{hour}", hour)


def _book_with_one_key(doors: _Doors, hour: int, _: int) -> TestResponse:
    return doors.book(f"the-key-of-{hour}", hour)


def _holds(suite: Suite) -> None:
    assert overlaps(suite, suite.clock.now()) == []
    assert disagreements(suite) == []


def test_of_twenty_at_the_door_one_has_the_time(doors: _Doors, suite: Suite) -> None:
    for hour in (9, 10, 11):
        answers = all_at_once(20, partial(_book_with_own_key, doors, hour))
        assert Counter(_word(a) for a in answers) == {"done": 1, "slot-taken": 19}
    assert doors.visits() == 3
    _holds(suite)


def test_eight_who_send_one_key_at_once_make_one_visit(doors: _Doors, suite: Suite) -> None:
    """The same press, sent again before the first was answered: nobody hears that the time is taken."""
    for hour in (9, 10, 11):
        answers = all_at_once(8, partial(_book_with_one_key, doors, hour))
        told = Counter(_word(a) for a in answers)
        assert told["done"] == 1, told
        assert set(told) <= {"done", "replayed", RUNNING}, told
        assert len({a.data for a in answers if a.status_code == 201}) == 1
        assert _word(doors.book(f"the-key-of-{hour}", hour)) == "replayed"
    assert doors.visits() == 3
    _holds(suite)
