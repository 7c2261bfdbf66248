"""How often codes are sent, and when a number is held."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.auth.model import CodeHistory, Purpose
from clinic_suite.auth.rules.codes import (
    check_country,
    code_mac,
    is_held,
    may_be_sent_at,
    strangers_wait_until,
)
from clinic_suite.kernel.errors import NotValid
from tests.fakes.clock import A_MONDAY_MORNING as NOW


@pytest.mark.parametrize(
    ("sent_minutes_ago", "wait_s"),
    [
        ((), 0),
        ((0,), 30),
        ((0.5,), 0),
        ((1, 0), 60),
        ((2, 1), 0),
        ((9, 1, 0), 120),
        ((5, 3, 2.5), 300),
        ((11, 10.5, 10), 0),
        ((59, 40, 30, 20, 11), 60),
        ((1439, 1200, 1100, 900, 800, 700, 600, 500, 400, 300), 60),
    ],
)
def test_codes_come_slower_the_more_are_asked_for(sent_minutes_ago: tuple[float, ...], wait_s: int) -> None:
    sent = [NOW - timedelta(minutes=m) for m in sent_minutes_ago]
    assert may_be_sent_at(sent, NOW) - NOW == timedelta(seconds=wait_s)


@given(st.lists(st.integers(0, 4 * 3600), max_size=120))
def test_no_order_of_asking_gets_more_codes_than_there_may_be(gaps: list[int]) -> None:
    now, sent = NOW, []
    for gap in gaps:
        now += timedelta(seconds=gap)
        if may_be_sent_at(sent, now) <= now:
            sent.append(now)
    for count, window in ((3, timedelta(minutes=10)), (5, timedelta(hours=1)), (10, timedelta(days=1))):
        for first in sent:
            assert sum(first <= at < first + window for at in sent) <= count


@given(st.lists(st.integers(0, 100_000), max_size=12).map(sorted))
def test_waiting_as_long_as_told_always_helps(seconds_ago: list[int]) -> None:
    sent = [NOW - timedelta(seconds=s) for s in seconds_ago]
    earliest = may_be_sent_at(sent, NOW)
    assert may_be_sent_at(sent, earliest) <= earliest


def test_ten_wrong_codes_in_a_day_make_strangers_wait() -> None:
    nine = tuple(NOW - timedelta(hours=h) for h in range(9))
    assert strangers_wait_until(CodeHistory(failed=nine), NOW) is None
    ten = (*nine, NOW - timedelta(hours=9))
    assert strangers_wait_until(CodeHistory(failed=ten), NOW) == NOW + timedelta(hours=15)


@pytest.mark.parametrize(("wrong", "held"), [(19, False), (20, True)])
def test_twenty_wrong_codes_in_a_row_hold_a_number(wrong: int, held: bool) -> None:
    assert is_held(CodeHistory(wrong_in_a_row=wrong)) is held


def test_a_mac_is_of_one_challenge_number_and_code() -> None:
    mac = code_mac(b"p" * 32, "ch_1", "+919812345678", Purpose.SIGN_IN, "123456")
    others = [
        code_mac(b"q" * 32, "ch_1", "+919812345678", Purpose.SIGN_IN, "123456"),
        code_mac(b"p" * 32, "ch_2", "+919812345678", Purpose.SIGN_IN, "123456"),
        code_mac(b"p" * 32, "ch_1", "+919812345679", Purpose.SIGN_IN, "123456"),
        code_mac(b"p" * 32, "ch_1", "+919812345678", Purpose.SIGN_IN, "123457"),
    ]
    assert mac not in others


def test_a_mac_binds_challenge_number_purpose_and_code_in_this_order_and_apart() -> None:
    """Reckoned here by hand, because a purpose that was left out would be missed by nobody while there is one."""
    said = b"\x1f".join((b"ch_1", b"+919812345678", b"sign_in", b"123456"))
    mac = code_mac(b"p" * 32, "ch_1", "+919812345678", Purpose.SIGN_IN, "123456")
    assert mac == hmac.new(b"p" * 32, said, hashlib.sha256).digest()


@pytest.mark.parametrize(
    ("phone", "countries", "goes"),
    [
        ("+919812345678", ("IN",), True),
        ("+4915112345678", ("IN",), False),
        ("+9779841234567", ("IN",), False),
        ("+9779841234567", ("IN", "NP"), True),
        # A whole continent has one calling code; Jamaica's numbers are dear, and are not Canada's.
        ("+14165550123", ("CA",), True),
        ("+18765550123", ("CA",), False),
        # No country has this code.
        ("+9991234567", ("IN",), False),
    ],
)
def test_codes_go_to_the_countries_that_are_set(phone: str, countries: tuple[str, ...], goes: bool) -> None:
    if goes:
        check_country(phone, countries)
        return
    with pytest.raises(NotValid):
        check_country(phone, countries)
