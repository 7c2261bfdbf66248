"""Between a model and its document: written once, so that every house stores alike.

``id`` is stored as ``_id``, a ``Money`` as a whole number under a name that ends in
``_paise``, and a date as text, because BSON knows only instants.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar, cast

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.preconf.bson import make_converter

from clinic_suite.kernel.money import Money

T = TypeVar("T")


def stored_name(field: attrs.Attribute[Any]) -> str:
    """Under which name a field is stored: ``fee: Money`` is ``fee_paise``."""
    return f"{field.name}_paise" if field.type in (Money, "Money") else field.name


def _make() -> Converter:
    converter = make_converter()

    def renames(cls: Any) -> dict[str, Any]:
        attrs.resolve_types(cls)
        return {f.name: override(rename=stored_name(f)) for f in attrs.fields(cls)}

    converter.register_structure_hook_factory(
        lambda t: attrs.has(t) and t is not Money,
        lambda cls: make_dict_structure_fn(cls, converter, **renames(cls)),
    )
    converter.register_unstructure_hook_factory(
        lambda t: attrs.has(t) and t is not Money,
        lambda cls: make_dict_unstructure_fn(cls, converter, **renames(cls)),
    )
    converter.register_structure_hook(Money, lambda paise, _: Money(int(paise)))
    converter.register_unstructure_hook(Money, lambda money: money.paise)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_unstructure_hook(date, lambda day: day.isoformat())
    return converter


_converter = _make()


def to_document(model: attrs.AttrsInstance) -> dict[str, Any]:
    """A model as it is stored; only the document itself has an ``_id``, what stands inside keeps its ``id``."""
    document = cast("dict[str, Any]", _converter.unstructure(model))
    if "id" in document:
        document["_id"] = document.pop("id")
    return document


def as_stored(value: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Plain values as they are stored, for what is no model: an enum as its text, a date as text."""
    return None if value is None else cast("dict[str, Any]", _converter.unstructure(value))


def from_document(document: dict[str, Any], kind: type[T]) -> T:
    """A stored document as its model; what the database keeps for searching is left aside."""
    named = {**document, "id": document["_id"]} if "_id" in document else document
    return _converter.structure(named, kind)
