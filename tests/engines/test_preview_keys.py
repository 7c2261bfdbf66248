"""The preview engine finds by key what mongomock alone would find by reading everything."""

from __future__ import annotations

from typing import Any

import mongomock
from hypothesis import example, given
from hypothesis import strategies as st
from pymongo.errors import DuplicateKeyError

from clinic_suite.kernel.mongo.keyed import Keyed

_IDS = st.sampled_from(["a", "b", "c", "d"])
_KEYS = st.sampled_from([1, 2, None])
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), _IDS, _KEYS, st.booleans()),
        st.tuples(st.just("update"), _IDS, _KEYS, st.booleans()),
        st.tuples(st.just("unset"), _IDS, _KEYS, st.booleans()),
        st.tuples(st.just("upsert"), _IDS, _KEYS, st.booleans()),
        st.tuples(st.just("delete"), _IDS, _KEYS, st.booleans()),
        st.tuples(st.just("reindex"), _IDS, _KEYS, st.booleans()),
    ),
    max_size=25,
)


def _collection() -> Any:
    return mongomock.MongoClient()["db"]["rows"]


def _index(rows: Any) -> None:
    rows.create_index([("clinic", 1), ("key", 1)], unique=True, name="one_key")
    rows.create_index(
        [("other", 1)], unique=True, name="one_listed", partialFilterExpression={"listed": True}
    )


def _do(rows: Any, step: tuple[str, str, int | None, bool]) -> str:
    """One step; the answer is what an onlooker sees of it."""
    verb, id_, key, listed = step
    fields = {"clinic": "x", "key": key, "other": key, "listed": listed}
    try:
        if verb == "insert":
            rows.insert_one({"_id": id_, **fields})
        elif verb == "update":
            return str(rows.update_one({"_id": id_}, {"$set": fields}).matched_count)
        elif verb == "unset":
            rows.update_one({"_id": id_, "listed": True}, {"$unset": {"other": ""}})
        elif verb == "upsert":
            rows.update_one({"_id": id_}, {"$setOnInsert": fields}, upsert=True)
        elif verb == "delete":
            return str(rows.delete_many({"_id": {"$in": [id_, "never"]}}).deleted_count)
        else:
            rows.drop_index("one_key")
            rows.create_index([("clinic", 1), ("key", 1)], unique=True, name="one_key")
    except DuplicateKeyError:
        return "refused"
    return "done"


_REINDEXED = [("insert", "a", 1, False), ("insert", "b", 2, False), ("reindex", "a", 1, False)]


@example([*_REINDEXED, ("update", "a", 2, False)])
@example([*_REINDEXED, ("update", "a", 2, False), ("insert", "c", 1, False)])
@given(_STEPS)
def test_whatever_is_done_both_answer_alike_and_hold_the_same(
    steps: list[tuple[str, str, int | None, bool]],
) -> None:
    plain, keyed = _collection(), _collection()
    Keyed(keyed)
    for rows in (plain, keyed):
        _index(rows)
    for step in steps:
        assert _do(keyed, step) == _do(plain, step)
    assert list(keyed.find().sort("_id", 1)) == list(plain.find().sort("_id", 1))
    for wish in ({"_id": "a"}, {"_id": {"$in": ["b", "c"]}, "listed": True}, {"_id": {"$gt": "a"}}, {}):
        assert list(keyed.find(wish).sort("_id", 1)) == list(plain.find(wish).sort("_id", 1))


def test_documents_that_were_there_before_count_too() -> None:
    rows = _collection()
    rows.insert_one({"_id": "a", "clinic": "x", "key": 1})
    _index(rows)
    Keyed(rows)
    assert _do(rows, ("insert", "b", 1, False)) == "refused"
    assert rows.find_one({"_id": "b"}) is None


def test_a_list_in_a_key_is_compared_as_mongomock_compares_it() -> None:
    rows = _collection()
    _index(rows)
    Keyed(rows)
    rows.insert_one({"_id": "a", "clinic": "x", "key": [1, 2]})
    rows.insert_one({"_id": "b", "clinic": "x", "key": [2, 3]})
    assert _do(rows, ("insert", "c", 9, False)) == "done"
