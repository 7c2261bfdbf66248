"""How long a session may last, and how long it may lie unused."""

from __future__ import annotations

from datetime import datetime, timedelta

import attrs

from clinic_suite.kernel.actor import Role

ACCESS_FOR = timedelta(minutes=15)
LEEWAY = timedelta(seconds=30)
GRACE_FOR = timedelta(seconds=10)
"""For how long a refresh token that was just used may be shown again, because its answer got lost."""


@attrs.frozen
class Lifetime:
    """The two ends of a session: when nobody uses it, and in any case."""

    idle_for: timedelta
    at_most: timedelta


_STAFF = Lifetime(timedelta(minutes=30), timedelta(hours=12))
_POWERFUL = Lifetime(timedelta(minutes=15), timedelta(hours=8))
_PATIENT = Lifetime(timedelta(hours=24), timedelta(hours=24))
_BY_ROLE = {Role.ADMIN: _POWERFUL, Role.OPERATOR: _POWERFUL, Role.PATIENT: _PATIENT}


def lifetime_of(role: Role) -> Lifetime:
    """Who can do most is signed out soonest."""
    return _BY_ROLE.get(role, _STAFF)


def idle_until(role: Role, now: datetime, ends_at: datetime) -> datetime:
    """When a session that was used now lapses if it is not used again."""
    return min(now + lifetime_of(role).idle_for, ends_at)
