"""Who is asking.  An actor comes from the session, never from what was sent."""

from __future__ import annotations

from enum import StrEnum

import attrs

from clinic_suite.kernel.ids import AccountId, ClinicId, DeviceId, SessionId


class Role(StrEnum):
    """What somebody is to the house."""

    ANONYMOUS = "anonymous"
    PATIENT = "patient"
    FRONT_DESK = "front_desk"
    NURSE = "nurse"
    DOCTOR = "doctor"
    MANAGER = "manager"
    ADMIN = "admin"
    OPERATOR = "operator"
    """Runs the installation: opens and closes clinics, and sees nobody's records."""
    SYSTEM = "system"
    """The house itself: a job, the clock, the command line."""


STAFF = frozenset({Role.FRONT_DESK, Role.NURSE, Role.DOCTOR, Role.MANAGER, Role.ADMIN})


@attrs.frozen(kw_only=True)
class Actor:
    """One person (or the house itself) for the length of one request."""

    role: Role
    account_id: AccountId | None = None
    clinic_id: ClinicId | None = None
    device_id: DeviceId | None = None
    session_id: SessionId | None = None
    request_id: str = ""
    ip: str = ""

    @property
    def is_known(self) -> bool:
        return self.role is not Role.ANONYMOUS

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF


ANONYMOUS = Actor(role=Role.ANONYMOUS)


def the_house(request_id: str = "") -> Actor:
    """The actor of what happens by itself."""
    return Actor(role=Role.SYSTEM, request_id=request_id)
