"""Lines: who waits in front of one doctor, ready to be moved."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from clinic_suite.kernel.ids import (
    AppointmentId,
    ClinicId,
    PatientId,
    PractitionerId,
    ServiceId,
    TicketId,
)
from clinic_suite.scheduling.model import Source
from clinic_suite.scheduling.model.queue import Because, CheckedIn, QueueDay, Ticket, WalkIn, queue_id
from clinic_suite.scheduling.rules.queue import weight_at
from clinic_suite.scheduling.service import LetIn
from tests.builders.diary import TODAY, Practice, at
from tests.builders.ids import an_id

_numbers = count(1)
TEN = at(10, days=0)


def a_ticket(token: int, **said: Any) -> Ticket:
    """Somebody who booked for ten and came in time."""
    starts_at: datetime = said.get("starts_at", TEN)
    valid: dict[str, Any] = {
        "id": TicketId(an_id("tk", token)),
        "token": token,
        "appointment_id": AppointmentId(an_id("ap", token)),
        "patient_id": PatientId(an_id("pa", token)),
        "service_id": ServiceId(an_id("sv")),
        "source": Source.PORTAL,
        "starts_at": starts_at,
        "length_s": 900,
        "arrived_at": starts_at - timedelta(minutes=5),
        "weight": weight_at(starts_at),
        "because": Because.BOOKED,
    }
    return Ticket(**{**valid, **said})


def a_line(*tickets: Ticket, **said: Any) -> QueueDay:
    who = PractitionerId(an_id("pr"))
    return QueueDay(
        id=queue_id(who, TODAY),
        clinic_id=ClinicId(an_id("cl")),
        practitioner_id=who,
        on=TODAY,
        last_token=max((t.token for t in tickets), default=0),
        tickets=tickets,
        **said,
    )


def walks_in(practice: Practice, **said: Any) -> CheckedIn:
    """Somebody new stands at the desk."""
    number = next(_numbers)
    valid: dict[str, Any] = {
        "practitioner_id": practice.doctor.id,
        "service_id": practice.service.id,
        "name": "Farida Khan",
        "sex": "female",
        "age": 52,
        "phone": f"+9197{number:08d}",
    }
    if "patient_id" in said:
        valid = {k: valid[k] for k in ("practitioner_id", "service_id")}
    wish = WalkIn(**{**valid, **said})
    return practice.suite.part(LetIn).walk_in(practice.clinic.id, wish, practice.desk)
