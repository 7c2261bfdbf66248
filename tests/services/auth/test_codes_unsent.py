"""A code that cannot be sent is said, and costs nobody anything."""

from __future__ import annotations

import attrs
import pytest

from clinic_suite.auth.errors import CodesUnavailable
from clinic_suite.auth.model import Arrival, Channel, OtpWish
from clinic_suite.auth.repository import NoSender
from clinic_suite.auth.service import SignInPatients
from clinic_suite.bootstrap import Suite
from tests.builders.people import at
from tests.fakes.code_sender import FakeCodeSender

WISH = OtpWish(phone="+919812345678", channel=Channel.SMS)
ARRIVAL = Arrival(browser="Chrome on Android", method="POST", path="/api/v1/auth/otp")
COUNTED = ("challenges", "code_histories", "code_places")


@pytest.fixture
def network() -> FakeCodeSender:
    return FakeCodeSender()


@pytest.fixture
def door(suite: Suite, network: FakeCodeSender) -> SignInPatients:
    return attrs.evolve(suite.part(SignInPatients), sender=network)


def test_where_nothing_can_be_sent_nothing_is_counted_and_nobody_waits_afterwards(
    suite: Suite, door: SignInPatients, network: FakeCodeSender
) -> None:
    network.is_down = True
    for _ in range(10):
        with pytest.raises(CodesUnavailable):
            door.send_code(WISH, ARRIVAL, at())
    assert [list(suite.engine.database[name].find()) for name in COUNTED] == [[], [], []]
    network.is_down = False
    assert door.send_code(WISH, ARRIVAL, at()).resend_in_s == 30


def test_without_a_provider_no_code_is_taken_as_if_it_went_out() -> None:
    """Whoever forgets to ask whether it is able is told all the same."""
    with pytest.raises(CodesUnavailable):
        NoSender().send("+919812345678", Channel.SMS, "123456")


def test_a_clinic_without_a_provider_says_so_at_the_door(suite: Suite) -> None:
    with pytest.raises(CodesUnavailable):
        suite.part(SignInPatients).send_code(WISH, ARRIVAL, at())
    assert [list(suite.engine.database[name].find()) for name in COUNTED] == [[], [], []]
