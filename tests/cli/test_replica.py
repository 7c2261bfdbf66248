"""A lone mongod becomes a replica set of one, also after its port has moved."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pymongo
import pytest
from pymongo.errors import OperationFailure

from clinic_suite.cli.leash import end_group, leashed
from clinic_suite.cli.ports import LOOPBACK, any_free
from clinic_suite.cli.servers import mongod
from clinic_suite.kernel.mongo import replica
from clinic_suite.kernel.mongo.replica import ReplicaSetAway, initiate

NAME = "clinic"


@pytest.mark.engines
def test_what_was_written_is_there_after_the_server_came_back_on_another_port(
    mongod_program: str, tmp_path: Path
) -> None:
    with _running(mongod_program, tmp_path) as port:
        first = initiate(LOOPBACK, port, NAME)
        assert initiate(LOOPBACK, port, NAME) == first
        _write_in_a_transaction(first, "before the move")

    with _running(mongod_program, tmp_path) as port:
        second = initiate(LOOPBACK, port, NAME)
        _write_in_a_transaction(second, "after the move")

        assert second != first
        assert _written(second) == ["before the move", "after the move"]


@pytest.mark.engines
def test_a_server_that_remembers_its_set_a_moment_late_is_asked_again(
    mongod_program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It said that it had no set, and by the time it was given one it had found its own."""
    agree, asked = replica._agree, []

    def a_moment_late(*about: Any) -> None:
        asked.append(about)
        if len(asked) == 1:
            raise OperationFailure("already initialized", 23)
        agree(*about)

    monkeypatch.setattr(replica, "_agree", a_moment_late)
    with _running(mongod_program, tmp_path) as port:
        _write_in_a_transaction(initiate(LOOPBACK, port, NAME), "at last")
    assert len(asked) > 1


def test_a_server_that_is_not_there_is_not_waited_for_for_ever() -> None:
    with pytest.raises(ReplicaSetAway, match=r"did not become a primary within 0\.3 s"):
        initiate(LOOPBACK, any_free(), NAME, timeout_s=0.3)


@contextmanager
def _running(program: str, home: Path) -> Iterator[int]:
    port = any_free()
    spec = mongod(program, home / "data", port)
    with (home / "log").open("ab") as log:
        server = subprocess.Popen(
            spec.argv,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=leashed(os.getpid()),  # noqa: PLW1509 - One system call, no lock.
        )
    try:
        yield port
    finally:
        end_group(server.pid, spec.stop_within_s)
        server.wait()


def _write_in_a_transaction(address: str, word: str) -> None:
    with (
        pymongo.MongoClient(address) as client,
        client.start_session() as session,
        session.start_transaction(),
    ):
        client.test.words.insert_one({"word": word}, session=session)


def _written(address: str) -> list[str]:
    with pymongo.MongoClient(address) as client:
        return [row["word"] for row in client.test.words.find().sort("_id")]
