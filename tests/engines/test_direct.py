"""What almost every request asks is asked without ceremony, and is as safe as what is asked with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pymongo.errors import DuplicateKeyError, NotPrimaryError, OperationFailure, WriteError

from clinic_suite.kernel.mongo import DatabaseAway, Engine, connect
from clinic_suite.kernel.mongo.line import Document, Lines
from tests.builders.cut_wire import CutWire
from tests.builders.engines import a_mongodb_engine, drop_database
from tests.builders.threads import all_at_once

ROW = {"_id": "one", "n": 1, "at": datetime(2026, 11, 21, tzinfo=UTC), "more": "not asked for"}


def _things(engine: Engine) -> list[dict[str, Any]]:
    return list(engine.database["things"].find())


@pytest.fixture
def mongodb(replica_set_uri: str) -> Iterator[Engine]:
    """A replica set's database without a single collection."""
    engine = a_mongodb_engine(replica_set_uri)
    yield engine
    drop_database(engine)


@pytest.fixture
def line(replica_set_uri: str) -> Iterator[CutWire]:
    line = CutWire(replica_set_uri)
    yield line
    line.close()


@pytest.fixture
def behind(line: CutWire, mongodb: Engine) -> Iterator[Engine]:
    """The same database, behind a wire that can be cut."""
    engine = connect(line.address, mongodb.database.name)
    # Connected and known before anything is lost.
    engine.find_direct("things", {"_id": "nobody"}, {})
    yield engine
    engine.close()


def test_what_was_put_there_is_found_by_what_was_asked_of_it(bare_engine: Engine) -> None:
    bare_engine.insert_direct("things", dict(ROW))
    assert bare_engine.find_direct("things", {"_id": "one", "n": 1}, {"at": 1}) == {
        "_id": "one",
        "at": ROW["at"],
    }
    assert bare_engine.find_direct("things", {"_id": "one", "n": 2}, {"at": 1}) is None


def test_an_id_that_is_taken_is_refused(bare_engine: Engine) -> None:
    bare_engine.insert_direct("things", dict(ROW))
    with pytest.raises(DuplicateKeyError):
        bare_engine.insert_direct("things", {**ROW, "n": 2})
    assert _things(bare_engine) == [ROW]


def test_what_the_database_refuses_is_a_fault_and_not_a_silence(mongodb: Engine) -> None:
    mongodb.make_collection("things", {"$jsonSchema": {"required": ["name"]}})
    with pytest.raises(WriteError):
        mongodb.insert_direct("things", dict(ROW))
    assert _things(mongodb) == []


def test_a_row_whose_answer_was_lost_is_there_once(line: CutWire, behind: Engine) -> None:
    line.lose_answer_to("insert")
    behind.insert_direct("things", dict(ROW))
    assert line.cuts == 1
    assert _things(behind) == [ROW]


def test_a_question_whose_answer_was_lost_is_asked_again(line: CutWire, behind: Engine) -> None:
    behind.insert_direct("things", dict(ROW))
    line.lose_answer_to("find")
    assert behind.find_direct("things", {"_id": "one"}, {"n": 1}) == {"_id": "one", "n": 1}
    assert line.cuts == 1


def test_with_nobody_there_it_is_refused(line: CutWire, mongodb: Engine) -> None:
    gone = connect(line.address.replace("/?", "/?connectTimeoutMS=200&"), mongodb.database.name)
    line.close()
    try:
        with pytest.raises(DatabaseAway):
            gone.insert_direct("things", dict(ROW))
        with pytest.raises(DatabaseAway):
            gone.find_direct("things", {"_id": "one"}, {})
    finally:
        gone.close()


def test_many_at_once_each_get_their_own_answer(mongodb: Engine) -> None:
    def put_and_find(number: int) -> Any:
        name = f"thing {number}"
        mongodb.insert_direct("things", {"_id": name, "n": number})
        return mongodb.find_direct("things", {"_id": name}, {"n": 1})

    found = all_at_once(24, put_and_find)
    assert found == [{"_id": f"thing {n}", "n": n} for n in range(24)]


@pytest.mark.parametrize("fault", [NotPrimaryError("stepped down"), OperationFailure("sign in again", 391)])
def test_what_a_line_cannot_do_is_done_in_the_ordinary_way(
    mongodb: Engine, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fails(_: Lines, __: Document) -> Document:
        raise fault

    monkeypatch.setattr(Lines, "ask", fails)
    mongodb.insert_direct("things", dict(ROW))
    assert mongodb.find_direct("things", {"_id": "one"}, {"n": 1}) == {"_id": "one", "n": 1}


def test_a_line_says_what_the_server_refuses(mongodb: Engine) -> None:
    lines = Lines(mongodb.database, most=1)
    with pytest.raises(OperationFailure, match="unknown top level operator"):
        lines.ask({"find": "things", "filter": {"$nonsense": 1}})
    assert lines.ask({"ping": 1})["ok"] == 1
    lines.close()


@pytest.mark.filterwarnings("ignore:MongoClient opened before fork")
def test_a_child_process_does_not_speak_on_its_parent_s_line(mongodb: Engine) -> None:
    for number in range(40):
        mongodb.insert_direct("things", {"_id": number})

    def finds(numbers: range) -> bool:
        return all(mongodb.find_direct("things", {"_id": n}, {}) == {"_id": n} for n in numbers)

    child = os.fork()
    if child == 0:
        os._exit(0 if _surely(lambda: finds(range(20))) else 1)
    assert finds(range(20, 40))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _surely(holds: Callable[[], bool]) -> bool:
    try:
        return holds()
    except BaseException:
        return False


def test_of_a_pool_of_one_nothing_is_kept_from_others(replica_set_uri: str, mongodb: Engine) -> None:
    narrow = connect(f"{replica_set_uri}&waitQueueTimeoutMS=3000", mongodb.database.name, pool_size=1)
    narrow.insert_direct("things", dict(ROW))
    assert _things(narrow) == [ROW]
    narrow.close()


def test_lines_are_kept_between_questions_and_closed_in_the_end(replica_set_uri: str) -> None:
    engine = connect(replica_set_uri, "lines")
    lines = Lines(engine.database, most=1)
    all_at_once(4, lambda _: lines.ask({"ping": 1}))
    assert len(lines._free) == 1
    [line] = lines._free
    lines.ask({"ping": 1})
    assert list(lines._free) == [line]
    lines.close()
    engine.close()
    assert line.connection.closed
