"""Who may do what about accounts, sessions and devices."""

from __future__ import annotations

from clinic_suite.kernel.actor import STAFF, Actor, Role
from clinic_suite.kernel.errors import NotAllowed, NotFound, SignInNeeded, invalid
from clinic_suite.kernel.ids import AccountId, ClinicId

STAFF_SEEN_BY = frozenset({Role.ADMIN, Role.MANAGER})


def require_is_the_house(by: Actor) -> None:
    """Only the command line, which runs where the secrets are, may set another person's password."""
    if by.role is not Role.SYSTEM:
        raise NotAllowed


def require_may_see_staff(by: Actor, clinic_id: ClinicId | None) -> None:
    """A clinic's admin and manager see who works there."""
    if by.role is Role.SYSTEM:
        return
    if by.role not in STAFF_SEEN_BY:
        raise NotAllowed
    require_own_clinic(by, clinic_id)


def require_own_clinic(by: Actor, clinic_id: ClinicId | None) -> None:
    """Another clinic's people do not exist for us, so the answer is that of somebody who does not exist."""
    if by.clinic_id is None or by.clinic_id != clinic_id:
        raise NotFound


def require_role_fits(role: Role, clinic_id: ClinicId | None) -> None:
    """Staff belong to a clinic; who runs the installation belongs to none."""
    fits = role in STAFF if clinic_id is not None else role is Role.OPERATOR
    if not fits:
        raise invalid("/role", "choice")


def own_account(by: Actor) -> AccountId:
    """The account of who asks."""
    if by.account_id is None:
        raise SignInNeeded
    return by.account_id
