"""Who may read the trail, hold records and say how long they are kept."""

from __future__ import annotations

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import NotAllowed, NotFound
from clinic_suite.kernel.ids import AccountId, ClinicId


def audited_clinic(by: Actor) -> ClinicId:
    """The clinic whose trail this person may search: an admin's own."""
    if by.role is not Role.ADMIN or by.clinic_id is None:
        raise NotAllowed
    return by.clinic_id


def require_audits(by: Actor, clinic_id: ClinicId) -> None:
    """Another clinic's records do not exist for this admin."""
    if audited_clinic(by) != clinic_id:
        raise NotFound


def own_account(by: Actor) -> AccountId:
    """Whoever holds or lifts does it in their own name."""
    if by.account_id is None:
        raise NotAllowed
    return by.account_id
