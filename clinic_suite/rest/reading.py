"""Reading JSON as narrowly as it is written: no key twice, no NaN, no tower of brackets."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from clinic_suite.rest.errors import MalformedJson

DEEPEST = 32
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"')
_BRACKETS = re.compile(rb"[\[\]{}]")


def strict_json(raw: bytes) -> Any:
    """Parse a body, or refuse it with the reason."""
    if _depth(raw) > DEEPEST:
        raise MalformedJson("The body is nested too deeply.")
    try:
        return json.loads(raw, object_pairs_hook=_object, parse_constant=_no_constant)
    except MalformedJson:
        raise
    except (ValueError, RecursionError):
        raise MalformedJson("The body does not parse as JSON.") from None


def _depth(raw: bytes) -> int:
    """The deepest nesting, counted without parsing, so that a hostile tower costs nothing."""
    depth = deepest = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub(b"", raw)):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise MalformedJson("A key stands twice in one object.")
    return made


def _no_constant(name: str) -> NoReturn:
    raise MalformedJson(f"{name} is not JSON.")
