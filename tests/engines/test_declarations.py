"""What each collection declares is what the database holds to.  A new collection is tried by itself."""

from __future__ import annotations

from typing import Any

import pytest
from bson import MinKey
from pymongo.errors import WriteError

from clinic_suite.bootstrap import COLLECTIONS
from clinic_suite.kernel.collections import CollectionSpec, IndexSpec
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine
from tests.builders.rows import a_row

_VALIDATION_FAILED = 121
_each_collection = pytest.mark.parametrize("spec", COLLECTIONS, ids=lambda spec: spec.name)
_UNIQUE = [(spec, index) for spec in COLLECTIONS for index in spec.indexes if index.unique]
_each_unique_index = pytest.mark.parametrize(
    ("spec", "index"), _UNIQUE, ids=[f"{spec.name}.{index.name}" for spec, index in _UNIQUE]
)


def _is_refused(engine: Engine, spec: CollectionSpec, row: Document) -> bool:
    try:
        engine.database[spec.name].insert_one(row)
    except WriteError as refused:
        return refused.code == _VALIDATION_FAILED
    return False


def _where(index: IndexSpec) -> dict[str, Any]:
    """The values to which an index applies; where it asks for a kind of value, every row as declared has one."""
    return {f: v for f, v in (index.only_where or {}).items() if not isinstance(v, dict)}


def _apart(spec: CollectionSpec, index: IndexSpec) -> dict[str, Any]:
    """Other values for what the collection's other unique indexes tell apart."""
    mine = {field for field, _ in index.keys}
    others = {field for i in spec.indexes if i.unique and i is not index for field, _ in i.keys} - mine
    second = a_row(spec, number=2, varied=frozenset(others))
    return {field: second[field] for field in others if field != "_id"}


def _passed_over(spec: CollectionSpec, index: IndexSpec) -> list[dict[str, Any]]:
    """Values to which it does not apply."""
    others = []
    for field, value in (index.only_where or {}).items():
        if isinstance(value, dict):
            others.append({field: None})
            continue
        words = spec.shape["properties"][field].get("enum", [True, False])
        others.append({field: next(w for w in words if w != value)})
    return others


@_each_collection
def test_a_row_as_it_is_declared_is_kept(engine: Engine, spec: CollectionSpec) -> None:
    row = a_row(spec)
    engine.database[spec.name].insert_one(row)
    assert engine.database[spec.name].find_one({"_id": row["_id"]}) == row


@pytest.mark.engines
@_each_collection
def test_a_row_that_lacks_something_is_refused(mongodb: Engine, spec: CollectionSpec) -> None:
    for name in spec.shape["required"]:
        lacking = {field: value for field, value in a_row(spec).items() if field != name}
        if name != "_id":
            assert _is_refused(mongodb, spec, lacking), name


@pytest.mark.engines
@_each_collection
def test_a_row_with_another_kind_of_value_is_refused(mongodb: Engine, spec: CollectionSpec) -> None:
    for name in spec.shape["properties"]:
        assert _is_refused(mongodb, spec, a_row(spec, {name: MinKey()})), name


@pytest.mark.engines
@_each_collection
def test_a_row_with_a_field_that_nobody_declared_is_refused(mongodb: Engine, spec: CollectionSpec) -> None:
    assert _is_refused(mongodb, spec, a_row(spec, {"smuggled": "role"}))


@_each_unique_index
def test_two_rows_cannot_share_what_must_be_unique(
    engine: Engine, spec: CollectionSpec, index: IndexSpec
) -> None:
    rows = engine.database[spec.name]
    rows.insert_one(a_row(spec, _where(index), number=1))
    with pytest.raises(DuplicateKey):
        rows.insert_one(a_row(spec, _where(index), number=2))


@_each_unique_index
def test_rows_to_which_a_unique_index_does_not_apply_may_be_alike(
    engine: Engine, spec: CollectionSpec, index: IndexSpec
) -> None:
    rows = engine.database[spec.name]
    for other in _passed_over(spec, index):
        rows.insert_one(a_row(spec, other, number=1))
        rows.insert_one(a_row(spec, {**other, **_apart(spec, index)}, number=2))
        rows.delete_many({})
