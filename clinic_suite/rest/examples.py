"""Believable examples of what goes in and out, put together from the examples that fields carry."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

_NONE = object()


def example_of(shape: type[Schema]) -> dict[str, Any]:
    """An example of a whole body; a field that has none and nothing to make one of is left out.

    A test validates each of these, so a required field without an example is found there.
    """
    made = {f.data_key or name: _of(f) for name, f in shape().fields.items()}
    return {name: value for name, value in made.items() if value is not _NONE}


def _of(field: fields.Field[Any]) -> Any:
    if "example" in field.metadata:
        return field.metadata["example"]
    if isinstance(field, fields.Nested):
        return example_of(type(field.schema))
    if isinstance(field, fields.List):
        inner = _of(field.inner)
        return [] if inner is _NONE else [inner]
    return _plain(field)


def _plain(field: fields.Field[Any]) -> Any:
    """What a plain field's own kind lets one say: its first word, its lowest number, its default."""
    words = getattr(field, "words", None)
    if words:
        return words[0]
    if isinstance(field, fields.Boolean):
        return True
    if isinstance(field, fields.Constant):
        return field.constant
    if isinstance(field.load_default, str | int):
        return field.load_default
    if isinstance(field, fields.Integer):
        return next((v.min for v in field.validators if isinstance(v, validate.Range)), 1)
    return None if field.allow_none else _NONE
