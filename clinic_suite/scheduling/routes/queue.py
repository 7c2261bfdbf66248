"""Those who came: numbers, the line, walk-ins, and the screens of a waiting room."""

from __future__ import annotations

from clinic_suite.kernel.ids import AppointmentId, BoardKeyId, ClinicId, PractitionerId
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.actor import ANYONE, staff, who_asks
from clinic_suite.rest.blueprint import part
from clinic_suite.rest.idempotency import Once
from clinic_suite.rest.schema import Query, page_of
from clinic_suite.scheduling.model.queue import (
    Board,
    BoardKey,
    Called,
    CallNext,
    CheckedIn,
    DoorCode,
    MadeBoardKey,
    OwnPlace,
    Placing,
    QueueDay,
    Ticket,
    WalkIn,
)
from clinic_suite.scheduling.routes.doors import A_PATIENT, doors
from clinic_suite.scheduling.schemas import queue as shapes
from clinic_suite.scheduling.service import KeepBoards, LetIn, RunQueue, WatchQueue
from clinic_suite.scheduling.service.watching import QueueSeen

_LIVE_S = 2
"""A board asks every few seconds, so it goes at the pace of public reading, and mostly hears "as before"."""


@doors.post("/appointments/<visit_id>/arrival", who=staff(), answers=shapes.CheckedInShape, status=200)
def note_arrival(visit_id: AppointmentId) -> CheckedIn:
    """Note that the patient is in the clinic, and give a number."""
    return part(RunQueue).check_in(visit_id, who_asks())


@doors.post(
    "/me/appointments/<visit_id>/check-in",
    who=A_PATIENT,
    body=shapes.OwnCheckInShape,
    answers=shapes.CheckedInShape,
    status=200,
)
def check_in_alone(wish: Query, visit_id: AppointmentId) -> CheckedIn:
    """Check in with the code that hangs at the clinic's door today."""
    return part(RunQueue).check_in_alone(visit_id, wish["code"], who_asks())


@doors.get("/me/appointments/<visit_id>/queue", who=A_PATIENT, answers=shapes.OwnPlaceShape)
def show_own_place(visit_id: AppointmentId) -> OwnPlace:
    """Tell how many are ahead of me and when it will be my turn."""
    return part(WatchQueue).mine(visit_id, who_asks())


@doors.post(
    "/clinics/<clinic_id>/walk-ins",
    who=staff(),
    body=shapes.WalkInShape,
    answers=shapes.CheckedInShape,
    refuses={409: shapes.WalkInProblem},
    once=Once(looks_first=True),
)
def let_walk_in(wish: WalkIn, clinic_id: ClinicId) -> CheckedIn:
    """Let somebody in who has no time: the record, the visit and the number in one call."""
    return part(LetIn).walk_in(clinic_id, wish, who_asks())


@doors.get(
    "/clinics/<clinic_id>/queue",
    who=staff(),
    query=shapes.QueueQuery,
    answers=page_of(shapes.QueueShape),
)
def show_queue(query: Query, clinic_id: ClinicId) -> Page[QueueSeen]:
    """Show who waits for whom, in which order and why."""
    seen = part(WatchQueue).of_clinic(clinic_id, query["date"], query.get("practitioner"), who_asks())
    return Page(seen)


@doors.post(
    "/practitioners/<practitioner_id>/queue/call",
    who=staff(),
    body=shapes.CallNextShape,
    answers=shapes.CalledShape,
    status=200,
)
def call_next(wish: CallNext, practitioner_id: PractitionerId) -> Called:
    """Call whoever is next; two who press at once call one patient."""
    return part(RunQueue).call_next(practitioner_id, wish, who_asks())


@doors.post(
    "/practitioners/<practitioner_id>/delay",
    who=staff(),
    body=shapes.DelayShape,
    answers=shapes.DelayedShape,
    status=200,
)
def tell_delay(wish: Query, practitioner_id: PractitionerId) -> QueueDay:
    """Tell everybody who waits that nobody is seen for a while; nought takes it back."""
    return part(RunQueue).delay(practitioner_id, wish["minutes"], who_asks())


@doors.post("/appointments/<visit_id>/call", who=staff(), answers=shapes.TicketShape, status=200)
def call_patient(visit_id: AppointmentId) -> Ticket:
    """Call this patient, out of turn or once more."""
    return part(RunQueue).call(visit_id, who_asks())


@doors.post("/appointments/<visit_id>/skip", who=staff(), answers=shapes.TicketShape, status=200)
def skip_patient(visit_id: AppointmentId) -> Ticket:
    """Set somebody aside who was called and did not come."""
    return part(RunQueue).skip(visit_id, who_asks())


@doors.post("/appointments/<visit_id>/return", who=staff(), answers=shapes.TicketShape, status=200)
def take_back_in(visit_id: AppointmentId) -> Ticket:
    """Take somebody who was set aside into the line again."""
    return part(RunQueue).come_back(visit_id, who_asks())


@doors.post(
    "/appointments/<visit_id>/place",
    who=staff(),
    body=shapes.PlacingShape,
    answers=shapes.TicketShape,
    status=200,
)
def place_patient(wish: Placing, visit_id: AppointmentId) -> Ticket:
    """Put somebody elsewhere in the line, and say why."""
    return part(RunQueue).place(visit_id, wish, who_asks())


@doors.get("/clinics/<clinic_id>/door-code", who=staff(), answers=shapes.DoorCodeShape)
def show_door_code(clinic_id: ClinicId) -> DoorCode:
    """Tell the code that is to hang at the door today."""
    return part(RunQueue).door_code(clinic_id, who_asks())


@doors.get("/clinics/<clinic_id>/board-keys", who=staff(), answers=page_of(shapes.BoardKeyShape))
def list_board_keys(clinic_id: ClinicId) -> Page[BoardKey]:
    """List the screens that may show the clinic's numbers."""
    return Page(part(KeepBoards).list_keys(clinic_id, who_asks()))


@doors.post(
    "/clinics/<clinic_id>/board-keys",
    who=staff(),
    body=shapes.NewBoardKeyShape,
    answers=shapes.MadeBoardKeyShape,
)
def make_board_key(wish: Query, clinic_id: ClinicId) -> MadeBoardKey:
    """Let one more screen show the clinic's numbers; its key is said this once."""
    return part(KeepBoards).make_key(clinic_id, wish["label"], who_asks())


@doors.delete("/clinics/<clinic_id>/board-keys/<key_id>", who=staff())
def revoke_board_key(clinic_id: ClinicId, key_id: BoardKeyId) -> None:
    """Let a screen show nothing any more."""
    part(KeepBoards).revoke_key(clinic_id, key_id, who_asks())


@doors.get(
    "/clinics/<clinic_id>/board",
    who=ANYONE,
    query=shapes.BoardQuery,
    answers=shapes.BoardShape,
    public_s=_LIVE_S,
)
def show_board(query: Query, clinic_id: ClinicId) -> Board:
    """Show numbers and rooms to whoever has a screen's key."""
    return part(KeepBoards).show(clinic_id, query["key"])
