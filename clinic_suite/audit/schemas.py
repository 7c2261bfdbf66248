"""The trail's shapes."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from clinic_suite.audit.model import Search
from clinic_suite.kernel.actor import Role
from clinic_suite.rest.schema import Id, Instant, PageQuery, Query, Shape, Text, Word


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
