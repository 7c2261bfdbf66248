"""The shapes of what patients say of a visit."""

from __future__ import annotations

from clinic_suite.rest.schema import Id, Instant, Shape, Text, Whole
from clinic_suite.scheduling.model import NewRating

_EXAMPLE = {"example": "Took the time to explain."}


class NewReviewShape(Shape):
    makes = NewRating

    stars = Whole(1, 5, required=True, metadata={"example": 5})
    text = Text(at_most=1000, at_least=0, lines=True, load_default="", metadata=_EXAMPLE)


class PostedReviewShape(Shape):
    id = Id("rv", required=True)
    appointment_id = Id("ap", required=True)
    practitioner_id = Id("pr", required=True)
    stars = Whole(1, 5, required=True)
    text = Text(at_most=1000, at_least=0, lines=True, required=True, metadata=_EXAMPLE)
    initial = Text(at_most=4, at_least=0, required=True, metadata={"example": "L"})
    posted_at = Instant(required=True)
