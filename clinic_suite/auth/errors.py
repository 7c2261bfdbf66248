"""What auth refuses."""

from __future__ import annotations

from datetime import datetime

from clinic_suite.kernel.errors import Refusal, SignInNeeded
from clinic_suite.kernel.ids import DeviceId


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


class TotpNeeded(SignInNeeded):
    """The password is right, and this account has a second factor."""

    title = "Enter the code from your authenticator app."


class TotpInvalid(SignInNeeded):
    """The second factor does not fit, or was used already."""

    title = "This code is not right. Wait for the next one and try again."


class TotpEnrolmentNeeded(Refusal):
    """The role is too powerful for a password alone."""

    status = 403
    title = "Your role needs an authenticator app. Set it up first."


class TotpNotOffered(Refusal):
    """Nothing to confirm: the enrolment was never begun, or is confirmed already."""

    title = "Begin setting up the authenticator app again."


class InvitationOver(Refusal):
    """Used, expired, withdrawn or never made: one answer for all."""

    status = 410
    title = "This link is no longer good. Ask your clinic's administrator for a new one."


class DeviceProofInvalid(SignInNeeded):
    """The browser signed nothing, or not this request, or it was seen before."""

    title = "This browser could not prove which device it is."


class DevicePending(Refusal):
    """Everything was right, and nobody has let this device in yet."""

    status = 403
    title = "This device waits for approval. Compare the code with another administrator."

    def __init__(self, device_id: DeviceId, match_code: str, waits_until: datetime) -> None:
        super().__init__(
            members={
                "device_id": device_id,
                "match_code": match_code,
                "waits_until": waits_until.isoformat(),
            }
        )


class DeviceRefused(Refusal):
    """An admin has turned this device away."""

    status = 403
    title = "This device was not approved."


class DeviceOut(Refusal):
    """It was refused or removed before, so it has nothing that could be taken away."""

    title = "This device is out already."


class DevicesFull(Refusal):
    """Five are enough for one person; one has to go before the next comes."""

    title = "This person has as many devices as there may be. Revoke one first."


class OtpInvalid(SignInNeeded):
    """A wrong code, and there are tries left."""

    title = "This code is not right."


class OtpExpired(Refusal):
    """Expired, used up, used or never sent: one answer for all, so that nobody can ask which."""

    status = 410
    title = "This code is no longer good. Ask for a new one."


class OtpTooSoon(Refusal):
    """A telephone gets only so many codes, whoever asks for them."""

    status = 429
    title = "Please wait before you ask for another code."

    def __init__(self, wait_s: int) -> None:
        super().__init__(headers={"Retry-After": str(wait_s)})


class OtpHeld(Refusal):
    """Too many wrong codes in a row: a person at the desk looks at who is asking."""

    status = 403
    title = "Sign-in with this number is on hold. Please ask the clinic's desk to release it."


class CodesUnavailable(Refusal):
    """No provider of messages is set up, or it does not answer."""

    status = 503
    title = "Codes cannot be sent at the moment. Please try again later or call the clinic."


class NumberUnreachable(Refusal):
    """The provider says that this number gets no such messages: no mobile, no such number, opted out."""

    status = 422
    title = "This number cannot get a code this way. Check it, or ask the clinic's desk."


class MailUnavailable(Refusal):
    """No mail server is set up, or it does not answer."""

    status = 503
    title = "This clinic cannot send e-mail. Ask your administrator for a new link."


class AddressUnreachable(Refusal):
    """The mail server says that this address gets no mail."""

    status = 422
    title = "This e-mail address gets no mail."


class ResetTooSoon(Refusal):
    """An address gets only so many links, whoever asks for them and whether it is anybody's or not."""

    status = 429
    title = "Please wait before you ask for another link."

    def __init__(self, wait_s: int) -> None:
        super().__init__(headers={"Retry-After": str(wait_s)})


class ResetOver(Refusal):
    """Used, expired, replaced by a newer one or never made: one answer for all."""

    status = 410
    title = "This link is no longer good. Ask for a new one."


class PasskeyInvalid(SignInNeeded):
    """Unknown, copied, replayed, for another page or another purpose: one answer, so that nobody can ask which."""

    title = "This passkey could not be used. Sign in with a code instead."


class PasskeysFull(Refusal):
    """Ten are enough for one person; one has to go before the next comes."""

    title = "You have as many passkeys as there may be. Remove one first."


class PasskeysUnavailable(Refusal):
    """The clinic is reached at a bare number, and authenticators know names only."""

    status = 503
    title = "Passkeys cannot be used at this address."
