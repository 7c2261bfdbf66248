"""Every door × nobody, a forged token, each role, another clinic's people, a guessed id."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from clinic_suite.bootstrap import DOORS as BLUEPRINTS
from clinic_suite.bootstrap import wire
from clinic_suite.kernel.actor import STAFF, Role
from clinic_suite.rest.blueprint import DOORS, PREFIX, Door
from tests.api.knocks import KNOCKS
from tests.api.town import Home, Town, a_town, everything_in, put_back
from tests.builders.engines import a_preview_engine
from tests.builders.ids import an_id
from tests.builders.settings import some_settings
from tests.fakes.authenticator import as_role
from tests.fakes.clock import FrozenClock

NewTown = Callable[[], Town]
_PEOPLE = sorted(frozenset(Role) - {Role.SYSTEM})
_OF_A_CLINIC = STAFF | {Role.PATIENT}
_GUESSED = Home(
    clinic_id=an_id("cl", 404),  # type: ignore[arg-type]
    practitioner_id=an_id("pr", 404),
    service_id=an_id("sv", 404),
    closure_id=an_id("co", 404),
    account_id=an_id("ac", 404),
    device_id=an_id("de", 404),
    approval_id=an_id("av", 404),
    patient_id=an_id("pa", 404),
    passkey_id=an_id("pk", 404),
    hold_id=an_id("lh", 404),
    grant_id=an_id("bg", 404),
    template_id=an_id("tp", 404),
    exception_id=an_id("ex", 404),
    resource_id=an_id("re", 404),
    visit_id=an_id("ap", 404),
    series_id=an_id("sr", 404),
    block_id=an_id("bl", 404),
    feed_token="x" * 43,
    review_id=an_id("rv", 404),
    key_id=an_id("bk", 404),
    wait_id=an_id("wl", 404),
    offer_id=an_id("of", 404),
)


@pytest.fixture(scope="module")
def _written_in() -> tuple[Town, dict[str, list[dict[str, Any]]]]:
    town = a_town(wire(some_settings(), clock=FrozenClock(), engine=a_preview_engine()))
    return town, everything_in(town.suite.engine)


@pytest.fixture
def new_town(_written_in: tuple[Town, dict[str, list[dict[str, Any]]]]) -> NewTown:
    """The town as it was made, for each knock that writes."""
    town, rows = _written_in

    def as_made() -> Town:
        put_back(town.suite.engine, rows)
        return town

    return as_made


def _name(door: Door) -> str:
    return f"{door.method} {door.path.removeprefix(PREFIX)}"


def _knock(town: Town, door: Door, role: Role, *, by: Home, at: Home, forged: str = "") -> TestResponse:
    """Knock at the door of ``at`` as somebody of ``by``."""
    ids = {**at.ids, "session_id": an_id("se", 404)}
    address = re.sub(r"<(\w+)>", lambda m: ids[m[1]], door.path)
    headers = (
        {"Authorization": forged} if forged else as_role(role, by.clinic_id if role in _OF_A_CLINIC else "")
    )
    knock = KNOCKS[_name(door)]
    body = knock.body
    if door.method != "GET":
        headers |= {"If-Match": '"v1"', "Idempotency-Key": f"matrix-{role}"}
    return town.client.open(
        address,
        method=door.method,
        headers=headers,
        query_string=knock.query,
        json=None if body is None else body(at),
    )


def _same_bytes(one: TestResponse, other: TestResponse) -> bool:
    """The same answer, but for the name of the request."""
    hide = re.compile(rb"urn:request:[0-9a-f]+")
    headers = [{n: v for n, v in a.headers.items() if n != "X-Request-Id"} for a in (one, other)]
    return headers[0] == headers[1] and hide.sub(b"", one.data) == hide.sub(b"", other.data)


every_door = pytest.mark.parametrize("door", DOORS, ids=_name)


def test_every_door_is_in_the_table_of_knocks_and_no_entry_outlives_its_door() -> None:
    assert len(BLUEPRINTS) > 0
    assert sorted(KNOCKS) == sorted(_name(d) for d in DOORS)


@every_door
def test_who_may_comes_in(door: Door, new_town: NewTown) -> None:
    town = new_town()
    for role in sorted(door.who.roles):
        answer = _knock(town, door, role, by=town.ours, at=town.ours)
        assert answer.status_code in KNOCKS[_name(door)].answers, (role, answer.text)
        if door.method != "GET":
            town = new_town()


@every_door
def test_who_may_not_is_told_so_and_nothing_is_written(door: Door, calm_town: Town) -> None:
    for role in sorted(set(_PEOPLE) - door.who.roles):
        answer = _knock(calm_town, door, role, by=calm_town.ours, at=calm_town.ours)
        wanted = (
            (401, "/problems/sign-in-needed") if role is Role.ANONYMOUS else (403, "/problems/not-allowed")
        )
        assert (answer.status_code, answer.get_json()["type"]) == wanted, role
        assert ("WWW-Authenticate" in answer.headers) is (role is Role.ANONYMOUS)


@every_door
def test_a_forged_token_opens_no_door_not_even_a_public_one(door: Door, calm_town: Town) -> None:
    for forged in ("Bearer superadmin:", "Bearer ", "Bearer system:", "Basic YTpi", "admin"):
        answer = _knock(calm_town, door, Role.ANONYMOUS, by=calm_town.ours, at=calm_town.ours, forged=forged)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer"), forged


@every_door
def test_another_clinics_thing_is_answered_as_one_that_does_not_exist(door: Door, calm_town: Town) -> None:
    if not KNOCKS[_name(door)].owned or Role.ANONYMOUS in door.who.roles:
        return
    for role in sorted(door.who.roles & _OF_A_CLINIC):
        foreign = _knock(calm_town, door, role, by=calm_town.theirs, at=calm_town.ours)
        guessed = _knock(calm_town, door, role, by=calm_town.theirs, at=_GUESSED)
        assert (foreign.status_code, guessed.status_code) == (404, 404), (role, foreign.text, guessed.text)
        assert _same_bytes(foreign, guessed), role


@every_door
def test_a_guessed_id_is_not_found(door: Door, calm_town: Town) -> None:
    if "<" not in door.path:
        return
    for role in sorted(door.who.roles):
        answer = _knock(calm_town, door, role, by=calm_town.ours, at=_GUESSED)
        assert answer.status_code == 404, (role, answer.text)
