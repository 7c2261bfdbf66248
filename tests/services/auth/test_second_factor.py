"""A password alone does not open a powerful account."""

from __future__ import annotations

import pyotp
import pytest

from clinic_suite.auth.errors import (
    InvalidCredentials,
    SignInTooSoon,
    TotpEnrolmentNeeded,
    TotpInvalid,
    TotpNeeded,
    TotpNotOffered,
)
from clinic_suite.auth.events import Refused, SecondFactorEnrolled, SignInRefused
from clinic_suite.auth.model import SignedIn, SignIn
from clinic_suite.auth.service import EnrolSecondFactor
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Role
from tests.builders.people import GOOD_PASSWORD, a_clinic, an_account, at, sign_in
from tests.fakes.browser import KNOWN_BROWSER
from tests.fakes.clock import FrozenClock
from tests.fakes.ears import listening

OFFER = "/api/v1/auth/totp"
EMAIL = "asha@sahyadri.example"


def _shown(totp: str | None = None) -> SignIn:
    return SignIn(email=EMAIL, password=GOOD_PASSWORD, totp=totp)


def _come_in(suite: Suite, totp: str | None = None, ip: str = "203.0.113.7") -> SignedIn:
    return sign_in(suite, totp=totp, ip=ip)


def _offer(suite: Suite, totp: str | None = None) -> pyotp.TOTP:
    here = KNOWN_BROWSER.arrives(OFFER, suite.clock.now())
    return pyotp.TOTP(suite.part(EnrolSecondFactor).offer(_shown(totp), here, at()).secret)


def _confirm(suite: Suite, code: str) -> tuple[str, ...]:
    here = KNOWN_BROWSER.arrives(OFFER, suite.clock.now())
    return suite.part(EnrolSecondFactor).confirm(_shown(code), here, at()).recovery_codes


def _enrolled(suite: Suite, clock: FrozenClock) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """An admin with an app, one step after its first code was used."""
    an_account(suite, a_clinic(suite), role=Role.ADMIN)
    totp = _offer(suite)
    codes = _confirm(suite, totp.at(clock.now()))
    clock.advance(seconds=60)
    return totp, codes


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MANAGER])
def test_a_powerful_role_must_have_one(suite: Suite, role: Role) -> None:
    an_account(suite, a_clinic(suite), role=role)
    with pytest.raises(TotpEnrolmentNeeded):
        _come_in(suite)


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.NURSE, Role.FRONT_DESK])
def test_others_may_do_without(suite: Suite, role: Role) -> None:
    an_account(suite, a_clinic(suite), role=role)
    assert _come_in(suite).account.role is role


def test_with_the_app_an_admin_comes_in(suite: Suite, clock: FrozenClock) -> None:
    ears = listening(suite)
    totp, codes = _enrolled(suite, clock)
    assert _come_in(suite, totp.at(clock.now())).account.has_second_factor
    assert len(set(codes)) == 10
    assert len(ears.of(SecondFactorEnrolled)) == 1


def test_without_its_code_the_right_password_is_not_enough(suite: Suite, clock: FrozenClock) -> None:
    _enrolled(suite, clock)
    ears = listening(suite)
    with pytest.raises(TotpNeeded):
        _come_in(suite)
    with pytest.raises(TotpInvalid):
        _come_in(suite, "000000")
    assert [f.why for f in ears.of(SignInRefused)] == [
        Refused.SECOND_FACTOR_MISSING,
        Refused.WRONG_SECOND_FACTOR,
    ]


def test_a_wrong_password_never_learns_of_the_second_factor(suite: Suite, clock: FrozenClock) -> None:
    totp, _ = _enrolled(suite, clock)
    with pytest.raises(InvalidCredentials):
        sign_in(suite, password="wrong", totp=totp.at(clock.now()))


def test_a_code_counts_once(suite: Suite, clock: FrozenClock) -> None:
    totp, _ = _enrolled(suite, clock)
    code = totp.at(clock.now())
    _come_in(suite, code)
    with pytest.raises(TotpInvalid):
        _come_in(suite, code)
    clock.advance(seconds=30)
    with pytest.raises(TotpInvalid):
        _come_in(suite, code)
    _come_in(suite, totp.at(clock.now()))


def test_the_code_that_enrolled_does_not_sign_in_as_well(suite: Suite, clock: FrozenClock) -> None:
    an_account(suite, a_clinic(suite), role=Role.ADMIN)
    code = _offer(suite).at(clock.now())
    _confirm(suite, code)
    with pytest.raises(TotpInvalid):
        _come_in(suite, code)


def test_a_recovery_code_stands_in_once(suite: Suite, clock: FrozenClock) -> None:
    _, codes = _enrolled(suite, clock)
    _come_in(suite, codes[0].upper())
    with pytest.raises(TotpInvalid):
        _come_in(suite, codes[0])
    _come_in(suite, codes[9])


def test_guessing_codes_waits_wherever_it_comes_from(suite: Suite, clock: FrozenClock) -> None:
    totp, _ = _enrolled(suite, clock)
    for number in range(3):
        with pytest.raises(TotpInvalid):
            _come_in(suite, "000000", f"198.51.100.{number}")
    with pytest.raises(SignInTooSoon):
        _come_in(suite, totp.at(clock.now()), "198.51.100.99")


def test_nothing_counts_before_the_app_has_shown_a_right_code(suite: Suite, clock: FrozenClock) -> None:
    an_account(suite, a_clinic(suite), role=Role.ADMIN)
    with pytest.raises(TotpNotOffered):
        _confirm(suite, "123456")
    _offer(suite)
    with pytest.raises(TotpInvalid):
        _confirm(suite, "000000")
    with pytest.raises(TotpEnrolmentNeeded):
        _come_in(suite)


def test_a_new_app_needs_a_code_of_the_old_one(suite: Suite, clock: FrozenClock) -> None:
    totp, _ = _enrolled(suite, clock)
    with pytest.raises(TotpNeeded):
        _offer(suite)
    _offer(suite, totp.at(clock.now()))
    clock.advance(seconds=60)
    _come_in(suite, totp.at(clock.now()))
