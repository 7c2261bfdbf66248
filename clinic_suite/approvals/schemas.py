"""The shapes of approvals."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from clinic_suite.approvals.model import ApprovalState, Assent, Objection, Sought
from clinic_suite.approvals.rules import LADDER
from clinic_suite.rest.schema import Id, Instant, PageQuery, Query, Shape, Text, Whole, Word

_LONGEST_REASON = 300
_EXAMPLE_REASON = "The patient has paid for three visits at once."


class ApprovalQuery(PageQuery):
    state = Word(ApprovalState, load_default=ApprovalState.WAITING)
    kind = Text(at_most=40, metadata={"example": "device"})


class OwnApprovalQuery(PageQuery):
    state = Word(ApprovalState)
    kind = Text(at_most=40, metadata={"example": "device"})


class AssentShape(Shape):
    makes = Assent

    reason = Text(at_most=_LONGEST_REASON, lines=True, metadata={"example": _EXAMPLE_REASON})
    proof = Text(at_most=64, metadata={"example": "483920"})


class ObjectionShape(Shape):
    makes = Objection

    reason = Text(
        at_most=_LONGEST_REASON,
        lines=True,
        required=True,
        metadata={"example": "I have not spoken with her."},
    )


class ApprovalShape(Shape):
    id = Id("av", required=True)
    version = Whole(1, 10**9, required=True)
    kind = Text(at_most=40, required=True, metadata={"example": "device"})
    subject_id = Text(at_most=64, required=True, metadata={"example": "de_01m7yfk1recv3cp621tr"})
    state = Word(ApprovalState, required=True)
    asked_by = Id("ac", required=True)
    asked_by_name = Text(at_most=120, at_least=0, required=True, metadata={"example": "Asha Kulkarni"})
    asked_at = Instant(required=True)
    ip = Text(at_most=45, at_least=0, required=True, metadata={"example": "203.0.113.7"})
    needs = Word(frozenset(LADDER), required=True)
    ends_at = Instant(required=True)
    reason = Text(at_most=_LONGEST_REASON, lines=True, required=True, allow_none=True)
    before = fields.Dict(required=True, allow_none=True)
    after = fields.Dict(required=True, allow_none=True)
    proof = Text(at_most=64, required=True, allow_none=True, metadata={"example": "483920"})
    may_decide = fields.Boolean(required=True)
    decided_by = Id("ac", required=True, allow_none=True)
    decided_by_name = Text(at_most=120, at_least=0, required=True, allow_none=True)
    decided_at = Instant(required=True, allow_none=True)
    decision_reason = Text(at_most=_LONGEST_REASON, lines=True, required=True, allow_none=True)
    used_at = Instant(required=True, allow_none=True)


def sought_of(query: Query) -> Sought:
    """What is looked for, out of the query's fields."""
    said: dict[str, Any] = {name: query.get(name) for name in ("state", "kind")}
    return Sought(**said)
