"""What auth refuses."""

from __future__ import annotations

from clinic_suite.kernel.errors import Refusal, SignInNeeded


class InvalidCredentials(SignInNeeded):
    """Wrong password, unknown e-mail, disabled account: one answer, so that nobody can ask who exists."""

    title = "The e-mail or the password is not right."


class SignInTooSoon(Refusal):
    """After wrong passwords the next try has to wait; the pause grows and is this place's alone."""

    status = 429
    title = "Too many wrong tries. Please wait before the next one."

    def __init__(self, wait_s: int) -> None:
        super().__init__(headers={"Retry-After": str(wait_s)})


class SessionRevoked(SignInNeeded):
    """The session is over: signed out, too old, or its refresh token came a second time."""

    title = "You have been signed out. Please sign in again."


class OriginForeign(Refusal):
    """Another site's page tried to use the cookie of ours."""

    status = 403
    title = "This request comes from another site."


class EmailTaken(Refusal):
    """An e-mail belongs to one account, whatever the clinic."""

    title = "Somebody else signs in with this e-mail already."
