"""What other houses may ask the diary."""

from __future__ import annotations

import attrs

from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.ids import AppointmentId, ClinicId
from clinic_suite.scheduling.model import Appointment, AppointmentState
from clinic_suite.scheduling.repository import Appointments
from clinic_suite.scheduling.service import BookVisits

__all__ = ["Appointment", "AppointmentState", "Diary"]


@attrs.frozen(kw_only=True)
class Diary:
    """The front door of the diary.  Who may ask is for the asking house to decide."""

    booking: BookVisits
    visits: Appointments

    def visit(self, clinic_id: ClinicId, visit_id: AppointmentId) -> Appointment:
        return self.visits.get(clinic_id, visit_id)

    def confirm_paid(self, clinic_id: ClinicId, visit_id: AppointmentId, by: Actor) -> Appointment:
        """A requested visit was paid for: promise its time, or ``HoldExpired`` when it has lapsed."""
        visit = self.visits.get(clinic_id, visit_id)
        if visit.state is not AppointmentState.REQUESTED:
            return visit
        return self.booking.confirm(visit, by)
