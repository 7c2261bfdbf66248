"""What auth tells others."""

from __future__ import annotations

from enum import StrEnum

import attrs

from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.events import Fact, fact
from clinic_suite.kernel.ids import AccountId, DeviceId, PasskeyId, SessionId


class Refused(StrEnum):
    """Why a sign-in did not succeed; the person at the door is told less than this."""

    UNKNOWN = "unknown"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105
    DISABLED = "disabled"
    SECOND_FACTOR_MISSING = "second_factor_missing"
    WRONG_SECOND_FACTOR = "wrong_second_factor"
    WRONG_CODE = "wrong_code"
    WRONG_PASSKEY = "wrong_passkey"
    COPIED_PASSKEY = "copied_passkey"


@fact("auth.account_opened")
@attrs.frozen(kw_only=True)
class AccountOpened(Fact):
    """Somebody may sign in from now on."""

    account_id: AccountId
    role: Role


@fact("auth.signed_in")
@attrs.frozen(kw_only=True)
class SignedIn(Fact):
    """Somebody has come in."""

    account_id: AccountId
    session_id: SessionId


@fact("auth.phone_proven")
@attrs.frozen(kw_only=True)
class PhoneProven(Fact):
    """Somebody has read the code that was sent to this account's telephone."""

    account_id: AccountId


@fact("auth.passkey_added")
@attrs.frozen(kw_only=True)
class PasskeyAdded(Fact):
    """Somebody may come in with a key in a device of theirs from now on."""

    account_id: AccountId
    passkey_id: PasskeyId


@fact("auth.passkey_removed")
@attrs.frozen(kw_only=True)
class PasskeyRemoved(Fact):
    """A key lets nobody in any more, because its person took it away."""

    account_id: AccountId
    passkey_id: PasskeyId


@fact("auth.passkey_copied")
@attrs.frozen(kw_only=True)
class PasskeyCopied(Fact):
    """Two authenticators hold one key, so it lets nobody in any more."""

    account_id: AccountId
    passkey_id: PasskeyId


@fact("auth.sign_in_refused")
@attrs.frozen(kw_only=True)
class SignInRefused(Fact):
    """Somebody was not let in; nobody knows who, when the e-mail is nobody's."""

    account_id: AccountId | None
    why: Refused


@fact("auth.signed_out")
@attrs.frozen(kw_only=True)
class SignedOut(Fact):
    """A session was ended by its own person, here or from another browser."""

    account_id: AccountId
    session_id: SessionId


@fact("auth.session_replayed")
@attrs.frozen(kw_only=True)
class SessionReplayed(Fact):
    """A refresh token came a second time: one of the two who hold it is a thief, so neither stays."""

    account_id: AccountId
    session_id: SessionId


@fact("auth.account_disabled")
@attrs.frozen(kw_only=True)
class AccountDisabled(Fact):
    """Somebody may no longer sign in, and is out everywhere."""

    account_id: AccountId


@fact("auth.account_restored")
@attrs.frozen(kw_only=True)
class AccountRestored(Fact):
    """Somebody who was disabled may sign in again."""

    account_id: AccountId


@fact("auth.role_changed")
@attrs.frozen(kw_only=True)
class RoleChanged(Fact):
    """Somebody is something else in the clinic from now on."""

    account_id: AccountId
    role: Role


@fact("auth.password_changed")
@attrs.frozen(kw_only=True)
class PasswordChanged(Fact):
    """Somebody has set a new password, with the old one or with an invitation."""

    account_id: AccountId


@fact("auth.password_reset_asked")
@attrs.frozen(kw_only=True)
class PasswordResetAsked(Fact):
    """Somebody wants to replace a forgotten password; whose it is, and whether anybody's, is not known yet."""

    reset_id: str


@fact("auth.staff_invited")
@attrs.frozen(kw_only=True)
class StaffInvited(Fact):
    """Somebody was given a link to set a password."""

    account_id: AccountId


@fact("auth.second_factor_enrolled")
@attrs.frozen(kw_only=True)
class SecondFactorEnrolled(Fact):
    """Somebody signs in with an authenticator app from now on."""

    account_id: AccountId


@fact("auth.second_factor_removed")
@attrs.frozen(kw_only=True)
class SecondFactorRemoved(Fact):
    """An admin has taken away a second factor, because the telephone is lost."""

    account_id: AccountId


@fact("auth.device_approval_asked")
@attrs.frozen(kw_only=True)
class DeviceApprovalAsked(Fact):
    """A new device has shown every other proof, and waits."""

    account_id: AccountId
    device_id: DeviceId


@fact("auth.device_approved")
@attrs.frozen(kw_only=True)
class DeviceApproved(Fact):
    """Somebody may sign in with this device from now on."""

    account_id: AccountId
    device_id: DeviceId


@fact("auth.device_turned_away")
@attrs.frozen(kw_only=True)
class DeviceTurnedAway(Fact):
    """A waiting device was refused."""

    account_id: AccountId
    device_id: DeviceId


@fact("auth.device_revoked")
@attrs.frozen(kw_only=True)
class DeviceRevoked(Fact):
    """A device is out, with all its sessions."""

    account_id: AccountId
    device_id: DeviceId
