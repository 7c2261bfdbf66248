"""The database is made to agree with the declarations, and tells where it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import pytest

from clinic_suite.bootstrap import COLLECTIONS
from clinic_suite.kernel.collections import (
    COUNT,
    TEXT,
    CollectionSpec,
    IndexSpec,
    apply,
    document,
    drift,
)
from clinic_suite.kernel.mongo import Engine

_STATE = IndexSpec(name="by_state", keys=(("state", 1), ("_id", -1)))
_ONE = IndexSpec(name="one_name", keys=(("name", 1),), unique=True, only_where={"state": "open"})
_FORGOTTEN = IndexSpec(name="forgotten", keys=(("forget_at", 1),), expires_after_s=0)
_DECLARED = CollectionSpec(
    name="testing_rooms",
    shape=document({"_id": TEXT, "name": TEXT, "state": TEXT, "seats": COUNT}),
    indexes=(_STATE, _ONE, _FORGOTTEN),
)


def _with(**changes: Any) -> Callable[[IndexSpec], CollectionSpec]:
    """The declaration with one of its indexes changed."""

    def change(index: IndexSpec) -> CollectionSpec:
        changed = attrs.evolve(index, **changes)
        return attrs.evolve(_DECLARED, indexes=tuple(changed if i is index else i for i in _DECLARED.indexes))

    return change


_OTHER_INDEXES = {
    "other keys": _with(keys=(("state", 1),))(_STATE),
    "another direction": _with(keys=(("state", -1), ("_id", -1)))(_STATE),
    "no longer unique": _with(unique=False)(_ONE),
    "unique everywhere": _with(only_where=None)(_ONE),
    "unique elsewhere": _with(only_where={"state": "shut"})(_ONE),
    "never forgotten": _with(expires_after_s=None)(_FORGOTTEN),
    "forgotten later": _with(expires_after_s=60)(_FORGOTTEN),
    "one index too few": attrs.evolve(_DECLARED, indexes=(_STATE, _ONE)),
    "one index too many": attrs.evolve(
        _DECLARED, indexes=(*_DECLARED.indexes, IndexSpec(name="by_seats", keys=(("seats", 1),)))
    ),
}
_each_change = pytest.mark.parametrize("other", _OTHER_INDEXES.values(), ids=_OTHER_INDEXES.keys())


def test_a_new_database_is_made_as_it_is_declared(bare_engine: Engine) -> None:
    assert drift(bare_engine, COLLECTIONS) == [f"{s.name}: the collection is missing" for s in _sorted()]
    assert len(apply(bare_engine, COLLECTIONS)) >= len(COLLECTIONS)
    assert drift(bare_engine, COLLECTIONS) == []


def _sorted() -> list[CollectionSpec]:
    return sorted(COLLECTIONS, key=lambda spec: f"{spec.name}:")


def test_applying_twice_changes_nothing(bare_engine: Engine) -> None:
    apply(bare_engine, [_DECLARED])
    assert apply(bare_engine, [_DECLARED]) == []


@_each_change
def test_an_index_that_differs_is_told(bare_engine: Engine, other: CollectionSpec) -> None:
    apply(bare_engine, [other])
    assert len(drift(bare_engine, [_DECLARED])) == 1


@_each_change
def test_an_index_that_differs_is_made_right(bare_engine: Engine, other: CollectionSpec) -> None:
    apply(bare_engine, [other])
    assert len(apply(bare_engine, [_DECLARED])) == 1
    assert drift(bare_engine, [_DECLARED]) == []


def test_a_missing_collection_is_told(bare_engine: Engine) -> None:
    apply(bare_engine, [_DECLARED])
    bare_engine.database.drop_collection(_DECLARED.name)
    assert drift(bare_engine, [_DECLARED]) == ["testing_rooms: the collection is missing"]


def test_what_is_stored_survives_when_the_declaration_changes(bare_engine: Engine) -> None:
    apply(bare_engine, [_DECLARED])
    room = {"_id": "r1", "name": "One", "state": "open", "seats": 1}
    bare_engine.database[_DECLARED.name].insert_one(dict(room))
    for other in _OTHER_INDEXES.values():
        apply(bare_engine, [other])
    assert bare_engine.database[_DECLARED.name].find_one({}) == room


@pytest.mark.engines
@pytest.mark.parametrize(
    "loosened",
    [
        {"validator": {}},
        {"validator": {"$jsonSchema": document({"_id": TEXT})}},
        {"validationAction": "warn"},
        {"validationLevel": "moderate"},
        {"validationLevel": "off"},
    ],
    ids=["taken away", "another one", "only a warning", "only for good rows", "switched off"],
)
def test_a_validator_that_no_longer_refuses_is_told_and_made_right(
    mongodb: Engine, loosened: dict[str, object]
) -> None:
    apply(mongodb, [_DECLARED])
    mongodb.database.command({"collMod": _DECLARED.name, **loosened})
    assert drift(mongodb, [_DECLARED]) == ["testing_rooms: the validator differs from its declaration"]
    assert apply(mongodb, [_DECLARED]) == ["testing_rooms: validator replaced"]
    assert drift(mongodb, [_DECLARED]) == []
    mongodb.database.drop_collection(_DECLARED.name)
