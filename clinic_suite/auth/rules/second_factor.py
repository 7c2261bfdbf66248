"""Codes of an authenticator app, and the ten codes for the day on which the telephone is lost."""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from datetime import datetime

import pyotp

STEP_S = 30
RECOVERY_CODES = 10
_ISSUER = "Clinic Suite"
_TOTP = re.compile(r"^[0-9]{6}$")
_RECOVERY_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_RECOVERY_LENGTH = 12
_NOT_A_LETTER = re.compile(r"[^0-9a-z]")


def is_totp(code: str) -> bool:
    """Whether it is written like an app's code; anything else may be a recovery code."""
    return _TOTP.match(code) is not None


def matching_step(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """The step whose code this is: the present one or the one before, and later than any used already."""
    totp = pyotp.TOTP(secret)
    present = int(now.timestamp()) // STEP_S
    for step in (present, present - 1):
        if step > last_step and hmac.compare_digest(totp.generate_otp(step), code):
            return step
    return None


def otpauth_url(secret: str, email: str) -> str:
    """What the QR code of an enrolment says."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=_ISSUER)


def recovery_code(chance: Sequence[int]) -> str:
    """A recovery code from twelve random bytes, e.g. ``k7m2-9qxw-4dtr``; about 59 bits."""
    letters = "".join(_RECOVERY_LETTERS[byte % len(_RECOVERY_LETTERS)] for byte in chance)
    return "-".join(letters[i : i + 4] for i in range(0, _RECOVERY_LENGTH, 4))


def plain_recovery_code(typed: str) -> str:
    """A recovery code however it was typed: capitals, blanks and dashes do not matter."""
    return _NOT_A_LETTER.sub("", typed.casefold())
