"""What people are told when it is our fault: little, truly, and when to come back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, cast

import attrs
import pytest
from flask.testing import FlaskClient

from clinic_suite.app import create_app
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.kernel.mongo import Engine, connect
from clinic_suite.rest.actor import Authenticator
from clinic_suite.rest.blueprint import DOORS, PREFIX, Door
from tests.api.knocks import KNOCKS
from tests.api.town import Town, a_town, everything_in
from tests.builders.engines import a_preview_engine
from tests.builders.settings import some_settings
from tests.fakes.authenticator import FakeAuthenticator, as_role
from tests.fakes.clock import FrozenClock

_SECRET_PLACE = "db-internal-7.clinic.example"


@attrs.frozen
class _FallenOver:
    """An authenticator with a mistake in it, as any part of ours may have one."""

    def actor_of(self, token: str) -> Actor:
        raise RuntimeError(f"connect to {_SECRET_PLACE} with hunter2 failed")


def _served(suite: Suite, authenticator: Authenticator) -> FlaskClient:
    cast("dict[type, object]", suite.parts)[Authenticator] = authenticator
    return create_app(suite).test_client()


@pytest.fixture
def away() -> Iterator[FlaskClient]:
    """The doors of a house whose database does not answer."""
    uri = "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=50&connectTimeoutMS=50"
    engine: Engine = connect(uri, "clinic_suite")
    yield _served(wire(some_settings(CLINIC_STAGE="demo"), engine=engine), FakeAuthenticator())
    engine.close()


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/clinics", None),
        ("POST", "/clinics/cl_01m7yfk1recv3cp621tr/closures", "POST /clinics/<clinic_id>/closures"),
    ],
)
def test_without_a_database_a_door_asks_people_to_come_back(
    away: FlaskClient, method: str, path: str, body: str | None, calm_town: Town
) -> None:
    send = KNOCKS[body].body if body else None
    began = time.monotonic()
    answer = away.open(
        PREFIX + path,
        method=method,
        json=send(calm_town.ours) if send else None,
        headers=as_role(Role.ADMIN, ClinicId("cl_01m7yfk1recv3cp621tr")),
    )
    assert time.monotonic() - began < 30, (
        "nobody at a desk waits that long, and each who waits holds a thread"
    )
    assert (answer.status_code, answer.get_json()["type"]) == (503, "/problems/service-away")
    assert (answer.headers["Retry-After"], answer.headers["Cache-Control"]) == ("5", "no-store")
    for word in ("127.0.0.1", "mongo", "Timeout", "Traceback", "Errno"):
        assert word not in answer.text


@pytest.fixture(scope="module")
def faulty() -> FlaskClient:
    """The doors of a house with a mistake in it."""
    return _served(wire(some_settings(CLINIC_STAGE="demo"), engine=a_preview_engine()), _FallenOver())


@pytest.mark.parametrize("door", DOORS, ids=lambda d: f"{d.method} {d.path}")
def test_a_mistake_of_ours_is_admitted_and_not_described(door: Door, faulty: FlaskClient) -> None:
    address = door.path.replace("<", "").replace(">", "")
    answer = faulty.open(address, method=door.method, headers={"Authorization": "Bearer any"})
    body: dict[str, Any] = answer.get_json()
    assert (answer.status_code, body["type"]) == (500, "/problems/internal-fault")
    assert body["detail"] == ""
    for word in (_SECRET_PLACE, "hunter2", "RuntimeError", "Traceback", "clinic_suite"):
        assert word not in answer.text


def test_a_mistake_in_the_middle_of_a_change_leaves_nothing_behind() -> None:
    """On the preview engine, too, the first write is the one that can be refused."""
    town = a_town(wire(some_settings(), clock=FrozenClock(), engine=a_preview_engine()))
    before = everything_in(town.suite.engine)
    answer = town.client.post(
        f"{PREFIX}/clinics/{town.ours.clinic_id}/practitioners",
        json={
            "name": "Dr. Asha",
            "specialities": ["dermatology"],
            "registration_number": "MMC/2009/1234",
            "fee_paise": 1,
            "languages": ["en"],
        },
        headers=as_role(Role.ADMIN, town.ours.clinic_id),
    )
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/registration-number-taken")
    after = everything_in(town.suite.engine)
    # The look at whether the clinic is active is a write of its own, and harmless.
    assert {n: rows for n, rows in after.items() if n != "clinics"} == {
        n: rows for n, rows in before.items() if n != "clinics"
    }
