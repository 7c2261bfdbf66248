"""Patients come in with a code."""

from __future__ import annotations

import hmac
import secrets

import attrs
import bson
import pytest

from clinic_suite.auth.errors import CodesUnavailable, OtpExpired, OtpHeld, OtpInvalid, OtpTooSoon
from clinic_suite.auth.events import Refused, SignedIn, SignInRefused
from clinic_suite.auth.model import Arrival, Challenge, Channel, OtpAnswer, OtpWish
from clinic_suite.auth.model import SignedIn as LetIn
from clinic_suite.auth.service import KeepAccounts, KeepSessions, SignInPatients
from clinic_suite.bootstrap import COLLECTIONS, Suite
from clinic_suite.kernel.actor import Role
from clinic_suite.rest.actor import Authenticator
from tests.builders.people import at
from tests.fakes.browser import REFRESH, Browser
from tests.fakes.clock import FrozenClock
from tests.fakes.code_sender import FakeCodeSender
from tests.fakes.ears import listening

PHONE = "+919812345678"
OTP = "/api/v1/auth/otp"
PLAIN = Arrival(browser="Chrome on Android", method="POST", path=OTP)


@pytest.fixture
def network() -> FakeCodeSender:
    return FakeCodeSender()


@pytest.fixture
def door(suite: Suite, network: FakeCodeSender) -> SignInPatients:
    return attrs.evolve(suite.part(SignInPatients), sender=network)


def _ask(
    door: SignInPatients, phone: str = PHONE, arrival: Arrival = PLAIN, ip: str = "203.0.113.7"
) -> Challenge:
    return door.send_code(OtpWish(phone=phone, channel=Channel.SMS), arrival, at(ip))


def _show(
    door: SignInPatients, challenge: Challenge, code: str, phone: str = PHONE, arrival: Arrival = PLAIN
) -> LetIn:
    wish = OtpAnswer(challenge_id=challenge.challenge_id, phone=phone, code=code)
    return door.verify(wish, arrival, at())


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def _fail(door: SignInPatients, network: FakeCodeSender, clock: FrozenClock, times: int) -> None:
    """Show that many wrong codes, five for each code that was sent."""
    for number in range(times):
        if number % 5 == 0:
            clock.advance(hours=3)
            challenge = _ask(door)
        with pytest.raises(OtpInvalid):
            _show(door, challenge, _wrong(network.newest()))


def test_whoever_shows_the_code_is_in_for_a_day(
    suite: Suite, door: SignInPatients, network: FakeCodeSender, clock: FrozenClock
) -> None:
    ears = listening(suite)
    signed_in = _show(door, _ask(door), network.newest())
    assert (signed_in.account.role, signed_in.account.phone) == (Role.PATIENT, PHONE)
    assert signed_in.refresh_for_s == 24 * 3600
    assert [f.clinic_id for f in ears.of(SignedIn)] == [None]
    authenticator: Authenticator = suite.part(Authenticator)
    me = authenticator.actor_of(signed_in.access_token)
    assert suite.part(KeepAccounts).find_own(me).phone == PHONE


def test_a_telephone_is_one_account_however_often_it_comes(
    door: SignInPatients, network: FakeCodeSender, clock: FrozenClock
) -> None:
    first = _show(door, _ask(door), network.newest())
    clock.advance(minutes=1)
    again = _show(door, _ask(door), network.newest())
    clock.advance(minutes=1)
    other = _show(door, _ask(door, "+919812345679"), network.newest(), "+919812345679")
    assert first.account.id == again.account.id
    assert other.account.id != first.account.id


def test_a_patient_stays_in_with_the_cookie(
    suite: Suite, door: SignInPatients, network: FakeCodeSender, clock: FrozenClock
) -> None:
    signed_in = _show(door, _ask(door), network.newest())
    clock.advance(hours=20)
    arrival = attrs.evolve(PLAIN, path=REFRESH)
    again = suite.part(KeepSessions).refresh(signed_in.refresh_token, arrival, at())
    assert again.account.phone == PHONE


def test_five_tries_and_then_even_the_right_code_is_no_longer_good(
    suite: Suite, door: SignInPatients, network: FakeCodeSender
) -> None:
    ears = listening(suite)
    challenge = _ask(door)
    for _ in range(5):
        with pytest.raises(OtpInvalid):
            _show(door, challenge, _wrong(network.newest()))
    with pytest.raises(OtpExpired):
        _show(door, challenge, network.newest())
    assert [f.why for f in ears.of(SignInRefused)] == [Refused.WRONG_CODE] * 5


def test_expired_used_replaced_and_unknown_codes_hear_the_same(
    door: SignInPatients, network: FakeCodeSender, clock: FrozenClock
) -> None:
    used = _ask(door)
    code = network.newest()
    _show(door, used, code)
    with pytest.raises(OtpExpired):
        _show(door, used, code)
    clock.advance(minutes=1)
    replaced = _ask(door)
    old = network.newest()
    clock.advance(minutes=2)
    late = _ask(door)
    with pytest.raises(OtpExpired):
        _show(door, replaced, old)
    unknown = attrs.evolve(late, challenge_id="ch_00000000000000000009")
    with pytest.raises(OtpExpired):
        _show(door, unknown, network.newest())
    clock.advance(minutes=5)
    with pytest.raises(OtpExpired):
        _show(door, late, network.newest())


def test_a_code_is_good_for_one_telephone(door: SignInPatients, network: FakeCodeSender) -> None:
    challenge = _ask(door)
    with pytest.raises(OtpExpired):
        _show(door, challenge, network.newest(), "+919812345679")


def test_the_next_code_takes_a_while(door: SignInPatients, clock: FrozenClock) -> None:
    assert _ask(door).resend_in_s == 30
    with pytest.raises(OtpTooSoon) as refused:
        _ask(door)
    assert refused.value.headers == {"Retry-After": "30"}
    clock.advance(seconds=30)
    assert _ask(door).resend_in_s == 60


def test_ten_wrong_codes_in_a_day_keep_strangers_out_and_the_owner_in(
    door: SignInPatients, network: FakeCodeSender, clock: FrozenClock
) -> None:
    browser = Browser("Asha's own")
    _show(door, _ask(door), network.newest(), arrival=browser.arrives(OTP, clock.now()))
    _fail(door, network, clock, 10)
    clock.advance(hours=3)
    with pytest.raises(OtpTooSoon):
        _ask(door)
    with pytest.raises(OtpTooSoon):
        _ask(door, arrival=Browser().arrives(OTP, clock.now()))
    here = browser.arrives(OTP, clock.now())
    _show(door, _ask(door, arrival=here), network.newest(), arrival=here)


def test_the_owners_own_code_is_good_in_the_owners_browser_only_while_strangers_are_kept_out(
    door: SignInPatients, network: FakeCodeSender, clock: FrozenClock
) -> None:
    """A code that the owner asked for is no way round for who was refused one; not even the right code is."""
    browser = Browser("Asha's own")
    _show(door, _ask(door), network.newest(), arrival=browser.arrives(OTP, clock.now()))
    _fail(door, network, clock, 10)
    clock.advance(hours=3)
    challenge = _ask(door, arrival=browser.arrives(OTP, clock.now()))
    with pytest.raises(OtpTooSoon):
        _show(door, challenge, network.newest())
    _show(door, challenge, network.newest(), arrival=browser.arrives(OTP, clock.now()))


def test_twenty_wrong_codes_in_a_row_are_for_the_desk(
    door: SignInPatients, network: FakeCodeSender, clock: FrozenClock
) -> None:
    for _ in range(2):
        _fail(door, network, clock, 9)
        clock.advance(hours=25)
    _fail(door, network, clock, 2)
    clock.advance(hours=25)
    with pytest.raises(OtpHeld):
        _ask(door)


def test_a_right_code_breaks_the_row(
    door: SignInPatients, network: FakeCodeSender, clock: FrozenClock
) -> None:
    for _ in range(3):
        _fail(door, network, clock, 9)
        clock.advance(hours=25)
        _show(door, _ask(door), network.newest())
        clock.advance(hours=1)


def test_one_address_asks_for_sixty_codes_an_hour(door: SignInPatients, clock: FrozenClock) -> None:
    clock.advance(minutes=-30)
    for number in range(60):
        _ask(door, f"+9198123400{number:02d}")
    with pytest.raises(OtpTooSoon) as refused:
        _ask(door, "+919812349999")
    assert refused.value.headers == {"Retry-After": "3600"}
    _ask(door, "+919812349999", ip="198.51.100.4")
    clock.advance(hours=1)
    _ask(door, "+919812349998")


def test_without_a_provider_that_is_said(suite: Suite) -> None:
    with pytest.raises(CodesUnavailable):
        _ask(suite.part(SignInPatients))


def test_a_code_is_one_of_a_million_and_has_six_digits_even_when_it_begins_with_noughts(
    door: SignInPatients, network: FakeCodeSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_how_many = []

    def chance(below: int) -> int:
        of_how_many.append(below)
        return 7

    monkeypatch.setattr(secrets, "randbelow", chance)
    challenge = _ask(door)
    assert (network.newest(), of_how_many) == ("000007", [1_000_000])
    assert _show(door, challenge, "000007").account.phone == PHONE


def test_how_long_a_comparison_takes_tells_nothing_of_the_code(
    suite: Suite, door: SignInPatients, network: FakeCodeSender, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is stored is held against what was shown by the one comparison that always takes as long."""
    challenge = _ask(door)
    [row] = suite.engine.database["challenges"].find()
    compared = []
    real = hmac.compare_digest

    def noticing(one: bytes, other: bytes) -> bool:
        compared.append(one)
        return real(one, other)

    monkeypatch.setattr(hmac, "compare_digest", noticing)
    with pytest.raises(OtpInvalid):
        _show(door, challenge, _wrong(network.newest()))
    assert row["mac"] in compared


def test_a_number_has_one_live_code_for_each_purpose(suite: Suite, door: SignInPatients) -> None:
    _ask(door)
    [row] = suite.engine.database["challenges"].find()
    assert row["_id"].endswith("/sign_in")


def test_neither_code_nor_number_lies_in_the_database(
    suite: Suite, door: SignInPatients, network: FakeCodeSender
) -> None:
    challenge = _ask(door)
    _show(door, challenge, network.newest())
    stored = b"".join(
        bson.encode(row) for spec in COLLECTIONS for row in suite.engine.database[spec.name].find()
    )
    assert PHONE.encode() not in stored
    assert network.newest().encode() not in stored
