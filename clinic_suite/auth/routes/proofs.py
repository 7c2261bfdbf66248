"""Passwords and second factors."""

from __future__ import annotations

from clinic_suite.auth import schemas as shapes
from clinic_suite.auth.model import (
    Acceptance,
    Enrolment,
    NewPassword,
    RecoveryCodes,
    ResetAnswer,
    ResetAsked,
    ResetWish,
    SignIn,
)
from clinic_suite.auth.routes.doors import ACCOUNT_HOLDERS, arrival, doors
from clinic_suite.auth.service import EnrolSecondFactor, ResetPasswords, SetPasswords
from clinic_suite.rest.actor import ANYONE, who_asks
from clinic_suite.rest.blueprint import part


@doors.post("/auth/totp", who=ANYONE, body=shapes.SignInShape, answers=shapes.EnrolmentShape, status=200)
def offer_second_factor(wish: SignIn) -> Enrolment:
    """Begin setting up an authenticator app, with e-mail and password."""
    return part(EnrolSecondFactor).offer(wish, arrival(), who_asks())


@doors.post(
    "/auth/totp/confirmation",
    who=ANYONE,
    body=shapes.SignInShape,
    answers=shapes.RecoveryCodesShape,
    status=200,
)
def confirm_second_factor(wish: SignIn) -> RecoveryCodes:
    """Show the app's first code, and receive ten recovery codes."""
    return part(EnrolSecondFactor).confirm(wish, arrival(), who_asks())


@doors.post("/auth/password", who=ACCOUNT_HOLDERS, body=shapes.NewPasswordShape)
def change_own_password(wish: NewPassword) -> None:
    """Change my password; my other browsers are signed out."""
    part(SetPasswords).change_own(wish, who_asks())


@doors.post(
    "/auth/password-reset", who=ANYONE, body=shapes.ResetWishShape, answers=shapes.ResetAskedShape, status=202
)
def ask_for_reset(wish: ResetWish) -> ResetAsked:
    """Ask for a link with which a forgotten password is replaced; the answer is the same for everybody."""
    return part(ResetPasswords).ask(wish, who_asks())


@doors.post("/auth/password-reset/acceptance", who=ANYONE, body=shapes.ResetAnswerShape)
def accept_reset(wish: ResetAnswer) -> None:
    """Set a new password with the link that came by e-mail."""
    part(ResetPasswords).set(wish)


@doors.post("/auth/invitations/acceptance", who=ANYONE, body=shapes.AcceptanceShape)
def accept_invitation(wish: Acceptance) -> None:
    """Set the password that an invitation is for."""
    part(SetPasswords).accept(wish)
