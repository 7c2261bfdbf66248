"""Founding's words."""

from __future__ import annotations

from datetime import datetime

import attrs

from clinic_suite.kernel.ids import AccountId, ClinicId
from clinic_suite.kernel.trail import HIDDEN

_KEPT_BACK = {HIDDEN: True}


@attrs.frozen(kw_only=True)
class NewHouse:
    """The wish to found an installation, with the code that was read on its server."""

    code: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    clinic_name: str
    line1: str
    city: str
    state: str
    pin_code: str
    phone: str
    time_zone: str
    name: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    email: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    password: str = attrs.field(repr=False, metadata=_KEPT_BACK)


@attrs.frozen(kw_only=True)
class Founded:
    """The first clinic, and its admin, who sets up an authenticator app next and then signs in."""

    clinic_id: ClinicId
    account_id: AccountId


@attrs.frozen(kw_only=True)
class Awaited:
    """That this installation is empty and waits for its founder."""

    awaited: bool = True


@attrs.frozen(kw_only=True)
class SetupCode:
    """A code as it is told once, to whoever can read the server's terminal."""

    code: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    ends_at: datetime
