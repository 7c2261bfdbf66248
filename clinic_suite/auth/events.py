"""What auth tells others."""

from __future__ import annotations

from enum import StrEnum

import attrs

from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.events import Fact, fact
from clinic_suite.kernel.ids import AccountId, SessionId


class Refused(StrEnum):
    """Why a sign-in did not succeed; the person at the door is told less than this."""

    UNKNOWN = "unknown"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105
    DISABLED = "disabled"


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
