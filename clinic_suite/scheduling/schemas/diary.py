"""The diary's shapes, in and out."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from clinic_suite.kernel.care import Mode, Speciality
from clinic_suite.kernel.language import Language
from clinic_suite.rest.schema import (
    Day,
    Id,
    Instant,
    PageQuery,
    Several,
    Shape,
    Text,
    Whole,
    Word,
)
from clinic_suite.scheduling.model import (
    AppointmentState,
    Booking,
    Cancellation,
    CancelledBy,
    EntryState,
    ExceptionKind,
    Move,
    NewException,
    NewHold,
    NewResource,
    NewTemplate,
    ResourceChange,
    ResourceKind,
    Scope,
    Source,
    Standing,
    TemplateChange,
    TermsChange,
    Window,
)

CLOCK = validate.Regexp(r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", error="format")
DIARY_NAME = validate.Regexp(r"^(pr|re)_[0-9a-hjkmnp-tv-z]{20}$", error="format")


def _modes(**options: Any) -> Several:
    return Several(Word(Mode), at_least=1, at_most=2, **options)


def _clock_time(example: str, **options: Any) -> Text:
    return Text(at_most=5, required=True, validate=CLOCK, metadata={"example": example}, **options)


class WindowShape(Shape):
    makes = Window

    weekday = Whole(0, 6, required=True, metadata={"example": 0})
    from_time = _clock_time("09:00")
    until_time = _clock_time("13:00")
    slot_minutes = Whole(5, 240, required=True, metadata={"example": 15})
    seats = Whole(1, 50, load_default=1, metadata={"example": 1})
    modes = _modes(load_default=(Mode.IN_PERSON,))
    place = Text(at_most=60, at_least=0, load_default="", metadata={"example": "Room 2"})


class NewTemplateShape(Shape):
    makes = NewTemplate

    windows = fields.List(
        fields.Nested(WindowShape), required=True, validate=validate.Length(1, 42, error="length")
    )
    valid_from = Day(required=True, metadata={"example": "2026-12-01"})
    valid_until = Day(load_default=None, allow_none=True)


class TemplateChangeShape(Shape):
    makes = TemplateChange

    windows = fields.List(fields.Nested(WindowShape), validate=validate.Length(1, 42, error="length"))
    valid_from = Day()
    valid_until = Day(allow_none=True)


class TemplateShape(Shape):
    id = Id("tp", required=True)
    version = Whole(1, 10**9, required=True)
    clinic_id = Id("cl", required=True)
    diary_id = Text(at_most=23, required=True, metadata={"example": "pr_01m7yfk1recv3cp621tr"})
    windows = fields.List(fields.Nested(WindowShape), required=True)
    valid_from = Day(required=True, metadata={"example": "2026-12-01"})
    valid_until = Day(required=True, allow_none=True)
    state = Word(Standing, required=True)


class NewExceptionShape(Shape):
    makes = NewException

    kind = Word(ExceptionKind, required=True)
    from_at = Instant(required=True)
    until_at = Instant(required=True, metadata={"example": "2026-11-21T12:00:00+00:00"})
    reason = Text(at_most=200, at_least=0, load_default="", metadata={"example": "Conference"})
    slot_minutes = Whole(5, 240, load_default=15)
    seats = Whole(1, 50, load_default=1)
    modes = _modes(load_default=(Mode.IN_PERSON,))
    place = Text(at_most=60, at_least=0, load_default="")


class DiaryExceptionShape(Shape):
    id = Id("ex", required=True)
    clinic_id = Id("cl", required=True)
    diary_id = Text(at_most=23, required=True, metadata={"example": "pr_01m7yfk1recv3cp621tr"})
    kind = Word(ExceptionKind, required=True)
    from_at = Instant(required=True)
    until_at = Instant(required=True)
    reason = Text(at_most=200, at_least=0, required=True, metadata={"example": "Conference"})
    slot_minutes = Whole(5, 240, required=True)
    seats = Whole(1, 50, required=True)
    modes = _modes(required=True)
    place = Text(at_most=60, at_least=0, required=True, metadata={"example": "Room 2"})


class TakenTimeShape(Shape):
    id = Id("en", required=True)
    seat = Whole(1, 50, required=True)
    from_at = Instant(required=True)
    until_at = Instant(required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    state = Word(EntryState, required=True)
    expires_at = Instant(required=True, allow_none=True)
    appointment_id = Id("ap", required=True, allow_none=True)
    patient_id = Id("pa", required=True, allow_none=True)
    service_id = Id("sv", required=True, allow_none=True)
    block_id = Id("bl", required=True, allow_none=True)
    reason = Text(at_most=200, required=True, allow_none=True)


class OpenHoursShape(Shape):
    from_at = Instant(required=True)
    until_at = Instant(required=True)
    slot_minutes = Whole(5, 240, required=True)
    seats = Whole(1, 50, required=True)
    modes = _modes(required=True)
    place = Text(at_most=60, at_least=0, required=True, metadata={"example": "Room 2"})


class DaySheetShape(Shape):
    diary_id = Text(at_most=23, required=True, metadata={"example": "pr_01m7yfk1recv3cp621tr"})
    on = Day(required=True, metadata={"example": "2026-12-01"})
    sessions = fields.List(fields.Nested(OpenHoursShape), required=True)
    entries = fields.List(fields.Nested(TakenTimeShape), required=True)
    closed_for = fields.List(fields.String(), required=True, metadata={"example": []})
    version = Whole(1, 10**9, required=True)


class PlannedTemplateShape(Shape):
    """A template, and the pages on which something must be moved because of it."""

    template = fields.Nested(TemplateShape, required=True)
    with_strays = fields.List(fields.Nested(DaySheetShape), required=True)


class PlannedExceptionShape(Shape):
    exception = fields.Nested(DiaryExceptionShape, required=True)
    with_strays = fields.List(fields.Nested(DaySheetShape), required=True)


class NewResourceShape(Shape):
    makes = NewResource

    name = Text(at_most=60, required=True, metadata={"example": "Room 2"})
    kind = Word(ResourceKind, required=True)


class ResourceChangeShape(Shape):
    makes = ResourceChange

    name = Text(at_most=60)
    kind = Word(ResourceKind)


class ResourceShape(Shape):
    id = Id("re", required=True)
    version = Whole(1, 10**9, required=True)
    clinic_id = Id("cl", required=True)
    name = Text(at_most=60, required=True, metadata={"example": "Room 2"})
    kind = Word(ResourceKind, required=True)
    state = Word(Standing, required=True)


class TermsChangeShape(Shape):
    makes = TermsChange

    lead_minutes = Whole(0, 10080)
    horizon_days = Whole(1, 365)
    cancel_until_minutes = Whole(0, 10080)
    most_upcoming = Whole(1, 100)


class TermsShape(Shape):
    version = Whole(1, 10**9, required=True)
    clinic_id = Id("cl", required=True)
    lead_minutes = Whole(0, 10080, required=True)
    horizon_days = Whole(1, 365, required=True)
    cancel_until_minutes = Whole(0, 10080, required=True)
    most_upcoming = Whole(1, 100, required=True)
    hold_seconds = Whole(1, 3600, required=True)


class SheetsWishShape(Shape):
    first = Day(required=True, metadata={"example": "2026-12-01"})
    last = Day(required=True, metadata={"example": "2026-12-31"})


class DrawnShape(Shape):
    made = Whole(0, 10**9, required=True)
    changed = Whole(0, 10**9, required=True)
    with_strays = fields.List(fields.Nested(DaySheetShape), required=True)


class FreeTimeShape(Shape):
    starts_at = Instant(required=True)
    ends_at = Instant(required=True, metadata={"example": "2026-11-21T04:15:00+00:00"})
    seats_left = Whole(1, 50, required=True)
    modes = _modes(required=True)
    place = Text(at_most=60, at_least=0, required=True, metadata={"example": "Room 2"})


class FreeDayShape(Shape):
    on = Day(required=True, metadata={"example": "2026-12-01"})
    times = fields.List(fields.Nested(FreeTimeShape), required=True)


class NextFreeShape(Shape):
    practitioner_id = Id("pr", required=True)
    clinic_id = Id("cl", required=True)
    times = fields.List(fields.Nested(FreeTimeShape), required=True)
    more = Whole(0, 10**6, required=True)


class FreeQuery(Shape):
    first = Day(required=True, data_key="from", metadata={"example": "2026-12-01"})
    last = Day(required=True, data_key="until", metadata={"example": "2026-12-07"})
    service = Id("sv")


class DiaryDayQuery(Shape):
    date = Day(required=True, metadata={"example": "2026-12-01"})


class VisitsQuery(DiaryDayQuery):
    practitioner = Id("pr")
    state = Word(AppointmentState)


class SearchQuery(Shape):
    date = Day(required=True, metadata={"example": "2026-12-01"})
    days = Whole(1, 14, in_query=True, load_default=7)
    speciality = Word(Speciality)
    city = Text(at_most=60)
    name = Text(at_most=80)
    clinic = Id("cl")
    language = Word(Language)
    mode = Word(Mode)


class HoldWishShape(Shape):
    makes = NewHold

    practitioner_id = Id("pr", required=True)
    service_id = Id("sv", required=True)
    starts_at = Instant(required=True)


class HeldTimeShape(Shape):
    token = Text(at_most=128, required=True, metadata={"example": "k3…"})
    practitioner_id = Id("pr", required=True)
    service_id = Id("sv", required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    expires_at = Instant(required=True)


class HoldTokenShape(Shape):
    token = Text(at_most=128, at_least=16, required=True, metadata={"example": "k3x9" * 8})


class BookingShape(Shape):
    makes = Booking

    patient_id = Id("pa", required=True)
    hold_token = Text(at_most=128, at_least=16, load_default=None)
    practitioner_id = Id("pr", load_default=None)
    service_id = Id("sv", load_default=None)
    starts_at = Instant(load_default=None)
    also = Several(Text(at_most=23, validate=DIARY_NAME), at_most=4, load_default=())
    reason = Text(at_most=500, lines=True, load_default=None, metadata={"example": "Cough for a week"})
    source = Word(Source, load_default=None)
    pay_first = fields.Boolean(load_default=False)
    off_grid = fields.Boolean(load_default=False)


class MoveShape(Shape):
    makes = Move

    starts_at = Instant(required=True)
    practitioner_id = Id("pr", load_default=None)
    ends_at = Instant(load_default=None)
    reason = Text(at_most=500, load_default=None)
    off_grid = fields.Boolean(load_default=False)
    scope = Word(Scope, load_default=Scope.THIS)


class CancellationShape(Shape):
    makes = Cancellation

    reason = Text(at_most=500, load_default=None, metadata={"example": "The patient is ill."})
    by = Word(CancelledBy, load_default=None)
    scope = Word(Scope, load_default=Scope.THIS)


class VisitDeedShape(Shape):
    at = Instant(required=True)
    verb = Text(at_most=40, required=True, metadata={"example": "booked"})
    by_role = Text(at_most=40, required=True, metadata={"example": "front_desk"})
    was_at = Instant(required=True, allow_none=True)
    reason = Text(at_most=500, required=True, allow_none=True)


class VisitPlaceShape(Shape):
    diary_id = Text(at_most=23, required=True, metadata={"example": "pr_01m7yfk1recv3cp621tr"})
    seat = Whole(1, 50, required=True)


class AppointmentShape(Shape):
    id = Id("ap", required=True)
    version = Whole(1, 10**9, required=True)
    clinic_id = Id("cl", required=True)
    practitioner_id = Id("pr", required=True)
    patient_id = Id("pa", required=True)
    service_id = Id("sv", required=True)
    mode = Word(Mode, required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    seat = Whole(0, 50, required=True)
    places = fields.List(fields.Nested(VisitPlaceShape), required=True)
    state = Word(AppointmentState, required=True)
    source = Word(Source, required=True)
    reason = Text(at_most=500, required=True, allow_none=True)
    expires_at = Instant(required=True, allow_none=True)
    series_id = Id("sr", required=True, allow_none=True)
    booked_at = Instant(required=True)
    cancelled_by = Word(CancelledBy, required=True, allow_none=True)
    history = fields.List(fields.Nested(VisitDeedShape), required=True)


class VisitorShape(Shape):
    """Whom a visit is for, as far as a diary needs it."""

    id = Id("pa", required=True)
    mrn = Text(at_most=14, required=True, metadata={"example": "SAH-000123"})
    name = Text(at_most=120, required=True, metadata={"example": "Lakshmi Iyer"})
    phone = Text(at_most=16, required=True, allow_none=True, metadata={"example": "+919820012345"})


class NamedVisitShape(AppointmentShape):
    patient = fields.Nested(VisitorShape, required=True, allow_none=True)


class MineQuery(PageQuery):
    ahead = fields.Boolean(load_default=False)
