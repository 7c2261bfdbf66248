"""What every fact about a visit or an offer says."""

from __future__ import annotations

from typing import Any

import attrs

from clinic_suite.scheduling.events import AboutOffer
from clinic_suite.scheduling.model import Appointment
from clinic_suite.scheduling.model.waiting import Offer


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


def about_offer(offer: Offer) -> dict[str, Any]:
    """The fields that all facts about an offer share."""
    names = [f.name for f in attrs.fields(AboutOffer)]
    return {name: getattr(offer, "id" if name == "offer_id" else name) for name in names}
