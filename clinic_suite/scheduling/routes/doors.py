"""The house's doors, and who may use them."""

from __future__ import annotations

from clinic_suite.kernel.actor import Role
from clinic_suite.rest.actor import Who, staff
from clinic_suite.rest.blueprint import Doors

doors = Doors("scheduling", "The diary: when somebody can be seen, and who was promised that time.")

PLANNERS = staff(Role.ADMIN, Role.MANAGER)
OWN_PLANNERS = Who(
    roles=PLANNERS.roles | {Role.DOCTOR}, relation="of the same clinic; a doctor for the own diary"
)
BOOKERS = Who(roles=staff().roles | {Role.PATIENT}, relation="of the same clinic, or for the own family")
A_PATIENT = Who(roles=frozenset({Role.PATIENT}), relation="for the own family")
