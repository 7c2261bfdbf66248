"""What the database itself must hold to: a validator and named indexes for each collection.

Houses declare a ``CollectionSpec``; ``clinic db apply`` makes the database agree with the
declarations and ``clinic db check`` tells where it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from clinic_suite.kernel.mongo import Engine

Keys = tuple[tuple[str, int], ...]


@attrs.frozen(kw_only=True)
class IndexSpec:
    """One named index, e.g. ``IndexSpec(name="by_city", keys=(("city", 1),))``."""

    name: str
    keys: Keys
    unique: bool = False
    only_where: Mapping[str, Any] | None = None
    expires_after_s: int | None = None

    def options(self) -> dict[str, Any]:
        options: dict[str, Any] = {"name": self.name}
        if self.unique:
            options["unique"] = True
        if self.only_where is not None:
            options["partialFilterExpression"] = dict(self.only_where)
        if self.expires_after_s is not None:
            options["expireAfterSeconds"] = self.expires_after_s
        return options


@attrs.frozen(kw_only=True)
class CollectionSpec:
    """One collection: its name, the shape that the server enforces, and its indexes."""

    name: str
    shape: Mapping[str, Any]
    indexes: tuple[IndexSpec, ...] = ()

    @property
    def validator(self) -> dict[str, Any]:
        return {"$jsonSchema": dict(self.shape)}


def document(required: Mapping[str, Any], optional: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A closed shape: these fields, all of the required ones, and no other."""
    return {
        "bsonType": "object",
        "required": sorted(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


TEXT = {"bsonType": "string"}
ID = {"bsonType": "string", "pattern": "^[a-z]{2,3}_[0-9a-z]{20}$"}
INSTANT = {"bsonType": "date"}
DAY = {"bsonType": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
COUNT = {"bsonType": ["int", "long"], "minimum": 0}
PAISE = {"bsonType": ["int", "long"]}
YES_NO = {"bsonType": "bool"}
BYTES = {"bsonType": "binData"}


def one_of(values: Iterable[str]) -> dict[str, Any]:
    return {"enum": sorted(values)}


def or_null(shape: Mapping[str, Any]) -> dict[str, Any]:
    """The same, or an explicit nothing."""
    if "enum" in shape:
        return {"enum": [*shape["enum"], None]}
    kinds = shape["bsonType"]
    return {**shape, "bsonType": [*([kinds] if isinstance(kinds, str) else kinds), "null"]}


def many(shape: Mapping[str, Any], at_most: int = 100) -> dict[str, Any]:
    return {"bsonType": "array", "items": dict(shape), "maxItems": at_most}


def apply(engine: Engine, specs: Iterable[CollectionSpec]) -> list[str]:
    """Make the database agree; answer a line for each thing that had to change."""
    done: list[str] = []
    there = set(engine.database.list_collection_names())
    for spec in specs:
        if spec.name not in there:
            engine.make_collection(spec.name, spec.validator)
            done.append(f"{spec.name}: created")
        elif engine.validator_of(spec.name) not in (None, spec.validator):
            engine.set_validator(spec.name, spec.validator)
            done.append(f"{spec.name}: validator replaced")
        done += _apply_indexes(engine, spec)
    return done


def drift(engine: Engine, specs: Iterable[CollectionSpec]) -> list[str]:
    """Tell, in sentences, where the database and the declarations differ; empty means they agree."""
    faults: list[str] = []
    there = set(engine.database.list_collection_names())
    for spec in specs:
        if spec.name not in there:
            faults.append(f"{spec.name}: the collection is missing")
            continue
        if engine.validator_of(spec.name) not in (None, spec.validator):
            faults.append(f"{spec.name}: the validator differs from its declaration")
        actual = _actual_indexes(engine, spec.name)
        declared = {i.name: (i.keys, _comparable(i.options())) for i in spec.indexes}
        faults += [f"{spec.name}: index {n} is missing" for n in declared.keys() - actual.keys()]
        faults += [f"{spec.name}: index {n} is not declared" for n in actual.keys() - declared.keys()]
        faults += [
            f"{spec.name}: index {n} differs from its declaration"
            for n in declared.keys() & actual.keys()
            if declared[n] != actual[n]
        ]
    return sorted(faults)


def _apply_indexes(engine: Engine, spec: CollectionSpec) -> list[str]:
    done: list[str] = []
    collection = engine.database[spec.name]
    actual = _actual_indexes(engine, spec.name)
    declared = {i.name for i in spec.indexes}
    for index in spec.indexes:
        if actual.get(index.name) == (index.keys, _comparable(index.options())):
            continue
        if index.name in actual:
            collection.drop_index(index.name)
        collection.create_index(list(index.keys), **index.options())
        done.append(f"{spec.name}: index {index.name} built")
    for name in sorted(actual.keys() - declared):
        collection.drop_index(name)
        done.append(f"{spec.name}: index {name} dropped, it is not declared")
    return done


def _actual_indexes(engine: Engine, name: str) -> dict[str, tuple[Keys, dict[str, Any]]]:
    found: dict[str, tuple[Keys, dict[str, Any]]] = {}
    for index, about in engine.database[name].index_information().items():
        if index != "_id_":
            found[index] = (tuple((k, int(d)) for k, d in about["key"]), _comparable(dict(about)))
    return found


def _comparable(options: dict[str, Any]) -> dict[str, Any]:
    kept = ("unique", "partialFilterExpression", "expireAfterSeconds")
    # By identity: ``0 == False``, and an index that forgets after 0 seconds is not one that never does.
    return {k: options[k] for k in kept if options.get(k) is not None and options[k] is not False}
