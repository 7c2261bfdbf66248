"""Who may do what in the directory."""

from __future__ import annotations

from clinic_suite.directory.model import Practitioner
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import NotAllowed, NotFound
from clinic_suite.kernel.ids import AccountId, ClinicId

_KEEPERS = frozenset({Role.ADMIN, Role.MANAGER})
_THE_HOUSE = frozenset({Role.OPERATOR, Role.SYSTEM})


def require_may_open_clinic(by: Actor) -> None:
    """Only who runs the installation opens and reactivates clinics."""
    if by.role not in _THE_HOUSE:
        raise NotAllowed


def require_may_deactivate_clinic(by: Actor, clinic_id: ClinicId) -> None:
    """Who runs the installation, or the clinic's own admin."""
    if by.role in _THE_HOUSE:
        return
    if by.role is not Role.ADMIN:
        raise NotAllowed
    require_own_clinic(by, clinic_id)


def require_may_keep(by: Actor, clinic_id: ClinicId) -> None:
    """The clinic's admin and manager keep its entries."""
    if by.role is Role.SYSTEM:
        return
    if by.role not in _KEEPERS:
        raise NotAllowed
    require_own_clinic(by, clinic_id)


def require_own_clinic(by: Actor, clinic_id: ClinicId) -> None:
    """Another clinic's things do not exist for us, so the answer is that of a thing that does not exist."""
    if by.clinic_id != clinic_id:
        raise NotFound


def own_place(by: Actor) -> tuple[ClinicId, AccountId]:
    """Where somebody works and as whom, both as the session says."""
    if by.clinic_id is None or by.account_id is None:
        raise NotFound
    return by.clinic_id, by.account_id


def own_account(by: Actor) -> AccountId:
    """The account of somebody who signed in with a phone."""
    if by.role is not Role.PATIENT or by.account_id is None:
        raise NotAllowed
    return by.account_id


def require_may_answer(by: Actor, about: Practitioner) -> None:
    """Those who keep the clinic's entries, and the doctor of whom it is said."""
    if by.role is Role.DOCTOR and about.account_id is not None and about.account_id == by.account_id:
        return
    if by.role not in _KEEPERS:
        raise NotAllowed


def require_may_hide(by: Actor) -> None:
    """Not who is spoken of decides what is shown of it, nor who stands next to them."""
    if by.role is not Role.ADMIN:
        raise NotAllowed


def require_is_the_house(by: Actor) -> None:
    """Without a version that was seen only the command line edits."""
    if by.role is not Role.SYSTEM:
        raise NotAllowed


def kept_clinic(by: Actor) -> ClinicId:
    """The clinic whose entries this person keeps."""
    if by.role not in _KEEPERS or by.clinic_id is None:
        raise NotAllowed
    return by.clinic_id
