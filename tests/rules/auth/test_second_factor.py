"""Codes of an authenticator app, and recovery codes."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest

from clinic_suite.auth.rules.second_factor import (
    STEP_S,
    is_totp,
    matching_step,
    otpauth_url,
    plain_recovery_code,
    recovery_code,
)
from tests.fakes.clock import A_MONDAY_MORNING as NOW

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = int(NOW.timestamp()) // STEP_S


def _code_at(steps: int) -> str:
    return pyotp.TOTP(SECRET).generate_otp(STEP + steps)


@pytest.mark.parametrize(
    ("steps", "last", "found"),
    [
        (0, -1, STEP),
        (-1, -1, STEP - 1),
        (1, -1, None),
        (-2, -1, None),
        (0, STEP - 1, STEP),
        (0, STEP, None),
        (-1, STEP - 1, None),
        (-1, STEP, None),
    ],
)
def test_the_present_code_and_the_one_before_count_and_each_once(
    steps: int, last: int, found: int | None
) -> None:
    assert matching_step(SECRET, _code_at(steps), NOW, last) == found


def test_a_code_of_another_secret_does_not_count() -> None:
    assert matching_step("KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU", _code_at(0), NOW, -1) is None


def test_the_last_moment_of_a_step_belongs_to_it() -> None:
    assert (
        matching_step(SECRET, _code_at(0), NOW + timedelta(seconds=2 * STEP_S, milliseconds=-1), -1) == STEP
    )


def test_the_qr_code_names_the_person_and_the_product() -> None:
    assert otpauth_url(SECRET, "asha@x.example").startswith("otpauth://totp/Clinic%20Suite:asha%40x.example?")


def test_a_recovery_code_is_read_however_it_is_typed() -> None:
    code = recovery_code(range(12))
    assert plain_recovery_code(f" {code.upper().replace('-', ' ')} ") == plain_recovery_code(code)
    assert len(plain_recovery_code(code)) == 12


@pytest.mark.parametrize(("text", "app"), [("123456", True), ("12345", False), ("k7m2-9qxw-4dtr", False)])
def test_an_apps_code_is_six_digits(text: str, app: bool) -> None:
    assert is_totp(text) is app
