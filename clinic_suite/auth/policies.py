"""Who may do what about accounts, sessions and devices."""

from __future__ import annotations

from clinic_suite.auth.model import AccountChange
from clinic_suite.kernel.actor import STAFF, Actor, Role
from clinic_suite.kernel.changes import UNSET
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


def require_may_keep_staff(by: Actor, clinic_id: ClinicId) -> None:
    """The clinic's admin takes people on and lets them go."""
    if by.role is not Role.ADMIN:
        raise NotAllowed
    require_own_clinic(by, clinic_id)


def kept_clinic(by: Actor) -> ClinicId:
    """The clinic whose staff this admin keeps."""
    if by.role is not Role.ADMIN or by.clinic_id is None:
        raise NotAllowed
    return by.clinic_id


def seen_clinic(by: Actor) -> ClinicId:
    """The clinic whose staff this person may see."""
    if by.role not in STAFF_SEEN_BY or by.clinic_id is None:
        raise NotAllowed
    return by.clinic_id


def require_somebody_else(by: Actor, account_id: AccountId) -> None:
    """What weakens or ends an account is done by somebody else than its owner."""
    if by.account_id == account_id:
        raise NotAllowed("Another admin has to do this for you.")


def require_may_revoke(by: Actor, account_id: AccountId) -> None:
    """Anybody throws out a device of their own; the admin, that of anybody in the clinic."""
    if by.account_id != account_id and by.role is not Role.ADMIN:
        raise NotFound


def require_not_oneself(by: Actor, account_id: AccountId, change: AccountChange) -> None:
    """Nobody disables themselves or gives up the role of admin: a clinic must not lose its last one."""
    if change.role is not UNSET or change.state is not UNSET:
        require_somebody_else(by, account_id)


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
