"""Who may do what in the diary."""

from __future__ import annotations

from clinic_suite.kernel.actor import STAFF, Actor, Role
from clinic_suite.kernel.errors import NotAllowed, NotFound
from clinic_suite.kernel.ids import AccountId, ClinicId
from clinic_suite.patients.public import PatientRef
from clinic_suite.scheduling.model import Appointment

_KEEPERS = frozenset({Role.ADMIN, Role.MANAGER})


def require_works_here(by: Actor, clinic_id: ClinicId) -> None:
    """Everybody who works in the clinic sees its diary and can put a visit into it."""
    if by.role is Role.SYSTEM:
        return
    if by.role not in STAFF:
        raise NotAllowed
    if by.clinic_id != clinic_id:
        raise NotFound


def require_may_plan(by: Actor, clinic_id: ClinicId, *, own: bool = False) -> None:
    """Who keeps the clinic's entries plans its weeks; a doctor plans the own ones."""
    if by.role is Role.SYSTEM:
        return
    if by.role is Role.DOCTOR and own:
        return
    if by.role not in _KEEPERS:
        raise NotAllowed
    if by.clinic_id != clinic_id:
        raise NotFound


def is_own(by: Actor, account_id: AccountId | None) -> bool:
    """Whether a diary is of whoever asks: the link says so, never what was sent."""
    return account_id is not None and account_id == by.account_id


def require_may_book_for(by: Actor, patient: PatientRef) -> None:
    """Staff for the patients of their clinic, a signed-in person for the own family."""
    if by.role is Role.PATIENT:
        if patient.account_id is None or patient.account_id != by.account_id:
            raise NotFound
        return
    require_works_here(by, patient.clinic_id)


def require_may_see(by: Actor, visit: Appointment, patient: PatientRef) -> None:
    require_may_book_for(by, patient)
    if by.role is not Role.PATIENT:
        require_works_here(by, visit.clinic_id)


def own_clinic(by: Actor) -> ClinicId:
    """The clinic in which somebody works; which one, the session says."""
    if by.role not in STAFF or by.clinic_id is None:
        raise NotAllowed
    return by.clinic_id


def require_is_a_patient(by: Actor) -> None:
    """What is mine is a question of who signed in with a phone."""
    if by.role is not Role.PATIENT:
        raise NotAllowed


def own_account(by: Actor) -> AccountId:
    """The account of somebody who signed in with a phone."""
    require_is_a_patient(by)
    if by.account_id is None:
        raise NotAllowed
    return by.account_id


def require_is_the_house(by: Actor) -> None:
    """A whole diary at once is a taking-over, never a person's click."""
    if by.role is not Role.SYSTEM:
        raise NotAllowed


def is_desk(by: Actor) -> bool:
    """Whether somebody asks who may override what binds a patient."""
    return by.role in STAFF or by.role is Role.SYSTEM
