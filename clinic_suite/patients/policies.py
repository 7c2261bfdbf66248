"""Who may do what with patients' records."""

from __future__ import annotations

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import NotAllowed, NotFound
from clinic_suite.kernel.ids import AccountId, ClinicId

REGISTRARS = frozenset({Role.FRONT_DESK, Role.NURSE, Role.DOCTOR, Role.MANAGER, Role.ADMIN})


def require_may_register(by: Actor, clinic_id: ClinicId) -> None:
    """Everybody who works in the clinic may have to write somebody down, in an emergency at once."""
    _require_works_here(by, clinic_id)


def require_may_find(by: Actor, clinic_id: ClinicId) -> None:
    """Who may register must be able to look first; who runs the installation sees nobody's records."""
    _require_works_here(by, clinic_id)


def own_clinic(by: Actor) -> ClinicId:
    """The clinic whose records somebody who works there keeps; which one, the session says."""
    if by.role not in REGISTRARS or by.clinic_id is None:
        raise NotAllowed
    return by.clinic_id


def own_account(by: Actor) -> AccountId:
    """The account of a person who has signed in with their phone."""
    if by.role is not Role.PATIENT or by.account_id is None:
        raise NotAllowed
    return by.account_id


def require_is_the_house(by: Actor) -> None:
    """Many at once, and without looking for those who are known: an import, never a person's click."""
    if by.role is not Role.SYSTEM:
        raise NotAllowed


def _require_works_here(by: Actor, clinic_id: ClinicId) -> None:
    if by.role is Role.SYSTEM:
        return
    if by.role not in REGISTRARS:
        raise NotAllowed
    if by.clinic_id != clinic_id:
        raise NotFound
