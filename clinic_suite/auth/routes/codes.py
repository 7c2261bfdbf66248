"""Patients come in with a code."""

from __future__ import annotations

from clinic_suite.auth import schemas as shapes
from clinic_suite.auth.model import Challenge, OtpAnswer, OtpWish, SignedIn
from clinic_suite.auth.routes import cookie
from clinic_suite.auth.routes.doors import arrival, doors
from clinic_suite.auth.service import SignInPatients
from clinic_suite.rest.actor import ANYONE, who_asks
from clinic_suite.rest.blueprint import part


@doors.post("/auth/otp", who=ANYONE, body=shapes.OtpWishShape, answers=shapes.ChallengeShape, status=202)
def send_code(wish: OtpWish) -> Challenge:
    """Send a code to a telephone."""
    return part(SignInPatients).send_code(wish, arrival(), who_asks())


@doors.post(
    "/auth/otp/verify", who=ANYONE, body=shapes.OtpAnswerShape, answers=shapes.SignedInShape, status=200
)
def verify_code(wish: OtpAnswer) -> SignedIn:
    """Sign in with the code that came."""
    return cookie.handed_over(part(SignInPatients).verify(wish, arrival(), who_asks()))
