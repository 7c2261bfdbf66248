"""How a record is shown to somebody who may see it, and how little of it is enough to recognise a person."""

from __future__ import annotations

from datetime import date

from clinic_suite.patients.model import Alike, AlikeSeen, BornOn, Patient, PatientSeen
from clinic_suite.patients.rules.ages import age_on
from clinic_suite.patients.rules.phones import masked_phone


def patient_seen(patient: Patient, clinic_name: str, today: date) -> PatientSeen:
    return PatientSeen(
        id=patient.id,
        clinic_id=patient.clinic_id,
        clinic_name=clinic_name,
        version=patient.version,
        mrn=patient.mrn,
        name=patient.name,
        sex=patient.sex,
        born_on=patient.birth.day if isinstance(patient.birth, BornOn) else None,
        age=age_on(patient.birth, today),
        phone=patient.phone,
        relation=patient.relation,
        language=patient.language,
        registered_at=patient.registered_at,
        state=patient.state,
    )


def alike_seen(alike: Alike, today: date) -> AlikeSeen:
    patient = alike.patient
    return AlikeSeen(
        id=patient.id,
        mrn=patient.mrn,
        name=patient.name,
        sex=patient.sex,
        age=age_on(patient.birth, today),
        masked_phone=masked_phone(patient.phone),
        score=alike.score,
    )
