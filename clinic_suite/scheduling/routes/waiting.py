"""Waiting for a time, and answering an offer."""

from __future__ import annotations

from clinic_suite.kernel.ids import ClinicId, OfferId, WaitId
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.actor import staff, who_asks
from clinic_suite.rest.blueprint import part
from clinic_suite.rest.idempotency import Once
from clinic_suite.rest.schema import Query, page_of
from clinic_suite.scheduling.model import Appointment
from clinic_suite.scheduling.model.waiting import NewOffer, NewWait, Offer, Wait, Waiting
from clinic_suite.scheduling.routes.doors import A_PATIENT, BOOKERS, doors
from clinic_suite.scheduling.schemas import waiting as shapes
from clinic_suite.scheduling.schemas.diary import AppointmentShape
from clinic_suite.scheduling.service import KeepWaitlist, MatchWaiting
from clinic_suite.scheduling.service.waiting import NamedWaiting


@doors.post("/waitlist", who=BOOKERS, body=shapes.NewWaitShape, answers=shapes.WaitShape)
def join_waitlist(wish: NewWait) -> Wait:
    """Wait for a time: what becomes free and suits is kept and offered."""
    return part(KeepWaitlist).join(wish, who_asks())


@doors.get("/me/waitlist", who=A_PATIENT, answers=page_of(shapes.WaitingShape))
def list_own_waits() -> Page[Waiting]:
    """List what my family waits for, with the times that are offered now."""
    return Page(part(KeepWaitlist).mine(who_asks()))


@doors.get("/clinics/<clinic_id>/waitlist", who=staff(), answers=page_of(shapes.NamedWaitingShape))
def list_waits(clinic_id: ClinicId) -> Page[NamedWaiting]:
    """List who waits, in the order in which they are offered times."""
    return Page(part(KeepWaitlist).of_clinic(clinic_id, who_asks()))


@doors.delete("/waitlist/<wait_id>", who=BOOKERS)
def leave_waitlist(wait_id: WaitId) -> None:
    """Wait no more; a time that is kept is let go."""
    part(KeepWaitlist).leave(wait_id, who_asks())


@doors.post(
    "/waitlist/<wait_id>/weighing",
    who=staff(),
    body=shapes.WeighingShape,
    answers=shapes.WaitShape,
    status=200,
)
def weigh_wait(wish: Query, wait_id: WaitId) -> Wait:
    """Say how urgent somebody's waiting is."""
    return part(KeepWaitlist).weigh(wait_id, wish["urgency"], who_asks())


@doors.post("/waitlist/<wait_id>/offers", who=staff(), body=shapes.NewOfferShape, answers=shapes.OfferShape)
def offer_time(wish: NewOffer, wait_id: WaitId) -> Offer:
    """Keep a time and offer it to somebody who waits; otherwise this happens by itself."""
    return part(MatchWaiting).offer(wait_id, wish, who_asks())


@doors.post("/offers/<offer_id>/acceptance", who=BOOKERS, answers=AppointmentShape, once=Once())
def accept_offer(offer_id: OfferId) -> Appointment:
    """Say yes to a time that is offered: it becomes a visit."""
    return part(MatchWaiting).accept(offer_id, who_asks())


@doors.post("/offers/<offer_id>/refusal", who=BOOKERS)
def decline_offer(offer_id: OfferId) -> None:
    """Say no to a time that is offered: it goes to the next, and one waits on."""
    part(MatchWaiting).decline(offer_id, who_asks())
