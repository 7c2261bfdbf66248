"""Ids that look like ours and read well in a failed assertion."""

from __future__ import annotations

from clinic_suite.kernel.ids import ClinicId, PatientId


def an_id(prefix: str, number: int = 1) -> str:
    """``an_id("pt", 7)`` is ``pt_00000000000000000007``."""
    return f"{prefix}_{number:020d}"


def a_clinic_id(number: int = 1) -> ClinicId:
    return ClinicId(an_id("cl", number))


def a_patient_id(number: int = 1) -> PatientId:
    return PatientId(an_id("pt", number))
