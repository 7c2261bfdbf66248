"""The shapes of series, in and out."""

from __future__ import annotations

from marshmallow import fields

from clinic_suite.rest.schema import Day, Id, Instant, Problem, Several, Shape, Text, Whole, Word
from clinic_suite.scheduling.model import Source
from clinic_suite.scheduling.model.series import NewSeries
from clinic_suite.scheduling.schemas.diary import DIARY_NAME, AppointmentShape

MOST_VISITS = 26


class NewSeriesShape(Shape):
    makes = NewSeries

    patient_id = Id("pa", required=True)
    practitioner_id = Id("pr", required=True)
    service_id = Id("sv", required=True)
    starts_at = Instant(required=True)
    every_weeks = Whole(1, 12, required=True, metadata={"example": 1})
    count = Whole(2, MOST_VISITS, required=True, metadata={"example": 6})
    skip = Several(Day(), at_most=MOST_VISITS, load_default=(), metadata={"example": ["2026-12-25"]})
    also = Several(Text(at_most=23, validate=DIARY_NAME), at_most=4, load_default=())
    reason = Text(at_most=500, lines=True, load_default=None, metadata={"example": "Physiotherapy, knee"})
    source = Word(Source, load_default=None)


class SeriesShape(Shape):
    id = Id("sr", required=True)
    visits = fields.List(fields.Nested(AppointmentShape), required=True)


class MissingDateShape(Shape):
    on = Day(required=True, metadata={"example": "2026-12-25"})
    starts_at = Instant(required=True)
    why = Text(at_most=40, required=True, metadata={"example": "slot_taken"})


class SeriesProblem(Problem):
    """Some of the dates cannot be had: which ones, and what a single booking would be told."""

    dates = fields.List(fields.Nested(MissingDateShape))
