"""What other houses may ask the patients' house."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.ids import AccountId, ClinicId, PatientId
from clinic_suite.kernel.language import Language
from clinic_suite.patients.errors import PatientLikelyKnown
from clinic_suite.patients.model import AgeStated, BornOn, NewPatient, Patient, Relation, Sex
from clinic_suite.patients.repository import Patients
from clinic_suite.patients.service import KeepPatients

__all__ = [
    "AgeStated",
    "BornOn",
    "NewPatient",
    "PatientBrief",
    "PatientLikelyKnown",
    "PatientRef",
    "PatientsKnown",
    "Registry",
    "Relation",
    "Sex",
]


@attrs.frozen(kw_only=True)
class PatientBrief:
    """What a diary, a bill or a message needs of a patient, in plain values."""

    id: PatientId
    clinic_id: ClinicId
    mrn: str
    name: str = attrs.field(repr=False)
    phone: str | None = attrs.field(repr=False)
    language: Language
    account_id: AccountId | None


@attrs.frozen(kw_only=True)
class PatientRef:
    """Whose a record is and where it lies, without opening what is sealed in it."""

    id: PatientId
    clinic_id: ClinicId
    account_id: AccountId | None


@attrs.frozen(kw_only=True)
class Registry:
    """The front door of the patients' house.  Who may ask is for the asking house to decide."""

    keep: KeepPatients
    patients: Patients

    def brief(self, clinic_id: ClinicId, patient_id: PatientId) -> PatientBrief:
        """One patient of the clinic, or ``NotFound``, also for another clinic's."""
        return _brief(self.patients.get(clinic_id, patient_id))

    def briefs(self, clinic_id: ClinicId, ids: Iterable[PatientId]) -> dict[PatientId, PatientBrief]:
        """Many at once, for a list, in two round trips; who is not the clinic's is not among them."""
        return {p.id: _brief(p) for p in self.patients.of_ids(clinic_id, ids)}

    def ref(self, patient_id: PatientId) -> PatientRef:
        """Whose record this is; the asking house looks whether it is the asker's to see."""
        return PatientRef(**self.patients.whose(patient_id))

    def take_own(self, account_id: AccountId, patient_id: PatientId) -> PatientRef:
        """Inside a unit of work: a record of this signed-in person, kept from their next deed until this one ends.

        Anybody else's is ``NotFound``, like one that does not exist.
        """
        return PatientRef(**self.patients.take_own(account_id, patient_id))

    def ids_of_account(self, account_id: AccountId) -> list[PatientId]:
        """The records that a signed-in person may read, unopened."""
        return self.patients.ids_of_account(account_id)

    def of_account(self, account_id: AccountId) -> list[PatientBrief]:
        """The records of one signed-in person and the family, in all clinics."""
        return [_brief(p) for p in self.patients.of_account(account_id)]

    def register(
        self, clinic_id: ClinicId, wish: NewPatient, by: Actor, *, although_alike: bool = False
    ) -> PatientBrief:
        """Register somebody, e.g. a walk-in; joins the unit of work that is open."""
        return _brief(self.keep.register(clinic_id, wish, by, although_alike=although_alike))


@attrs.frozen(kw_only=True)
class PatientsKnown:
    """What lower houses ask through ports of their own, because they must not know this one."""

    patients: Patients

    def require_known(self, clinic_id: ClinicId, patient_id: PatientId) -> None:
        """Refuse with ``NotFound`` when the clinic has no such patient."""
        self.patients.get(clinic_id, patient_id)

    def phone_of(self, clinic_id: ClinicId, patient_id: PatientId) -> str | None:
        """The patient's number in E.164, or ``NotFound``."""
        return self.patients.get(clinic_id, patient_id).phone


def _brief(patient: Patient) -> PatientBrief:
    return PatientBrief(
        id=patient.id,
        clinic_id=patient.clinic_id,
        mrn=patient.mrn,
        name=patient.name,
        phone=patient.phone,
        language=patient.language,
        account_id=patient.account_id,
    )
