"""The shapes of the house of access."""

from __future__ import annotations

from clinic_suite.access.model import Need, SeenState
from clinic_suite.access.rules import LEAST_REASON, MAY_TREAT
from clinic_suite.rest.schema import Id, Instant, PageQuery, Shape, Text, Word

_A_REASON = {"example": "Brought in unconscious, allergies unknown"}


class NeedShape(Shape):
    makes = Need

    reason = Text(at_least=LEAST_REASON, at_most=500, required=True, metadata=_A_REASON)


class GrantQuery(PageQuery):
    state = Word(SeenState)


class GrantShape(Shape):
    id = Id("bg", required=True)
    patient_id = Id("pa", required=True)
    account_id = Id("ac", required=True)
    role = Word(frozenset(MAY_TREAT), required=True)
    reason = Text(at_most=500, required=True, allow_none=True, metadata=_A_REASON)
    given_at = Instant(required=True)
    ends_at = Instant(required=True)
    seen_by = Id("ac", required=True, allow_none=True)
    seen_at = Instant(required=True, allow_none=True)
