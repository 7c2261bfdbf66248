"""The preview engine keeps whole pictures: what was saved is there, and half of something never is."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import bson.errors
import pytest
from pymongo.errors import DuplicateKeyError

from clinic_suite.kernel.mongo import Document, Engine, connect
from clinic_suite.kernel.unit_of_work import Transaction
from tests.builders.facts import a_unit_of_work
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock

_VICTIM = """
import sys, time
from clinic_suite.kernel.mongo import connect
engine = connect(sys.argv[1], "test")
engine.database["rows"].insert_one({"_id": "saved"})
engine.save()
engine.database["rows"].insert_one({"_id": "not saved"})
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"preview://{tmp_path}/preview.bson"


def _rows(engine: Engine) -> list[Document]:
    return list(engine.database["rows"].find({}).sort("_id", 1))


def test_what_was_saved_is_there_after_a_restart(address: str) -> None:
    engine = connect(address, "test")
    row = {"_id": "r1", "at": datetime(2026, 3, 2, 9, 30, tzinfo=UTC), "sealed": b"\x01\x02", "n": 2**40}
    engine.database["rows"].insert_one(dict(row))
    engine.make_collection("empty", {})
    engine.close()
    again = connect(address, "test")
    assert _rows(again) == [row]
    assert sorted(again.database.list_collection_names()) == ["empty", "rows"]


def test_rows_that_a_unique_index_passes_over_open_again(address: str) -> None:
    """Two cancelled visits may have had one seat; the index is built anew after the rows are there."""
    engine = connect(address, "test")
    for n in (1, 2):
        engine.database["rows"].insert_one({"_id": f"r{n}", "seat": 1, "live": False})
    engine.close()
    again = connect(address, "test")
    rows = again.database["rows"]
    rows.create_index([("seat", 1)], name="one", unique=True, partialFilterExpression={"live": True})
    rows.insert_one({"_id": "r3", "seat": 1, "live": True})
    with pytest.raises(DuplicateKeyError):
        rows.insert_one({"_id": "r4", "seat": 1, "live": True})
    rows.drop_index("one")
    rows.insert_one({"_id": "r5", "seat": 1, "live": True})
    with pytest.raises(DuplicateKeyError):
        rows.create_index([("seat", 1)], name="one", unique=True, partialFilterExpression={"live": True})


def test_only_its_owner_can_read_the_saved_file(address: str, tmp_path: Path) -> None:
    engine = connect(address, "test")
    engine.database["rows"].insert_one({"_id": "r1"})
    engine.save()
    assert (tmp_path / "preview.bson").stat().st_mode & 0o777 == 0o600


def test_saving_when_nothing_changed_writes_nothing(address: str, tmp_path: Path) -> None:
    engine = connect(address, "test")
    engine.database["rows"].insert_one({"_id": "r1"})
    engine.save()
    before = (tmp_path / "preview.bson").stat().st_ino
    engine.database["rows"].find_one({})
    engine.save()
    assert (tmp_path / "preview.bson").stat().st_ino == before
    engine.database["rows"].update_one({"_id": "r1"}, {"$set": {"n": 1}})
    engine.save()
    assert (tmp_path / "preview.bson").stat().st_ino != before


def test_a_save_in_the_middle_of_a_use_case_never_writes_half_of_it(address: str, clock: FrozenClock) -> None:
    engine = connect(address, "test")
    uow = a_unit_of_work(engine, clock)
    stop, halves, seen = threading.Event(), [], 0

    def move_in_pairs() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            uow.run(partial(_write_a_pair, engine, number))

    desk = threading.Thread(target=move_in_pairs)
    desk.start()
    try:
        while seen < 60:
            engine.save()
            rows = _rows(connect(address, "test"))
            seen = len(rows)
            halves += [seen] if seen % 2 else []
    finally:
        stop.set()
        desk.join()
    assert halves == []


def _write_a_pair(engine: Engine, number: int, _: Transaction) -> None:
    engine.database["rows"].insert_one({"_id": f"{number}a"})
    # Long enough for a save that does not wait to find the first half alone.
    time.sleep(0.002)
    engine.database["rows"].insert_one({"_id": f"{number}b"})


def test_many_saves_at_once_leave_a_whole_file(address: str) -> None:
    engine = connect(address, "test")

    def write_and_save(who: int) -> None:
        for number in range(10):
            engine.database["rows"].insert_one({"_id": f"{who}.{number}", "pad": "x" * 20_000})
            engine.save()

    all_at_once(8, write_and_save)
    assert len(_rows(connect(address, "test"))) == 80


def test_a_killed_process_loses_only_what_was_not_saved(address: str) -> None:
    victim = subprocess.Popen([sys.executable, "-c", _VICTIM, address], stdout=subprocess.PIPE, text=True)
    assert victim.stdout is not None
    assert victim.stdout.readline().strip() == "ready"
    victim.kill()
    victim.communicate()
    assert _rows(connect(address, "test")) == [{"_id": "saved"}]


def test_a_save_that_was_cut_off_leaves_the_older_picture(address: str, tmp_path: Path) -> None:
    engine = connect(address, "test")
    engine.database["rows"].insert_one({"_id": "r1"})
    engine.save()
    (tmp_path / "preview.unfinished").write_bytes(b"\x40\x00\x00\x00half")
    assert _rows(connect(address, "test")) == [{"_id": "r1"}]


def test_two_preview_installations_share_nothing() -> None:
    one, another = connect("preview://memory", "test"), connect("preview://memory", "test")
    one.database["rows"].insert_one({"_id": "r1"})
    assert _rows(another) == []


@pytest.mark.parametrize(
    "value", [date(2026, 3, 2), {1, 2}, object(), 2**64], ids=["a day", "a set", "an object", "too much"]
)
def test_what_mongodb_cannot_hold_the_preview_refuses_as_well(engine: Engine, value: object) -> None:
    rows = engine.database["testing_values"]
    rows.delete_many({})
    rows.insert_one({"_id": 2, "value": "good"})
    for write in (
        lambda: rows.update_one({"_id": 2}, {"$set": {"value": value}}),
        lambda: rows.update_many({}, {"$set": {"value": value}}),
        lambda: rows.find_one_and_update({"_id": 2}, {"$set": {"value": value}}),
        lambda: rows.replace_one({"_id": 2}, {"value": value}),
        lambda: rows.insert_one({"_id": 1, "value": value}),
        lambda: rows.insert_many([{"_id": 1, "value": value}]),
        lambda: rows.update_one({"_id": 1}, {"$set": {"value": value}}, upsert=True),
        lambda: rows.find_one_and_update({"_id": 1}, {"$set": {"value": value}}, upsert=True),
        lambda: rows.replace_one({"_id": 1}, {"value": value}, upsert=True),
    ):
        with pytest.raises((bson.errors.InvalidDocument, OverflowError)):
            write()
    assert list(rows.find({})) == [{"_id": 2, "value": "good"}]
    rows.delete_many({})


@pytest.mark.parametrize("after", [False, True], ids=["as it was", "as it is"])
def test_what_is_changed_and_answered_is_the_entry_that_was_wished_for(engine: Engine, after: bool) -> None:
    """Not the first one of the list, which is what mongomock alone would change."""
    rows = engine.database["testing_values"]
    rows.delete_many({})
    rows.insert_many([{"_id": n, "seats": [{"no": n, "by": 0}, {"no": n + 1, "by": 0}]} for n in (1, 2)])
    answered = rows.find_one_and_update(
        {"seats": {"$elemMatch": {"no": 2, "by": 0}}},
        {"$set": {"seats.$.by": 7}},
        projection={"seats": {"$elemMatch": {"no": 2}}},
        sort=[("_id", 1)],
        return_document=after,
    )
    assert answered == {"_id": 1, "seats": [{"no": 2, "by": 7 if after else 0}]}
    assert [[seat["by"] for seat in row["seats"]] for row in rows.find({}).sort("_id", 1)] == [[0, 7], [0, 0]]
    assert rows.find_one_and_update({"_id": 3}, {"$set": {"by": 7}}) is None
    rows.delete_many({})


def test_a_use_case_sees_what_it_has_written_itself(engine: Engine, clock: FrozenClock) -> None:
    rows = engine.database["testing_values"]
    rows.delete_many({})

    def write_and_read(_: Transaction) -> Document | None:
        rows.insert_one({"_id": 1, "value": "mine"})
        return rows.find_one({"_id": 1})

    assert a_unit_of_work(engine, clock).run(write_and_read) == {"_id": 1, "value": "mine"}
    rows.delete_many({})
