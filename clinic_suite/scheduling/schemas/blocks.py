"""The shapes of blocks, in and out."""

from __future__ import annotations

from clinic_suite.rest.schema import Id, Instant, Shape, Text, Whole
from clinic_suite.scheduling.model import NewBlock


class NewBlockShape(Shape):
    makes = NewBlock

    from_at = Instant(required=True)
    until_at = Instant(required=True, metadata={"example": "2026-11-21T05:00:00+00:00"})
    reason = Text(at_most=200, load_default=None, metadata={"example": "Supplier visit"})


class BlockShape(Shape):
    id = Id("bl", required=True)
    diary_id = Text(at_most=23, required=True, metadata={"example": "pr_01m7yfk1recv3cp621tr"})
    from_at = Instant(required=True)
    until_at = Instant(required=True, metadata={"example": "2026-11-21T05:00:00+00:00"})
    reason = Text(at_most=200, required=True, allow_none=True)
    seats = Whole(1, 50, required=True)
