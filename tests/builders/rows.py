"""Rows made from the declarations themselves, so that each new collection is tried by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import hypothesis
from hypothesis import strategies as st

from clinic_suite.kernel.collections import CollectionSpec
from clinic_suite.kernel.mongo import Document

# Far off, because both engines drop what is to be forgotten at a moment that has passed.
_SOME_DAY = datetime(2035, 3, 5, 9, 30, tzinfo=UTC)


def a_row(
    spec: CollectionSpec,
    changes: Mapping[str, Any] | None = None,
    *,
    number: int = 1,
    varied: frozenset[str] = frozenset(),
) -> Document:
    """A row with every declared field; another number gives another ``_id``, and whatever else is varied."""
    fields: Mapping[str, Any] = spec.shape["properties"]
    row = {
        name: _value(shape, number if name == "_id" or name in varied else 1)
        for name, shape in fields.items()
    }
    return {**row, **(changes or {})}


def _value(shape: Mapping[str, Any], number: int = 1) -> Any:
    if "enum" in shape:
        return next(value for value in shape["enum"] if value is not None)
    kinds = shape["bsonType"]
    kind = kinds if isinstance(kinds, str) else next(k for k in kinds if k != "null")
    makers: dict[str, Callable[[], Any]] = {
        "string": lambda: _text(shape.get("pattern"), number),
        "int": lambda: max(shape.get("minimum", 0), number),
        "long": lambda: max(shape.get("minimum", 0), number),
        "number": lambda: max(shape.get("minimum", 0), number),
        "double": lambda: float(max(shape.get("minimum", 0), number)),
        "bool": lambda: True,
        "date": lambda: _SOME_DAY,
        "binData": lambda: bytes([number]),
        "array": lambda: [_value(shape["items"])] if "items" in shape else [],
        "object": lambda: {name: _value(inner) for name, inner in shape.get("properties", {}).items()},
    }
    return makers[kind]()


_NOT_SHRUNK = hypothesis.settings(phases=[hypothesis.Phase.generate], database=None, derandomize=True)
_PLAIN = st.characters(min_codepoint=32, max_codepoint=126)


@lru_cache
def _text(pattern: str | None, number: int) -> str:
    """A text that the pattern allows; another number gives another text."""
    if pattern is None:
        return f"text {number}"
    allowed = st.from_regex(pattern, fullmatch=True, alphabet=_PLAIN)
    before = {_text(pattern, earlier) for earlier in range(1, number)}
    return hypothesis.find(allowed, lambda text: text not in before, settings=_NOT_SHRUNK)
