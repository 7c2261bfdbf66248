"""The shapes of calendar feeds."""

from __future__ import annotations

from clinic_suite.rest.schema import Instant, Shape, Text


class MadeFeedShape(Shape):
    token = Text(at_most=64, required=True, metadata={"example": "k3x9" * 10})
    made_at = Instant(required=True)


class CalendarFeedShape(Shape):
    made_at = Instant(required=True)
