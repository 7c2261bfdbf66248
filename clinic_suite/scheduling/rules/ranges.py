"""Spans of time and what can be done with them.  A span has its beginning and not its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

Span = tuple[datetime, datetime]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a moment; one that ends when the other begins does not."""
    return one[0] < other[1] and other[0] < one[1]


def within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def without(span: Span, taken: Iterable[Span]) -> list[Span]:
    """What is left of a span: ``9-13`` without ``10-11`` is ``9-10`` and ``11-13``."""
    left = [span]
    for cut in sorted(taken):
        left = [piece for one in left for piece in _cut(one, cut)]
    return left


def _cut(span: Span, taken: Span) -> list[Span]:
    if not overlap(span, taken):
        return [span]
    pieces = ((span[0], taken[0]), (taken[1], span[1]))
    return [piece for piece in pieces if piece[0] < piece[1]]
