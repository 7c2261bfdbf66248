"""Ports: the wanted one when it is free, else the next, an engine keeps its own, and no two runs share one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_suite.cli import ports
from clinic_suite.cli.folder import DataFolder
from clinic_suite.cli.ports import Claims, NoFreePort, any_free, is_free

ROUNDS, RACERS = 20, 4


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "claims"


@pytest.fixture
def claims(home: Path) -> Iterator[Claims]:
    made = Claims(home)
    yield made
    made.let_go()


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_free_port_is_used_as_wished(claims: Claims) -> None:
    port = any_free()

    assert claims.next_free(port) == port


def test_a_taken_port_gives_the_next_free_one(claims: Claims, taken: int) -> None:
    found = claims.next_free(taken)

    assert found > taken
    assert is_free(found)


def test_an_engine_keeps_its_port_from_run_to_run(claims: Claims, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    before = claims.kept(folder, "mongod")
    claims.let_go()

    assert claims.kept(folder, "mongod") == before


def test_an_engine_whose_port_was_taken_meanwhile_moves(claims: Claims, tmp_path: Path, taken: int) -> None:
    folder = DataFolder(tmp_path)
    folder.ports.write_text(f'{{"mongod": {taken}}}')

    moved = claims.kept(folder, "mongod")
    claims.let_go()

    assert moved != taken
    assert claims.kept(folder, "mongod") == moved


def test_an_engine_whose_port_another_run_has_claimed_moves(
    claims: Claims, home: Path, tmp_path: Path
) -> None:
    """The other run's server need not listen yet."""
    others = Claims(home)
    port = others.any_free()
    folder = DataFolder(tmp_path)
    folder.ports.write_text(f'{{"mongod": {port}}}')

    assert claims.kept(folder, "mongod") != port
    others.let_go()


def test_runs_that_start_in_the_same_moment_get_different_ports(home: Path) -> None:
    for _ in range(ROUNDS):
        wanted = any_free()
        racers = _race(home, wanted)
        try:
            told = [_line_of(racer) for racer in racers]
        finally:
            for racer in racers:
                racer.communicate()

        assert len(set(told)) == RACERS
        assert min(told) == wanted


def test_the_claim_of_a_run_that_was_killed_is_over_and_its_file_means_nothing(
    claims: Claims, home: Path
) -> None:
    wanted = any_free()
    [run, *others] = _race(home, wanted)
    for one in (run, *others):
        _line_of(one)
        one.kill()
        one.communicate()

    assert (home / str(wanted)).exists()
    assert claims.next_free(wanted) == wanted


def test_a_lock_file_that_cannot_be_opened_counts_as_taken(claims: Claims, home: Path) -> None:
    port = any_free()
    home.mkdir()
    # Opening a folder for writing is refused to everybody, to a superuser as well.
    (home / str(port)).mkdir()

    assert claims.next_free(port) > port


def test_a_stranger_who_made_the_folder_first_is_named(
    claims: Claims, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    somebody_else = os.getuid() + 1
    monkeypatch.setattr(ports.os, "getuid", lambda: somebody_else)

    with pytest.raises(NoFreePort, match="belongs to another user"):
        claims.next_free(any_free())


def test_all_runs_of_a_user_meet_in_the_same_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = ports.claims_home()
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CLINIC_VAR", str(tmp_path))

    assert ports.claims_home() == before


def _race(home: Path, wanted: int) -> list[subprocess.Popen[str]]:
    """Processes that are all up before any of them claims."""
    together_at = time.time() + 0.6
    argv = [sys.executable, "-m", "tests.cli.claiming", str(home), str(wanted), str(together_at)]
    return [
        subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(RACERS)
    ]


def _line_of(racer: subprocess.Popen[str]) -> int:
    assert racer.stdout
    return int(racer.stdout.readline())
