"""Who may read the trail."""

from __future__ import annotations

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import NotAllowed
from clinic_suite.kernel.ids import ClinicId


def audited_clinic(by: Actor) -> ClinicId:
    """The clinic whose trail this person may search: an admin's own."""
    if by.role is not Role.ADMIN or by.clinic_id is None:
        raise NotAllowed
    return by.clinic_id
