"""Planning days, looking at them, and what becomes of visits."""

from __future__ import annotations

from clinic_suite.directory.public import Search
from clinic_suite.kernel.ids import (
    AppointmentId,
    ClinicId,
    DiaryId,
    ExceptionId,
    PractitionerId,
    ResourceId,
    TemplateId,
)
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.actor import ANYONE, staff, who_asks
from clinic_suite.rest.blueprint import part
from clinic_suite.rest.etag import seen_version
from clinic_suite.rest.idempotency import Once
from clinic_suite.rest.schema import Query, page_of, wanted
from clinic_suite.scheduling.model import (
    Appointment,
    Booking,
    Cancellation,
    DaySheet,
    DiaryException,
    Hold,
    Move,
    NewException,
    NewHold,
    NewResource,
    NewTemplate,
    Resource,
    ResourceChange,
    Template,
    TemplateChange,
    Terms,
    TermsChange,
)
from clinic_suite.scheduling.routes.doors import A_PATIENT, BOOKERS, OWN_PLANNERS, PLANNERS, doors
from clinic_suite.scheduling.schemas import diary as shapes
from clinic_suite.scheduling.service import (
    BookVisits,
    ChangeVisits,
    DrawSheets,
    HoldTimes,
    LookAtDiary,
    PlanDiaries,
    RepeatVisits,
)
from clinic_suite.scheduling.service.drawing import Drawn
from clinic_suite.scheduling.service.looking import DayFilter, FreeDay, NamedVisit, NextFree
from clinic_suite.scheduling.service.planning import Planned

_LIVE_S = 2
"""Free times are looked at again every few seconds, so they go at the pace of public reading."""


@doors.get("/practitioners/<practitioner_id>/templates", who=staff(), answers=page_of(shapes.TemplateShape))
def list_templates(practitioner_id: PractitionerId) -> Page[Template]:
    """List how the weeks of a practitioner look."""
    return Page(part(PlanDiaries).templates_of(DiaryId(practitioner_id), who_asks()))


@doors.post(
    "/practitioners/<practitioner_id>/templates",
    who=OWN_PLANNERS,
    body=shapes.NewTemplateShape,
    answers=shapes.PlannedTemplateShape,
)
def add_template(wish: NewTemplate, practitioner_id: PractitionerId) -> Planned:
    """Plan the weeks of a practitioner."""
    return part(PlanDiaries).add_template(DiaryId(practitioner_id), wish, who_asks())


@doors.get("/resources/<resource_id>/templates", who=staff(), answers=page_of(shapes.TemplateShape))
def list_resource_templates(resource_id: ResourceId) -> Page[Template]:
    """List when a room or a device can be used."""
    return Page(part(PlanDiaries).templates_of(DiaryId(resource_id), who_asks()))


@doors.post(
    "/resources/<resource_id>/templates",
    who=PLANNERS,
    body=shapes.NewTemplateShape,
    answers=shapes.PlannedTemplateShape,
)
def add_resource_template(wish: NewTemplate, resource_id: ResourceId) -> Planned:
    """Plan when a room or a device can be used."""
    return part(PlanDiaries).add_template(DiaryId(resource_id), wish, who_asks())


@doors.patch(
    "/templates/<template_id>",
    who=OWN_PLANNERS,
    body=shapes.TemplateChangeShape,
    answers=shapes.PlannedTemplateShape,
    versioned=True,
)
def change_template(change: TemplateChange, template_id: TemplateId) -> Planned:
    """Change how weeks look; what stands in the diary stays, and what must be moved is listed."""
    return part(PlanDiaries).change_template(template_id, change, seen_version(), who_asks())


@doors.delete("/templates/<template_id>", who=OWN_PLANNERS, versioned=True)
def withdraw_template(template_id: TemplateId) -> None:
    """Withdraw a template; what stands in the diary stays."""
    part(PlanDiaries).withdraw_template(template_id, seen_version(), who_asks())


@doors.get(
    "/practitioners/<practitioner_id>/exceptions", who=staff(), answers=page_of(shapes.DiaryExceptionShape)
)
def list_exceptions(practitioner_id: PractitionerId) -> Page[DiaryException]:
    """List leave and extra time that is not over."""
    return Page(part(PlanDiaries).exceptions_of(DiaryId(practitioner_id), who_asks()))


@doors.post(
    "/practitioners/<practitioner_id>/exceptions",
    who=OWN_PLANNERS,
    body=shapes.NewExceptionShape,
    answers=shapes.PlannedExceptionShape,
)
def add_exception(wish: NewException, practitioner_id: PractitionerId) -> Planned:
    """Plan leave or extra time."""
    return part(PlanDiaries).add_exception(DiaryId(practitioner_id), wish, who_asks())


@doors.delete("/exceptions/<exception_id>", who=OWN_PLANNERS)
def withdraw_exception(exception_id: ExceptionId) -> None:
    """Withdraw leave or extra time."""
    part(PlanDiaries).withdraw_exception(exception_id, who_asks())


@doors.get("/clinics/<clinic_id>/resources", who=staff(), answers=page_of(shapes.ResourceShape))
def list_resources(clinic_id: ClinicId) -> Page[Resource]:
    """List rooms and devices."""
    return Page(part(PlanDiaries).list_resources(clinic_id, who_asks()))


@doors.post(
    "/clinics/<clinic_id>/resources",
    who=PLANNERS,
    body=shapes.NewResourceShape,
    answers=shapes.ResourceShape,
)
def add_resource(wish: NewResource, clinic_id: ClinicId) -> Resource:
    """Put a room or a device into the diary."""
    return part(PlanDiaries).add_resource(clinic_id, wish, who_asks())


@doors.patch(
    "/resources/<resource_id>",
    who=PLANNERS,
    body=shapes.ResourceChangeShape,
    answers=shapes.ResourceShape,
    versioned=True,
)
def change_resource(change: ResourceChange, resource_id: ResourceId) -> Resource:
    """Change what a room or a device is called."""
    return part(PlanDiaries).change_resource(resource_id, change, seen_version(), who_asks())


@doors.delete("/resources/<resource_id>", who=PLANNERS, versioned=True)
def withdraw_resource(resource_id: ResourceId) -> None:
    """Take a room or a device out of the diary."""
    part(PlanDiaries).withdraw_resource(resource_id, seen_version(), who_asks())


@doors.get("/clinics/<clinic_id>/terms", who=ANYONE, answers=shapes.TermsShape)
def show_terms(clinic_id: ClinicId) -> Terms:
    """Tell how soon, how far ahead and until when a visit can be booked and cancelled."""
    return part(PlanDiaries).terms_of(clinic_id)


@doors.patch(
    "/clinics/<clinic_id>/terms",
    who=PLANNERS,
    body=shapes.TermsChangeShape,
    answers=shapes.TermsShape,
    versioned=True,
)
def change_terms(change: TermsChange, clinic_id: ClinicId) -> Terms:
    """Change a clinic's terms."""
    return part(PlanDiaries).change_terms(clinic_id, change, seen_version(), who_asks())


@doors.post(
    "/clinics/<clinic_id>/sheets",
    who=PLANNERS,
    body=shapes.SheetsWishShape,
    answers=shapes.DrawnShape,
    status=200,
)
def draw_sheets(wish: Query, clinic_id: ClinicId) -> Drawn:
    """Draw a clinic's day sheets for some days, which otherwise happens by itself."""
    return part(DrawSheets).draw_clinic(clinic_id, wish["first"], wish["last"], who_asks())


@doors.get(
    "/practitioners/<practitioner_id>/availability",
    who=ANYONE,
    query=shapes.FreeQuery,
    answers=page_of(shapes.FreeDayShape),
    public_s=_LIVE_S,
)
def show_availability(query: Query, practitioner_id: PractitionerId) -> Page[FreeDay]:
    """Tell the free times of a practitioner, day by day."""
    return Page(
        part(LookAtDiary).free_of(practitioner_id, query["first"], query["last"], query.get("service"))
    )


@doors.get(
    "/clinics/<clinic_id>/availability",
    who=ANYONE,
    query=shapes.DiaryDayQuery,
    answers=page_of(shapes.NextFreeShape),
    public_s=_LIVE_S,
)
def show_clinic_availability(query: Query, clinic_id: ClinicId) -> Page[NextFree]:
    """Tell the free times of a clinic on one day."""
    return Page(part(LookAtDiary).free_in(clinic_id, query["date"]))


@doors.get(
    "/availability/search",
    who=ANYONE,
    query=shapes.SearchQuery,
    answers=page_of(shapes.NextFreeShape),
    public_s=_LIVE_S,
)
def search_availability(query: Query) -> Page[NextFree]:
    """Tell the next free times of everybody who fits."""
    said = {field: query.get(field) for field in ("speciality", "name", "city", "language", "mode")}
    wish = Search(**said, clinic_id=query.get("clinic"))
    return Page(part(LookAtDiary).search(wish, query["date"], query["days"]))


@doors.post("/holds", who=ANYONE, body=shapes.HoldWishShape, answers=shapes.HeldTimeShape)
def hold_time(wish: NewHold) -> Hold:
    """Keep a time for two minutes, for whoever shows the token."""
    return part(HoldTimes).hold(wish, who_asks())


@doors.post("/holds/release", who=ANYONE, body=shapes.HoldTokenShape, status=204)
def give_time_back(wish: Query) -> None:
    """Let a time go that was kept."""
    part(HoldTimes).give_back(wish["token"], who_asks())


@doors.post(
    "/appointments",
    who=BOOKERS,
    body=shapes.BookingShape,
    answers=shapes.AppointmentShape,
    once=Once(),
)
def book_appointment(wish: Booking) -> Appointment:
    """Book a time: the one that a hold keeps, or one that is named."""
    return part(BookVisits).book(wish, who_asks())


@doors.get("/appointments/<visit_id>", who=BOOKERS, answers=shapes.AppointmentShape)
def show_appointment(visit_id: AppointmentId) -> Appointment:
    """Show one visit with its history."""
    return part(ChangeVisits).show(visit_id, who_asks())


@doors.get(
    "/me/appointments", who=A_PATIENT, query=shapes.MineQuery, answers=page_of(shapes.AppointmentShape)
)
def list_own_appointments(query: Query) -> Page[Appointment]:
    """List the visits of my family: those to come, or all with the latest first."""
    return part(LookAtDiary).mine(wanted(query, int, str), who_asks(), ahead=query["ahead"])


@doors.get(
    "/clinics/<clinic_id>/appointments",
    who=staff(),
    query=shapes.VisitsQuery,
    answers=page_of(shapes.NamedVisitShape),
)
def list_appointments(query: Query, clinic_id: ClinicId) -> Page[NamedVisit]:
    """List the visits of a clinic's day, with the names of those who come."""
    wish = DayFilter(practitioner_id=query.get("practitioner"), state=query.get("state"))
    return Page(part(LookAtDiary).day(clinic_id, query["date"], wish, who_asks()))


@doors.get(
    "/clinics/<clinic_id>/sheets",
    who=staff(),
    query=shapes.DiaryDayQuery,
    answers=page_of(shapes.DaySheetShape),
)
def list_sheets(query: Query, clinic_id: ClinicId) -> Page[DaySheet]:
    """Show the day board: the page of every diary, with holds and blocks."""
    return Page(part(LookAtDiary).pages(clinic_id, query["date"], who_asks()))


@doors.get("/clinics/<clinic_id>/strays", who=staff(), answers=page_of(shapes.NamedVisitShape))
def list_strays(clinic_id: ClinicId) -> Page[NamedVisit]:
    """List the visits that fit no open hours any more and must be moved."""
    return Page(part(LookAtDiary).to_move(clinic_id, who_asks()))


@doors.post(
    "/appointments/<visit_id>/rescheduling",
    who=BOOKERS,
    body=shapes.MoveShape,
    answers=shapes.AppointmentShape,
    status=200,
    once=Once(),
)
def reschedule_appointment(wish: Move, visit_id: AppointmentId) -> Appointment:
    """Move a visit, or it and all that follow in its series: what is had now is kept until the new is taken."""
    return part(RepeatVisits).reschedule(visit_id, wish, who_asks())


@doors.post(
    "/appointments/<visit_id>/cancellation",
    who=BOOKERS,
    body=shapes.CancellationShape,
    answers=shapes.AppointmentShape,
    status=200,
)
def cancel_appointment(wish: Cancellation, visit_id: AppointmentId) -> Appointment:
    """Cancel a visit, or it and all that follow in its series; the time is free at once."""
    return part(RepeatVisits).cancel(visit_id, wish, who_asks())


@doors.post("/appointments/<visit_id>/confirmation", who=staff(), answers=shapes.AppointmentShape, status=200)
def confirm_appointment(visit_id: AppointmentId) -> Appointment:
    """Promise a requested visit without waiting for its payment."""
    return part(ChangeVisits).confirm(visit_id, who_asks())


@doors.post("/appointments/<visit_id>/start", who=staff(), answers=shapes.AppointmentShape, status=200)
def start_consultation(visit_id: AppointmentId) -> Appointment:
    """Note that the patient is with the doctor."""
    return part(ChangeVisits).start(visit_id, who_asks())


@doors.post("/appointments/<visit_id>/completion", who=staff(), answers=shapes.AppointmentShape, status=200)
def complete_appointment(visit_id: AppointmentId) -> Appointment:
    """Note that the visit has taken place."""
    return part(ChangeVisits).complete(visit_id, who_asks())


@doors.post("/appointments/<visit_id>/no-show", who=staff(), answers=shapes.AppointmentShape, status=200)
def mark_no_show(visit_id: AppointmentId) -> Appointment:
    """Note that the patient did not come."""
    return part(ChangeVisits).miss(visit_id, who_asks())
