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
from clinic_suite.auth.service import EnrolSecondFactor, SignInStaff
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Role
from tests.builders.people import BROWSER, GOOD_PASSWORD, a_clinic, an_account, at
from tests.fakes.clock import FrozenClock
from tests.fakes.ears import listening

EMAIL = "asha@sahyadri.example"


def shown(totp: str | None = None, password: str = GOOD_PASSWORD) -> SignIn:
    return SignIn(email=EMAIL, password=password, totp=totp)


def come_in(suite: Suite, totp: str | None = None, ip: str = "203.0.113.7") -> SignedIn:
    return suite.part(SignInStaff).sign_in(shown(totp), BROWSER, at(ip))


def enrolled(suite: Suite, clock: FrozenClock) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """An admin with an app, one step after its first code was used."""
    an_account(suite, a_clinic(suite), role=Role.ADMIN)
    enrol = suite.part(EnrolSecondFactor)
    totp = pyotp.TOTP(enrol.offer(shown(), at()).secret)
    codes = enrol.confirm(shown(totp.at(clock.now())), at()).recovery_codes
    clock.advance(seconds=60)
    return totp, codes


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MANAGER])
def test_a_powerful_role_must_have_one(suite: Suite, role: Role) -> None:
    an_account(suite, a_clinic(suite), role=role)
    with pytest.raises(TotpEnrolmentNeeded):
        come_in(suite)


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.NURSE, Role.FRONT_DESK])
def test_others_may_do_without(suite: Suite, role: Role) -> None:
    an_account(suite, a_clinic(suite), role=role)
    assert come_in(suite).account.role is role


def test_with_the_app_an_admin_comes_in(suite: Suite, clock: FrozenClock) -> None:
    ears = listening(suite)
    totp, codes = enrolled(suite, clock)
    assert come_in(suite, totp.at(clock.now())).account.has_second_factor
    assert len(set(codes)) == 10
    assert len(ears.of(SecondFactorEnrolled)) == 1


def test_without_its_code_the_right_password_is_not_enough(suite: Suite, clock: FrozenClock) -> None:
    enrolled(suite, clock)
    ears = listening(suite)
    with pytest.raises(TotpNeeded):
        come_in(suite)
    with pytest.raises(TotpInvalid):
        come_in(suite, "000000")
    assert [f.why for f in ears.of(SignInRefused)] == [
        Refused.SECOND_FACTOR_MISSING,
        Refused.WRONG_SECOND_FACTOR,
    ]


def test_a_wrong_password_never_learns_of_the_second_factor(suite: Suite, clock: FrozenClock) -> None:
    totp, _ = enrolled(suite, clock)
    with pytest.raises(InvalidCredentials):
        suite.part(SignInStaff).sign_in(shown(totp.at(clock.now()), "wrong"), BROWSER, at())


def test_a_code_counts_once(suite: Suite, clock: FrozenClock) -> None:
    totp, _ = enrolled(suite, clock)
    code = totp.at(clock.now())
    come_in(suite, code)
    with pytest.raises(TotpInvalid):
        come_in(suite, code)
    clock.advance(seconds=30)
    with pytest.raises(TotpInvalid):
        come_in(suite, code)
    come_in(suite, totp.at(clock.now()))


def test_the_code_that_enrolled_does_not_sign_in_as_well(suite: Suite, clock: FrozenClock) -> None:
    an_account(suite, a_clinic(suite), role=Role.ADMIN)
    enrol = suite.part(EnrolSecondFactor)
    totp = pyotp.TOTP(enrol.offer(shown(), at()).secret)
    code = totp.at(clock.now())
    enrol.confirm(shown(code), at())
    with pytest.raises(TotpInvalid):
        come_in(suite, code)


def test_a_recovery_code_stands_in_once(suite: Suite, clock: FrozenClock) -> None:
    _, codes = enrolled(suite, clock)
    come_in(suite, codes[0].upper())
    with pytest.raises(TotpInvalid):
        come_in(suite, codes[0])
    come_in(suite, codes[9])


def test_guessing_codes_waits_wherever_it_comes_from(suite: Suite, clock: FrozenClock) -> None:
    totp, _ = enrolled(suite, clock)
    for number in range(3):
        with pytest.raises(TotpInvalid):
            come_in(suite, "000000", f"198.51.100.{number}")
    with pytest.raises(SignInTooSoon):
        come_in(suite, totp.at(clock.now()), "198.51.100.99")


def test_nothing_counts_before_the_app_has_shown_a_right_code(suite: Suite, clock: FrozenClock) -> None:
    an_account(suite, a_clinic(suite), role=Role.ADMIN)
    enrol = suite.part(EnrolSecondFactor)
    with pytest.raises(TotpNotOffered):
        enrol.confirm(shown("123456"), at())
    enrol.offer(shown(), at())
    with pytest.raises(TotpInvalid):
        enrol.confirm(shown("000000"), at())
    with pytest.raises(TotpEnrolmentNeeded):
        come_in(suite)


def test_a_new_app_needs_a_code_of_the_old_one(suite: Suite, clock: FrozenClock) -> None:
    totp, _ = enrolled(suite, clock)
    enrol = suite.part(EnrolSecondFactor)
    with pytest.raises(TotpNeeded):
        enrol.offer(shown(), at())
    enrol.offer(shown(totp.at(clock.now())), at())
    clock.advance(seconds=60)
    come_in(suite, totp.at(clock.now()))
