"""The patients' doors."""

from __future__ import annotations

from clinic_suite.kernel.actor import STAFF, Role
from clinic_suite.kernel.ids import ClinicId, PatientId
from clinic_suite.kernel.paging import Page
from clinic_suite.patients import schemas as shapes
from clinic_suite.patients.model import OwnRegistration, PatientChange, PatientSeen, Registration
from clinic_suite.patients.service import KeepFamilies, KeepPatients
from clinic_suite.rest.actor import Who, staff, who_asks
from clinic_suite.rest.blueprint import Doors, part
from clinic_suite.rest.etag import seen_version
from clinic_suite.rest.schema import Query, page_of, wanted

doors = Doors("patients", "Whom a clinic knows, and the family on a phone.")

WORKS_HERE = staff()
SELF = Who(roles=frozenset({Role.PATIENT}), relation="own family")
MAY_READ = Who(roles=STAFF | {Role.PATIENT}, relation="of the same clinic, or own family")
_ALIKE = {409: shapes.PatientProblem}


@doors.post(
    "/clinics/<clinic_id>/patients",
    who=WORKS_HERE,
    body=shapes.NewPatientShape,
    answers=shapes.PatientShape,
    refuses=_ALIKE,
)
def register_patient(wish: Registration, clinic_id: ClinicId) -> PatientSeen:
    """Register somebody; whoever seems to be known is shown first."""
    return part(KeepPatients).register_seen(clinic_id, wish, who_asks())


@doors.get(
    "/clinics/<clinic_id>/patients",
    who=WORKS_HERE,
    query=shapes.PatientQuery,
    answers=page_of(shapes.PatientShape),
)
def find_patients(query: Query, clinic_id: ClinicId) -> Page[PatientSeen]:
    """Find patients by phone, record number or the beginning of a name."""
    return part(KeepPatients).list_seen(clinic_id, query.get("q"), wanted(query, str), who_asks())


@doors.get("/patients/<patient_id>", who=MAY_READ, answers=shapes.PatientShape)
def show_patient(patient_id: PatientId) -> PatientSeen:
    """Show one record."""
    return part(KeepFamilies).show(patient_id, who_asks())


@doors.patch(
    "/patients/<patient_id>",
    who=WORKS_HERE,
    body=shapes.PatientChangeShape,
    answers=shapes.PatientShape,
    versioned=True,
)
def correct_patient(change: PatientChange, patient_id: PatientId) -> PatientSeen:
    """Correct what is recorded of somebody."""
    return part(KeepPatients).correct(patient_id, change, seen_version(), who_asks())


@doors.get("/me/patients", who=SELF, answers=page_of(shapes.PatientShape))
def list_own_patients() -> Page[PatientSeen]:
    """List the family on my phone, in all clinics."""
    return Page(part(KeepFamilies).list_own(who_asks()))


@doors.post(
    "/me/patients",
    who=SELF,
    body=shapes.OwnPatientShape,
    answers=shapes.PatientShape,
    refuses=_ALIKE,
)
def register_own_patient(wish: OwnRegistration) -> PatientSeen:
    """Register myself or somebody of my family in a clinic."""
    return part(KeepFamilies).register_own(wish, who_asks())
