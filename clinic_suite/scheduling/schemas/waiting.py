"""The waitlist's shapes, in and out."""

from __future__ import annotations

from marshmallow import fields, validate

from clinic_suite.rest.schema import Day, Id, Instant, Several, Shape, Text, Whole, Word
from clinic_suite.scheduling.model.waiting import NewOffer, NewWait, OfferState, Suiting, Urgency, WaitState
from clinic_suite.scheduling.schemas.diary import CLOCK, VisitorShape


class SuitingShape(Shape):
    makes = Suiting

    from_on = Day(required=True, metadata={"example": "2026-12-01"})
    until_on = Day(required=True, metadata={"example": "2026-12-14"})
    from_time = Text(at_most=5, load_default="00:00", validate=CLOCK, metadata={"example": "17:00"})
    until_time = Text(at_most=5, load_default="24:00", validate=CLOCK, metadata={"example": "20:00"})
    weekdays = Several(Whole(0, 6), at_most=7, load_default=())


class NewWaitShape(Shape):
    makes = NewWait

    patient_id = Id("pa", required=True)
    service_id = Id("sv", required=True)
    practitioner_id = Id("pr", load_default=None, allow_none=True)
    suiting = fields.List(
        fields.Nested(SuitingShape), required=True, validate=validate.Length(1, 10, error="length")
    )
    urgency = Word(Urgency, load_default=Urgency.ROUTINE)


class WeighingShape(Shape):
    urgency = Word(Urgency, required=True)


class NewOfferShape(Shape):
    makes = NewOffer

    practitioner_id = Id("pr", required=True)
    starts_at = Instant(required=True)


class WaitShape(Shape):
    id = Id("wl", required=True)
    clinic_id = Id("cl", required=True)
    patient_id = Id("pa", required=True)
    service_id = Id("sv", required=True)
    practitioner_id = Id("pr", required=True, allow_none=True)
    suiting = fields.List(fields.Nested(SuitingShape), required=True)
    urgency = Word(Urgency, required=True)
    lapses = Whole(0, 10**6, required=True)
    joined_at = Instant(required=True)
    until_on = Day(required=True, metadata={"example": "2026-12-14"})
    state = Word(WaitState, required=True)


class OfferShape(Shape):
    id = Id("of", required=True)
    wait_id = Id("wl", required=True)
    clinic_id = Id("cl", required=True)
    patient_id = Id("pa", required=True)
    practitioner_id = Id("pr", required=True)
    service_id = Id("sv", required=True)
    starts_at = Instant(required=True)
    ends_at = Instant(required=True)
    expires_at = Instant(required=True)
    state = Word(OfferState, required=True)


class WaitingShape(Shape):
    wait = fields.Nested(WaitShape, required=True)
    offer = fields.Nested(OfferShape, required=True, allow_none=True)


class NamedWaitingShape(WaitingShape):
    patient = fields.Nested(VisitorShape, required=True, allow_none=True)
