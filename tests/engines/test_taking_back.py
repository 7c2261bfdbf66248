"""A unit of work that ends in a refusal has changed nothing, whatever it wrote and on whichever engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.mongo import DuplicateKey, Engine, apart_from_unit_of_work

_ROWS = "testing_visits"
NOW = datetime(2035, 3, 5, 9, 30, tzinfo=UTC)


class DeskClosed(Refusal):
    """The use case is refused after it has written."""


@pytest.fixture
def rows(engine: Engine) -> Any:
    """Three visits, of which no two may have one number."""
    rows = engine.database[_ROWS]
    rows.create_index([("number", 1)], unique=True, partialFilterExpression={"number": {"$gt": 0}})
    rows.delete_many({})
    rows.insert_many(
        [{"_id": f"v{n}", "number": n, "notes": ["first"], "at": NOW - timedelta(hours=n)} for n in (1, 2, 3)]
    )
    return rows


def _all(rows: Any) -> list[dict[str, Any]]:
    return sorted(rows.find({}), key=lambda r: str(r["_id"]))


def _refused(engine: Engine, work: Callable[[], object]) -> None:
    def work_and_refuse() -> None:
        work()
        raise DeskClosed

    with pytest.raises(DeskClosed):
        engine.run(work_and_refuse)


@pytest.mark.parametrize(
    "write",
    [
        lambda r: r.insert_one({"_id": "v4", "number": 4}),
        lambda r: r.insert_many([{"_id": "v4", "number": 4}, {"_id": "v5", "number": 5}]),
        lambda r: r.update_one({"_id": "v1"}, {"$push": {"notes": "second"}, "$inc": {"number": 9}}),
        lambda r: r.update_many({"number": {"$gte": 2}}, {"$pull": {"notes": "first"}}),
        lambda r: r.replace_one({"_id": "v2"}, {"number": 20}),
        lambda r: r.update_one({"_id": "v9"}, {"$set": {"number": 9}}, upsert=True),
        lambda r: r.find_one_and_update({"number": 3}, {"$set": {"notes": []}}),
        lambda r: r.find_one_and_update({"number": 8}, {"$set": {"notes": []}}, upsert=True),
        lambda r: r.update_one({"at": {"$lt": NOW}}, {"$set": {"at": NOW + timedelta(hours=1)}}),
        lambda r: r.delete_one({"_id": "v1"}),
        lambda r: r.delete_many({"number": {"$lt": 3}}),
    ],
)
def test_what_was_written_before_a_refusal_is_not_there(
    engine: Engine, rows: Any, write: Callable[[Any], object]
) -> None:
    before = _all(rows)
    _refused(engine, lambda: write(rows))
    assert _all(rows) == before


def test_many_writes_to_one_visit_are_taken_back_to_the_first(engine: Engine, rows: Any) -> None:
    def work() -> None:
        rows.update_one({"_id": "v1"}, {"$inc": {"number": 10}})
        rows.delete_one({"_id": "v1"})
        rows.insert_one({"_id": "v1", "number": 12, "notes": []})
        rows.update_one({"_id": "v1"}, {"$push": {"notes": "again"}})

    before = _all(rows)
    _refused(engine, work)
    assert _all(rows) == before


def test_a_number_that_was_given_away_and_taken_back_is_nobodys_elses(engine: Engine, rows: Any) -> None:
    def work() -> None:
        rows.update_one({"_id": "v1"}, {"$set": {"number": 10}})
        rows.insert_one({"_id": "v4", "number": 1})

    _refused(engine, work)
    rows.insert_one({"_id": "v5", "number": 10})
    with pytest.raises(DuplicateKey):
        rows.insert_one({"_id": "v6", "number": 1})


def test_what_is_done_apart_stands(engine: Engine, rows: Any) -> None:
    def work() -> None:
        rows.delete_one({"_id": "v1"})
        apart_from_unit_of_work(lambda: rows.insert_one({"_id": "v4", "number": 4}))
        apart_from_unit_of_work(lambda: engine.run(lambda: rows.insert_one({"_id": "v5", "number": 5})))

    _refused(engine, work)
    assert [r["_id"] for r in _all(rows)] == ["v1", "v2", "v3", "v4", "v5"]


def test_what_was_kept_is_not_taken_back_by_the_next_refusal(engine: Engine, rows: Any) -> None:
    engine.run(lambda: rows.update_one({"_id": "v1"}, {"$set": {"notes": ["kept"]}}))
    _refused(engine, lambda: rows.update_one({"_id": "v1"}, {"$set": {"notes": ["not"]}}))
    assert rows.find_one({"_id": "v1"})["notes"] == ["kept"]
