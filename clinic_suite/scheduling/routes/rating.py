"""Saying how a visit was."""

from __future__ import annotations

from clinic_suite.directory.public import Review
from clinic_suite.kernel.ids import AppointmentId
from clinic_suite.rest.actor import who_asks
from clinic_suite.rest.blueprint import part
from clinic_suite.scheduling.model import NewRating
from clinic_suite.scheduling.routes.doors import A_PATIENT, doors
from clinic_suite.scheduling.schemas import rating as shapes
from clinic_suite.scheduling.service import RateVisits


@doors.post(
    "/appointments/<visit_id>/review",
    who=A_PATIENT,
    body=shapes.NewReviewShape,
    answers=shapes.PostedReviewShape,
)
def rate_visit(wish: NewRating, visit_id: AppointmentId) -> Review:
    """Rate a visit that has taken place, once, within 90 days."""
    return part(RateVisits).rate(visit_id, wish, who_asks())
