"""Auth's words."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import attrs

from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.changes import UNSET, Unset
from clinic_suite.kernel.ids import AccountId, ClinicId, DeviceId, PasskeyId, SessionId
from clinic_suite.kernel.trail import HIDDEN

_KEPT_BACK = {HIDDEN: True}
"""Of a secret or of what names a person: the trail says that it is there, and not what it is."""


class AccountState(StrEnum):
    """Whether somebody may sign in; an account is never deleted, because its deeds stay."""

    ACTIVE = "active"
    DISABLED = "disabled"


@attrs.frozen(kw_only=True)
class Account:
    """A member of a clinic's staff, or who runs the installation (and then belongs to no clinic).

    A patient's account is a telephone number; who uses it is in the clinics' own records.
    """

    id: AccountId
    clinic_id: ClinicId | None
    role: Role
    name: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    email: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    phone: str | None = attrs.field(default=None, repr=False, metadata=_KEPT_BACK)
    state: AccountState = AccountState.ACTIVE
    has_password: bool = False
    has_second_factor: bool = False
    version: int = 1


@attrs.frozen(kw_only=True)
class SecondFactor:
    """What a second factor is checked against; the secret is still sealed."""

    sealed_secret: bytes = attrs.field(repr=False, metadata=_KEPT_BACK)
    last_step: int
    recovery_left: int


@attrs.frozen(kw_only=True)
class Credentials:
    """What a sign-in is checked against; it carries no name, so no key has to be fetched to refuse one."""

    account_id: AccountId
    clinic_id: ClinicId | None
    role: Role
    state: AccountState
    version: int
    password_hash: str | None = attrs.field(repr=False, metadata=_KEPT_BACK)
    second_factor: SecondFactor | None = None


@attrs.frozen(kw_only=True)
class NewAccount:
    """The wish to take somebody on."""

    name: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    email: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    role: Role


@attrs.frozen(kw_only=True)
class AccountChange:
    """An edit of an account by the clinic's admin."""

    name: str | Unset = attrs.field(default=UNSET, repr=False, metadata=_KEPT_BACK)
    role: Role | Unset = UNSET
    state: AccountState | Unset = UNSET


@attrs.frozen(kw_only=True)
class SignIn:
    """The wish to come in, with what is shown for it."""

    email: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    password: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    totp: str | None = attrs.field(default=None, repr=False, metadata=_KEPT_BACK)


@attrs.frozen(kw_only=True)
class Enrolment:
    """What an authenticator app has to be told, as text and as the address in a QR code."""

    secret: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    otpauth_url: str = attrs.field(repr=False, metadata=_KEPT_BACK)


@attrs.frozen(kw_only=True)
class RecoveryCodes:
    """Ten codes, shown once; each stands once for the telephone that is lost."""

    recovery_codes: tuple[str, ...] = attrs.field(repr=False, metadata=_KEPT_BACK)


@attrs.frozen(kw_only=True)
class NewPassword:
    """The wish to have another password, with the present one shown for it."""

    password: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    new_password: str = attrs.field(repr=False, metadata=_KEPT_BACK)


@attrs.frozen(kw_only=True)
class Invitation:
    """A link with which somebody sets their password, once and for a while."""

    account_id: AccountId
    token: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    link: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    ends_at: datetime


@attrs.frozen(kw_only=True)
class Acceptance:
    """The wish to set a password with an invitation's token."""

    token: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    password: str = attrs.field(repr=False, metadata=_KEPT_BACK)


@attrs.frozen(kw_only=True)
class Invited:
    """A new member of staff, and the invitation to hand to them."""

    account: Account
    invitation: Invitation


@attrs.frozen(kw_only=True)
class Throttle:
    """How often a password was wrong for one account from one place, and until when that place waits."""

    failures: int
    wait_until: datetime


class SessionEnd(StrEnum):
    """Why a session is over."""

    SIGNED_OUT = "signed_out"
    ENDED_ELSEWHERE = "ended_elsewhere"
    REPLAYED = "replayed"
    ACCOUNT_DISABLED = "account_disabled"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    ROLE_CHANGED = "role_changed"
    DEVICE_REVOKED = "device_revoked"


class DeviceState(StrEnum):
    """Whether a browser may be used to sign in to one account."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    REVOKED = "revoked"


@attrs.frozen(kw_only=True)
class Arrival:
    """How somebody comes to a door: with which browser, and with what it has signed about this request."""

    browser: str
    method: str
    path: str
    device_proof: str | None = attrs.field(default=None, repr=False, metadata=_KEPT_BACK)


@attrs.frozen(kw_only=True)
class Device:
    """One browser of one member of staff; its key never leaves it, and names it."""

    id: DeviceId
    clinic_id: ClinicId | None
    account_id: AccountId
    key: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    state: DeviceState
    match_code: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    browser: str
    ip: str
    asked_at: datetime
    ask_ends_at: datetime
    decided_at: datetime | None = None
    decided_by: AccountId | None = None


@attrs.frozen(kw_only=True)
class DeviceSeen:
    """A device as an admin, or its own person, sees it."""

    id: DeviceId
    account_id: AccountId
    account_name: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    state: DeviceState
    match_code: str | None = attrs.field(repr=False, metadata=_KEPT_BACK)
    browser: str
    ip: str
    asked_at: datetime
    ask_ends_at: datetime
    decided_at: datetime | None
    decided_by: AccountId | None


class Standing(StrEnum):
    """What a waiting device hears about its asking, and nothing else."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@attrs.frozen(kw_only=True)
class DeviceStanding:
    """How a device's asking stands, as the device itself is told."""

    device_id: DeviceId
    standing: Standing
    waits_until: datetime


@attrs.frozen(kw_only=True)
class Session:
    """One signed-in browser, from its sign-in to its end."""

    id: SessionId
    account_id: AccountId
    clinic_id: ClinicId | None
    role: Role
    device_id: DeviceId | None
    device_key: str | None = attrs.field(repr=False, metadata=_KEPT_BACK)
    account_version: int
    browser: str
    ip: str
    started_at: datetime
    refreshed_at: datetime
    idle_until: datetime
    ends_at: datetime


@attrs.frozen(kw_only=True)
class OwnSession:
    """One of the browsers in which somebody is signed in, as they see it themselves."""

    id: SessionId
    browser: str
    ip: str
    started_at: datetime
    refreshed_at: datetime
    ends_at: datetime
    is_this_one: bool


@attrs.frozen(kw_only=True)
class Claims:
    """What an access token says."""

    account_id: AccountId
    session_id: SessionId
    clinic_id: ClinicId | None
    role: Role
    account_version: int
    ends_at: datetime


@attrs.frozen(kw_only=True)
class SignedIn:
    """What a sign-in or a refresh hands out."""

    access_token: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    expires_in_s: int
    refresh_token: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    refresh_for_s: int
    session_id: SessionId
    account: Account


@attrs.frozen(kw_only=True)
class Passkey:
    """A key in somebody's telephone or computer that lets them in; the key itself never leaves it."""

    id: PasskeyId
    account_id: AccountId
    label: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    transports: tuple[str, ...]
    created_at: datetime
    used_at: datetime | None = None
    copied_at: datetime | None = None


@attrs.frozen(kw_only=True)
class PasskeyOffer:
    """What an authenticator is asked to sign; the rest is for making a new key."""

    challenge: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    rp_id: str
    timeout_ms: int
    user_id: str = ""
    user_name: str = attrs.field(default="", repr=False, metadata=_KEPT_BACK)
    known: tuple[str, ...] = ()


class Channel(StrEnum):
    """By what a code is sent."""

    WHATSAPP = "whatsapp"
    SMS = "sms"


class Purpose(StrEnum):
    """What a code is good for; a code for one thing is none for another."""

    SIGN_IN = "sign_in"


@attrs.frozen(kw_only=True)
class OtpWish:
    """The wish to get a code."""

    phone: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    channel: Channel


@attrs.frozen(kw_only=True)
class OtpAnswer:
    """The code that somebody has read on their telephone."""

    challenge_id: str
    phone: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    code: str = attrs.field(repr=False, metadata=_KEPT_BACK)


@attrs.frozen(kw_only=True)
class Challenge:
    """A code was sent: until when it is good, and when the next may be asked for."""

    challenge_id: str
    expires_in_s: int
    resend_in_s: int


@attrs.frozen(kw_only=True)
class CodeHistory:
    """What a telephone was sent, and how often a code for it was wrong, lately."""

    sent: tuple[datetime, ...] = ()
    failed: tuple[datetime, ...] = ()
    wrong_in_a_row: int = 0
    version: int = 0


@attrs.frozen(kw_only=True)
class Mail:
    """A mail to one person; sent twice, it carries the same key, by which a mailbox sees the repetition."""

    to: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    subject: str
    text: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    key: str


@attrs.frozen(kw_only=True)
class ResetWish:
    """The wish to get a link, by which a forgotten password can be replaced."""

    email: str = attrs.field(repr=False, metadata=_KEPT_BACK)


@attrs.frozen(kw_only=True)
class ResetAnswer:
    """The wish to set a password with such a link; who has a second factor shows it too."""

    token: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    password: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    totp: str | None = attrs.field(default=None, repr=False, metadata=_KEPT_BACK)


@attrs.frozen(kw_only=True)
class ResetAsked:
    """What everybody is told who has asked for a link, whoever they are."""

    good_for_s: int
