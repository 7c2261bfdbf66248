"""The shapes of lines, walk-ins and boards, in and out."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from clinic_suite.kernel.language import Language
from clinic_suite.rest.schema import Day, Id, Instant, Problem, Shape, Text, Whole, Word
from clinic_suite.scheduling.model import Source
from clinic_suite.scheduling.model.queue import (
    Because,
    CallNext,
    MoveReason,
    Placing,
    TicketState,
    WalkIn,
)
from clinic_suite.scheduling.schemas.diary import AppointmentShape, DiaryDayQuery, VisitorShape

SEXES = frozenset({"female", "male", "other", "not_stated"})
"""The words of the patients' house, which a shape must not ask for; a test holds the two together."""
_ROOM = {"example": "Room 2"}


def _room(**options: Any) -> Text:
    return Text(at_most=60, at_least=0, required=True, metadata=_ROOM, **options)


def _token(**options: Any) -> Whole:
    return Whole(1, 999, required=True, metadata={"example": 12}, **options)


class TicketShape(Shape):
    id = Id("tk", required=True)
    token = _token()
    appointment_id = Id("ap", required=True)
    patient_id = Id("pa", required=True)
    service_id = Id("sv", required=True)
    source = Word(Source, required=True)
    starts_at = Instant(required=True)
    arrived_at = Instant(required=True)
    state = Word(TicketState, required=True)
    because = Word(Because, required=True)
    moved_for = Word(MoveReason, required=True, allow_none=True)
    called_at = Instant(required=True, allow_none=True)
    calls = Whole(0, 10**6, required=True)
    started_at = Instant(required=True, allow_none=True)
    finished_at = Instant(required=True, allow_none=True)
    room = _room()


class CheckedInShape(AppointmentShape):
    """A visit whose patient is here, with the number that came with it."""

    ticket = fields.Nested(TicketShape, required=True)


class NamedTurnShape(Shape):
    ticket = fields.Nested(TicketShape, required=True)
    place = Whole(1, 999, required=True, allow_none=True)
    people_ahead = Whole(0, 999, required=True, allow_none=True)
    expected_at = Instant(required=True, allow_none=True)
    patient = fields.Nested(VisitorShape, required=True, allow_none=True)


class QueueShape(Shape):
    practitioner_id = Id("pr", required=True)
    on = Day(required=True, metadata={"example": "2026-12-01"})
    version = Whole(0, 10**9, required=True)
    room = _room()
    delay_minutes = Whole(0, 240, required=True)
    goes_on_at = Instant(required=True, allow_none=True)
    pace_percent = Whole(25, 400, required=True, metadata={"example": 110})
    pace_from_visits = Whole(0, 999, required=True)
    waiting = Whole(0, 999, required=True)
    turns = fields.List(fields.Nested(NamedTurnShape), required=True)


class QueueQuery(DiaryDayQuery):
    practitioner = Id("pr")


class CallNextShape(Shape):
    makes = CallNext

    finish = Id(
        "ap", load_default=None, allow_none=True, metadata={"description": "the visit that is over now"}
    )


class CalledShape(Shape):
    ticket = fields.Nested(TicketShape, required=True, allow_none=True)


class PlacingShape(Shape):
    makes = Placing

    why = Word(MoveReason, required=True, metadata={"example": "elderly"})
    before = Id("ap", load_default=None, allow_none=True)


class DelayShape(Shape):
    minutes = Whole(0, 240, required=True, metadata={"example": 20})


class DelayedShape(Shape):
    practitioner_id = Id("pr", required=True)
    delay_minutes = Whole(0, 240, required=True)
    goes_on_at = Instant(required=True, allow_none=True)


class DoorCodeShape(Shape):
    clinic_id = Id("cl", required=True)
    on = Day(required=True, metadata={"example": "2026-12-01"})
    code = Text(at_most=9, required=True, metadata={"example": "K7RM-2XQD"})


class OwnCheckInShape(Shape):
    code = Text(at_most=20, required=True, metadata={"example": "K7RM-2XQD"})


class OwnPlaceShape(Shape):
    appointment_id = Id("ap", required=True)
    state = Word(TicketState, required=True, allow_none=True)
    token = _token(allow_none=True)
    room = _room()
    place = Whole(1, 999, required=True, allow_none=True)
    people_ahead = Whole(0, 999, required=True, allow_none=True)
    waiting = Whole(0, 999, required=True)
    expected_at = Instant(required=True, allow_none=True)
    called_at = Instant(required=True, allow_none=True)
    goes_on_at = Instant(required=True, allow_none=True)
    check_in_from = Instant(required=True)
    check_in_until = Instant(required=True)


class WalkInShape(Shape):
    """Somebody known by ``patient_id``, or else a name, a sex, a birth or an age, and mostly a phone."""

    makes = WalkIn

    practitioner_id = Id("pr", required=True)
    service_id = Id("sv", required=True)
    patient_id = Id("pa", load_default=None, allow_none=True)
    name = Text(at_most=120, load_default=None, allow_none=True)
    sex = Word(SEXES, load_default=None, allow_none=True)
    born_on = Day(load_default=None, allow_none=True)
    age = Whole(0, 130, load_default=None, allow_none=True)
    phone = Text(at_most=40, load_default=None, allow_none=True)
    language = Word(Language, load_default=Language.ENGLISH)
    although_alike = fields.Boolean(load_default=False)
    reason = Text(at_most=500, lines=True, load_default=None, allow_none=True)
    urgent = fields.Boolean(load_default=False)


class LikelyKnownShape(Schema):
    id = Id("pa", required=True)
    mrn = Text(at_most=14, required=True, metadata={"example": "SAH-000123"})
    name = Text(at_most=120, required=True, metadata={"example": "Lakshmi Iyer"})
    sex = Word(SEXES, required=True)
    age = Whole(0, 300, required=True, metadata={"example": 36})
    masked_phone = Text(at_most=16, at_least=0, required=True, metadata={"example": "•••• 2345"})
    score = Whole(1, 100, required=True, metadata={"example": 95})


class WalkInProblem(Problem):
    """Why nobody was let in; when they seem to be known, with those who it may be."""

    alike = fields.List(fields.Nested(LikelyKnownShape))


class NewBoardKeyShape(Shape):
    label = Text(at_most=60, required=True, metadata={"example": "Waiting room"})


class MadeBoardKeyShape(Shape):
    """A screen's key, said this once."""

    id = Id("bk", required=True)
    label = Text(at_most=60, required=True, metadata={"example": "Waiting room"})
    key = Text(at_most=64, required=True, metadata={"example": "k3x9" * 8})


class BoardKeyShape(Shape):
    id = Id("bk", required=True)
    label = Text(at_most=60, required=True, metadata={"example": "Waiting room"})
    made_at = Instant(required=True)


class BoardQuery(Shape):
    key = Text(at_most=64, at_least=16, required=True, metadata={"example": "k3x9" * 8})


class BoardRoomShape(Shape):
    room = _room()
    called = fields.List(Whole(1, 999), required=True, metadata={"example": [12]})
    inside = fields.List(Whole(1, 999), required=True, metadata={"example": [11]})
    next = fields.List(Whole(1, 999), required=True, metadata={"example": [13, 14]})
    waiting = Whole(0, 999, required=True)
    goes_on_at = Instant(required=True, allow_none=True)


class BoardShape(Shape):
    clinic_name = Text(at_most=120, required=True, metadata={"example": "Sahyadri Family Clinic"})
    time_zone = Text(at_most=64, required=True, metadata={"example": "Asia/Kolkata"})
    on = Day(required=True, metadata={"example": "2026-12-01"})
    rooms = fields.List(fields.Nested(BoardRoomShape), required=True)
