"""What every fact about a visit says."""

from __future__ import annotations

from typing import Any

from clinic_suite.scheduling.model import Appointment


def about(visit: Appointment) -> dict[str, Any]:
    """The fields that all facts about a visit share, e.g. ``AppointmentConfirmed(**about(visit))``."""
    return {
        "clinic_id": visit.clinic_id,
        "appointment_id": visit.id,
        "practitioner_id": visit.practitioner_id,
        "patient_id": visit.patient_id,
        "service_id": visit.service_id,
        "starts_at": visit.starts_at,
        "ends_at": visit.ends_at,
    }
