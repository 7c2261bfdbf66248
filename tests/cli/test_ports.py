"""Ports: the wanted one when it is free, else the next, and an engine keeps its own."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_suite.cli.folder import DataFolder
from clinic_suite.cli.ports import any_free, is_free, kept, next_free


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_free_port_is_used_as_wished() -> None:
    port = any_free()

    assert next_free(port) == port


def test_a_taken_port_gives_the_next_free_one(taken: int) -> None:
    found = next_free(taken)

    assert found > taken
    assert is_free(found)


def test_an_engine_keeps_its_port_from_run_to_run(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)

    assert kept(folder, "mongod") == kept(folder, "mongod")


def test_an_engine_whose_port_was_taken_meanwhile_moves(tmp_path: Path, taken: int) -> None:
    folder = DataFolder(tmp_path)
    folder.ports.write_text(f'{{"mongod": {taken}}}')

    moved = kept(folder, "mongod")

    assert moved != taken
    assert kept(folder, "mongod") == moved
