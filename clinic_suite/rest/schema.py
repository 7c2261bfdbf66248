"""Shapes of what comes in and goes out, with errors as codes and values as the house's own types."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from zoneinfo import available_timezones

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate

from clinic_suite.kernel.ids import is_id, pattern_of
from clinic_suite.kernel.money import Money
from clinic_suite.kernel.paging import LARGEST, Wanted, from_cursor

# marshmallow speaks sentences; clients need codes.  They are set once, on the classes.
fields.Field.default_error_messages = {
    "required": "required",
    "null": "null",
    "validator_failed": "invalid",
}
fields.String.default_error_messages = {"invalid": "type", "invalid_utf8": "format"}
fields.Integer.default_error_messages = {"invalid": "type"}
fields.Number.default_error_messages = {"invalid": "type", "too_large": "range"}
fields.Boolean.default_error_messages = {"invalid": "type"}
fields.List.default_error_messages = {"invalid": "type"}
fields.Nested.default_error_messages = {"type": "type"}
fields.Date.default_error_messages = {"invalid": "format", "format": "format"}

fields.DateTime.default_error_messages = {
    "invalid": "format",
    "invalid_awareness": "offset",
    "format": "format",
}
fields.AwareDateTime.default_error_messages = {}

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?")
_LINE_BREAKS = "\n\t"


def _listed(one_or_many: Any) -> list[Any]:
    if one_or_many is None:
        return []
    return list(one_or_many) if isinstance(one_or_many, list | tuple) else [one_or_many]


class Shape(Schema):
    """A closed shape: a field that it does not name is refused.

    A subclass that sets ``makes`` turns what was sent into that class, so that the use
    case receives a frozen wish and never a dictionary.
    """

    makes: ClassVar[Callable[..., Any] | None] = None

    class Meta:
        unknown = RAISE

    error_messages = {"unknown": "unknown_field", "type": "type"}

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Any:
        made = type(self).makes
        return data if made is None else made(**data)


class Text(fields.String):
    """Plain text: trimmed, composed (NFC), of a given length, without control characters."""

    def __init__(self, *, at_most: int, at_least: int = 1, lines: bool = False, **options: Any) -> None:
        checks = [validate.Length(at_least, at_most, error="length"), *_listed(options.pop("validate", None))]
        super().__init__(validate=checks, **options)
        self._lines = lines

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = unicodedata.normalize("NFC", super()._deserialize(value, attr, data, **kwargs)).strip()
        allowed = _LINE_BREAKS if self._lines else ""
        if any(unicodedata.category(c) in ("Cc", "Cs", "Cn") and c not in allowed for c in text):
            raise ValidationError("control_character")
        return text


class Word(fields.String):
    """One word of a closed vocabulary, e.g. a state or a mode."""

    def __init__(self, vocabulary: type[Any] | frozenset[str], **options: Any) -> None:
        self.words = sorted(str(getattr(w, "value", w)) for w in vocabulary)
        self._make = vocabulary if isinstance(vocabulary, type) else str
        super().__init__(validate=validate.OneOf(self.words, error="choice"), **options)

    def deserialize(self, value: Any, attr: Any = None, data: Any = None, **kwargs: Any) -> Any:
        word = super().deserialize(value, attr, data, **kwargs)
        return self._make(word) if isinstance(word, str) else word

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else str(getattr(value, "value", value))


class Id(fields.String):
    """One of our names; what cannot be one is refused before the database is asked."""

    def __init__(self, prefix: str, **options: Any) -> None:
        def check(text: str) -> None:
            if not is_id(text, prefix):
                raise ValidationError("format")

        about = {"example": f"{prefix}_01m7yfk1recv3cp621tr", "pattern": pattern_of(prefix)}
        super().__init__(validate=check, metadata={**about, **options.pop("metadata", {})}, **options)


class Whole(fields.Integer):
    """A whole number in a range; ``"3"``, ``3.0`` and ``true`` are not whole numbers in JSON."""

    def __init__(self, low: int, high: int, *, in_query: bool = False, **options: Any) -> None:
        self._in_query = in_query
        super().__init__(strict=True, validate=validate.Range(low, high, error="range"), **options)

    def _validated(self, value: Any) -> int:
        if self._in_query and isinstance(value, str):
            if not re.fullmatch(r"-?[0-9]{1,18}", value):
                raise ValidationError("type")
            return int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValidationError("type")
        return value


class Paise(Whole):
    """An amount of money in paise; the house works with ``Money``."""

    def __init__(self, *, at_most: int = 10_000_000_00, **options: Any) -> None:
        super().__init__(0, at_most, **options)

    def deserialize(self, value: Any, attr: Any = None, data: Any = None, **kwargs: Any) -> Any:
        paise = super().deserialize(value, attr, data, **kwargs)
        return Money(paise) if isinstance(paise, int) else paise

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return value.paise if isinstance(value, Money) else value


class Day(fields.Date):
    """A date, written 2026-11-21."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValidationError("format")
        return super()._deserialize(value, attr, data, **kwargs)


class Instant(fields.AwareDateTime):
    """A moment with its offset, e.g. 2026-11-21T09:30:00+05:30; without one nobody knows which moment."""

    def __init__(self, **options: Any) -> None:
        about = {"example": "2026-11-21T04:00:00+00:00", **options.pop("metadata", {})}
        super().__init__(format="iso", metadata=about, **options)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> datetime:
        if not isinstance(value, str) or not _INSTANT.fullmatch(value):
            raise ValidationError("format")
        return super()._deserialize(value, attr, data, **kwargs).astimezone(UTC)


class Several(fields.List[Any]):
    """A list of distinct values with a largest length."""

    def __init__(self, inner: fields.Field[Any], *, at_most: int, at_least: int = 0, **options: Any) -> None:
        def distinct(values: list[Any]) -> None:
            if len(set(values)) != len(values):
                raise ValidationError("duplicate")

        length = validate.Length(at_least, at_most, error="length")
        about = {"uniqueItems": True, **options.pop("metadata", {})}
        super().__init__(inner, validate=[length, distinct], metadata=about, **options)

    def deserialize(self, value: Any, attr: Any = None, data: Any = None, **kwargs: Any) -> Any:
        values = super().deserialize(value, attr, data, **kwargs)
        return tuple(values) if isinstance(values, list) else values


class Email(Text):
    """An address that a mail server would accept; who owns it is found out by writing to it."""

    def __init__(self, **options: Any) -> None:
        form = validate.Regexp(r"^[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+$", error="format")
        super().__init__(at_most=254, at_least=3, validate=form, **options)


class Phone(Text):
    """A telephone number in international writing, e.g. +919812345678."""

    def __init__(self, **options: Any) -> None:
        form = validate.Regexp(r"^\+[1-9][0-9]{6,14}$", error="format")
        super().__init__(at_most=16, validate=form, **options)


class Zone(Text):
    """A time zone by its IANA name, e.g. Asia/Kolkata."""

    def __init__(self, **options: Any) -> None:
        def known(name: str) -> None:
            if name not in available_timezones():
                raise ValidationError("choice")

        super().__init__(at_most=64, validate=known, **options)


class PageQuery(Shape):
    """How much of a list, and from where."""

    limit = Whole(1, LARGEST, in_query=True, load_default=20)
    cursor = Text(at_most=512)


Query = Mapping[str, Any]
"""The fields of a query that were sent, checked."""


def wanted(query: Query, *kinds: type[str] | type[int]) -> Wanted:
    """How much of a list is asked for; ``kinds`` are what its cursor is made of."""
    cursor = query.get("cursor")
    return Wanted(query["limit"], None if cursor is None else from_cursor(cursor, *kinds))


class Problem(Schema):
    """How a refusal is said (RFC 9457)."""

    type = fields.String(required=True, metadata={"example": "/problems/not-found"})
    title = fields.String(required=True, metadata={"example": "There is nothing here that you may see."})
    status = fields.Integer(required=True, metadata={"example": 404})
    detail = fields.String(required=True, metadata={"example": ""})
    instance = fields.String(required=True, metadata={"example": "urn:request:9f2c0c6d1e3b4a58"})
    errors = fields.List(fields.Nested(Schema.from_dict({
        "pointer": fields.String(required=True, metadata={"example": "/phone"}),
        "code": fields.String(required=True, metadata={"example": "format"}),
    }, name="ProblemFault")))  # fmt: skip


def page_of(item: type[Schema]) -> type[Schema]:
    """The shape of one page of a list, e.g. ``ClinicPage`` for ``ClinicShape``."""
    name = item.__name__.removesuffix("Shape") + "Page"
    if name not in _PAGES:
        _PAGES[name] = Schema.from_dict(
            {
                "items": fields.List(fields.Nested(item), required=True),
                "next_cursor": fields.String(
                    required=True, allow_none=True, metadata={"example": "WyJhc2hhIiwicHJfMDEiXQ"}
                ),
            },
            name=name,
        )
    return _PAGES[name]


_PAGES: dict[str, type[Schema]] = {}
