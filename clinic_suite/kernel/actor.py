"""Who is asking.  An actor comes from the session, never from what was sent."""

from __future__ import annotations

from enum import StrEnum
from ipaddress import IPv6Address

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


_PICKED_BITS = 64
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
    def place(self) -> str:
        """From where somebody comes, for whatever is counted by address; their own address stays in ``ip``."""
        return place_of(self.ip)

    @property
    def is_known(self) -> bool:
        return self.role is not Role.ANONYMOUS

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF


ANONYMOUS = Actor(role=Role.ANONYMOUS)


def place_of(ip: str) -> str:
    """The address that one subscriber has: an IPv4 address, or the half of an IPv6 one that the network gave.

    The other half everybody picks for themselves, as often as they like: ``2001:db8:0:7:aa::1`` and
    ``2001:db8:0:7:bb::2`` are both ``2001:db8:0:7::/64``.
    """
    if ":" not in ip:
        return ip
    try:
        address = IPv6Address(ip)
    except ValueError:
        return ip
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return f"{IPv6Address(int(address) >> _PICKED_BITS << _PICKED_BITS)}/64"


def the_house(request_id: str = "") -> Actor:
    """The actor of what happens by itself."""
    return Actor(role=Role.SYSTEM, request_id=request_id)
