"""The shapes of the house of trust."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from clinic_suite.audit.model import (
    HoldState,
    Lifting,
    LongerTerm,
    NewHold,
    RecordType,
    RetentionChange,
    Search,
    Subject,
    WhyKept,
)
from clinic_suite.audit.rules.keeping import LEAST_YEARS, MOST_YEARS
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.rest.schema import Day, Id, Instant, PageQuery, Query, Several, Shape, Text, Whole, Word


class EntryQuery(PageQuery):
    account = Id("ac")
    patient = Id("pa")
    entity = Text(at_most=40)
    entity_id = Text(at_most=40)
    action = Text(at_most=40)
    since = Instant()
    until = Instant()


class EntryShape(Shape):
    id = Id("au", required=True)
    at = Instant(required=True)
    role = Word(Role, required=True)
    account_id = Id("ac", required=True, allow_none=True)
    device_id = Text(at_most=80, required=True, allow_none=True)
    ip = Text(at_most=64, at_least=0, required=True, metadata={"example": "203.0.113.7"})
    request_id = Text(at_most=64, at_least=0, required=True, metadata={"example": "9f2c0c6d1e3b4a58"})
    action = Text(at_most=40, required=True, metadata={"example": "changed"})
    entity = Text(at_most=40, required=True, metadata={"example": "practitioner"})
    entity_id = Text(at_most=64, required=True, metadata={"example": "pr_01m7yfk1recv3cp621tr"})
    patient_id = Id("pa", required=True, allow_none=True)
    reason = Text(at_most=500, required=True, allow_none=True)
    before = fields.Dict(required=True, allow_none=True)
    after = fields.Dict(required=True, allow_none=True)


def search_of(query: Query) -> Search:
    """What is looked for, out of the query's fields."""
    said: dict[str, Any] = {
        "account_id": query.get("account"),
        "patient_id": query.get("patient"),
        **{name: query.get(name) for name in ("entity", "entity_id", "action", "since", "until")},
    }
    return Search(**said)


_A_REASON = {"example": "Civil suit 114 of 2026, District Court Pune"}


def _reason(**options: Any) -> Text:
    """Long enough to be one: whoever reads it in five years was not there."""
    return Text(at_least=15, at_most=500, metadata=_A_REASON, **options)


class NewHoldShape(Shape):
    makes = NewHold

    patient_id = Id("pa")
    record_type = Word(RecordType)
    reason = _reason(required=True)


class LiftingShape(Shape):
    makes = Lifting

    reason = _reason(required=True)


class HoldQuery(PageQuery):
    state = Word(HoldState)


class HoldShape(Shape):
    id = Id("lh", required=True)
    patient_id = Id("pa", required=True, allow_none=True)
    record_type = Word(RecordType, required=True, allow_none=True)
    reason = Text(at_most=500, required=True, metadata=_A_REASON)
    placed_by = Id("ac", required=True)
    placed_at = Instant(required=True)
    lifted_by = Id("ac", required=True, allow_none=True)
    lifted_at = Instant(required=True, allow_none=True)
    lifted_because = Text(at_most=500, required=True, allow_none=True)


class TermShape(Shape):
    makes = LongerTerm

    record_type = Word(RecordType, required=True)
    region = Text(at_most=60, required=True, allow_none=True, metadata={"example": "Maharashtra"})
    years = Whole(LEAST_YEARS, MOST_YEARS, required=True, metadata={"example": 10})


class RetentionChangeShape(Shape):
    makes = RetentionChange

    rows = Several(fields.Nested(TermShape), at_most=200, required=True)


class TrailReviewShape(Shape):
    oldest_at = Instant(required=True, allow_none=True)
    past_its_time = Whole(0, 10**12, required=True)
    reviewed_at = Instant(required=True)


class RetentionShape(Shape):
    least_years = Whole(1, 100, required=True, metadata={"example": 7})
    minors_until_age = Whole(1, 100, required=True, metadata={"example": 24})
    rows = fields.List(fields.Nested(TermShape), required=True)
    trail = fields.Nested(TrailReviewShape, required=True, allow_none=True)
    version = Whole(1, 10**9, required=True)


class KeepingQuery(Shape):
    record_type = Word(RecordType, required=True)
    last_encounter_on = Day(required=True, metadata={"example": "2019-11-20"})
    region = Text(at_most=60, metadata={"example": "Maharashtra"})
    patient = Id("pa")
    born_on = Day(metadata={"example": "1990-01-15"})


class KeepingShape(Shape):
    keep_until = Day(required=True, metadata={"example": "2026-11-20"})
    may_be_purged = fields.Boolean(required=True)
    why_not = fields.List(Word(WhyKept), required=True)
    hold_ids = fields.List(Id("lh"), required=True)


def subject_of(query: Query, clinic_id: ClinicId) -> Subject:
    """Whom or what somebody asks about, in their own clinic."""
    said = {n: query.get(n) for n in ("record_type", "last_encounter_on", "region", "born_on")}
    return Subject(clinic_id=clinic_id, patient_id=query.get("patient"), **said)  # type: ignore[arg-type]
