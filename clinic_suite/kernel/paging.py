"""Pages that stay right while rows are added: a cursor names the last row seen, not a number of rows."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Generic, TypeVar

import attrs
import orjson

from clinic_suite.kernel.errors import invalid

T = TypeVar("T")
U = TypeVar("U")
Place = tuple[str | int, ...]

LARGEST = 100
_INT64 = 2**63


@attrs.frozen
class Wanted:
    """How much of a list is asked for, and after which place."""

    limit: int = 20
    after: Place | None = None


@attrs.frozen
class Page(Generic[T]):
    """Some rows, and where the next ones begin, if there are any."""

    items: list[T]
    next_cursor: str | None = None

    def map(self, change: Callable[[T], U]) -> Page[U]:
        return Page([change(item) for item in self.items], self.next_cursor)


def cut(rows: list[T], wanted: Wanted, place_of: Callable[[T], Place]) -> Page[T]:
    """Make a page of ``limit + 1`` fetched rows: the one too many only tells that there is more."""
    if len(rows) <= wanted.limit:
        return Page(rows)
    kept = rows[: wanted.limit]
    return Page(kept, to_cursor(place_of(kept[-1])))


def to_cursor(place: Place) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


def from_cursor(cursor: str, *kinds: type[str] | type[int]) -> Place:
    """Read a cursor back.  Only plain values of the expected kinds pass, so it can smuggle no query."""
    try:
        place = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        raise invalid("/cursor", "format") from None
    if not isinstance(place, list) or [type(p) for p in place] != list(kinds):
        raise invalid("/cursor", "format")
    # JSON knows larger numbers than BSON does, and one of those would be a fault in the driver.
    if any(isinstance(p, int) and not -_INT64 <= p < _INT64 for p in place):
        raise invalid("/cursor", "format")
    return tuple(place)
