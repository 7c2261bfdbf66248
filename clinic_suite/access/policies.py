"""Who may break a glass, look at who did, and release a number."""

from __future__ import annotations

from clinic_suite.access.rules import MAY_TREAT
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import NotAllowed
from clinic_suite.kernel.ids import AccountId, ClinicId, SessionId

WATCHERS = frozenset({Role.MANAGER, Role.ADMIN})
RELEASERS = frozenset({Role.FRONT_DESK, Role.MANAGER, Role.ADMIN})


def breaking_clinic(by: Actor) -> ClinicId:
    """The clinic in which this person treats people."""
    return _clinic_of(by, MAY_TREAT)


def watched_clinic(by: Actor) -> ClinicId:
    """The clinic whose broken glasses this person is shown."""
    return _clinic_of(by, WATCHERS)


def releasing_clinic(by: Actor) -> ClinicId:
    """The clinic at whose desk this person sits."""
    return _clinic_of(by, RELEASERS)


def own_name(by: Actor) -> tuple[AccountId, SessionId]:
    """A grant belongs to a person and to the browser in which they asked for it."""
    if by.account_id is None or by.session_id is None:
        raise NotAllowed
    return by.account_id, by.session_id


def require_somebody_else(by: Actor, account_id: AccountId) -> AccountId:
    """Nobody marks what they did themselves, e.g. who was a doctor then and is the manager now."""
    if by.account_id is None or by.account_id == account_id:
        raise NotAllowed("Somebody else has to look at this.")
    return by.account_id


def _clinic_of(by: Actor, roles: frozenset[Role]) -> ClinicId:
    if by.role not in roles or by.clinic_id is None:
        raise NotAllowed
    return by.clinic_id
