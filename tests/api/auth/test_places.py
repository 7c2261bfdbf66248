"""Whoever takes a fresh address for each request comes from the same place, at every door that counts places."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from clinic_suite.app import create_app
from clinic_suite.auth.rules.codes import PER_PLACE_AN_HOUR as CODES
from clinic_suite.auth.rules.passkeys import OFFERS_AN_HOUR as OFFERS
from clinic_suite.auth.service.resets import PER_PLACE_AN_HOUR as RESETS
from clinic_suite.bootstrap import wire
from clinic_suite.kernel.mongo import Engine
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock

Knock = Callable[[int, str], int]
THREE_WRONG_PASSWORDS = 3


@pytest.fixture
def client(preview: Engine, clock: FrozenClock) -> FlaskClient:
    """A demo without the pace of all doors, which counts places by itself and elsewhere."""
    settings = some_settings(CLINIC_STAGE="demo", CLINIC_LOG_LEVEL="error", CLINIC_RATE_LIMITS="false")
    return create_app(wire(settings, clock=clock, engine=preview)).test_client(use_cookies=False)


@pytest.fixture
def knock(client: FlaskClient, request: pytest.FixtureRequest) -> Knock:
    """One request to a door, each about somebody else unless it is about one person's password."""
    bodies: dict[str, Callable[[int], dict[str, str]]] = {
        "otp": lambda n: {"phone": f"+9198123{n:05d}", "channel": "sms"},
        "password-reset": lambda n: {"email": f"n{n}@sahyadri.example"},
        "passkeys/sign-in-options": lambda _: {},
        "sign-in": lambda _: {"email": "asha@sahyadri.example", "password": "not the right one"},
    }

    def knocking(number: int, ip: str) -> int:
        body = bodies[request.param](number)
        answer = client.post(f"/api/v1/auth/{request.param}", json=body, environ_base={"REMOTE_ADDR": ip})
        return answer.status_code

    return knocking


@pytest.mark.parametrize(
    ("knock", "most"),
    [
        ("otp", CODES),
        ("password-reset", RESETS),
        ("passkeys/sign-in-options", OFFERS),
        ("sign-in", THREE_WRONG_PASSWORDS),
    ],
    indirect=["knock"],
)
def test_the_addresses_that_one_computer_picks_for_itself_are_one_place(knock: Knock, most: int) -> None:
    """``2001:db8:0:7::/64`` is what its network gave it; the other half it makes up as often as it likes."""
    answers = [knock(n, f"2001:db8:0:7:{n:x}::{n:x}") for n in range(1, most + 2)]
    assert [status == 429 for status in answers] == [False] * most + [True]
    assert knock(most + 2, "2001:db8:0:8::1") != 429
