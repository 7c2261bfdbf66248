"""The web server of a run: loaded early, listening only when the database is ready."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from clinic_suite.cli.folder import REPOSITORY
from clinic_suite.cli.ports import LOOPBACK, any_free, is_free
from clinic_suite.cli.web import Gate, arguments

PATIENCE_S = 30


def test_nobody_is_answered_before_the_database_is_ready(tmp_path: Path) -> None:
    gate, port, loaded = Gate(tmp_path / "gate"), any_free(), tmp_path / "loaded"
    (tmp_path / "slow_house.py").write_text(
        f"import pathlib\npathlib.Path({str(loaded)!r}).touch()\n"
        "def app(environ, answer):\n    answer('200 OK', [])\n    return [b'open']\n"
    )
    served = ["--interface", "wsgi", "--host", LOOPBACK, "--port", str(port), "--log-level", "warning"]
    argv = [sys.executable, *arguments(gate, ("slow_house",), [*served, "slow_house:app"])]
    server = subprocess.Popen(argv, cwd=tmp_path, env={"PYTHONPATH": str(REPOSITORY)})
    try:
        _until(loaded.exists)
        time.sleep(0.3)
        assert is_free(port)

        gate.open()
        _until(lambda: not is_free(port))
        with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/", timeout=PATIENCE_S) as answer:
            assert answer.read() == b"open"
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def test_a_server_that_waits_for_its_database_ends_when_it_is_asked(tmp_path: Path) -> None:
    argv = [sys.executable, *arguments(Gate(tmp_path / "gate"), ("json",), ["nothing:app"])]
    server = subprocess.Popen(argv, cwd=REPOSITORY)
    time.sleep(0.5)
    server.terminate()

    assert server.wait(PATIENCE_S) < 0


def test_a_gate_of_the_run_before_does_not_stand_open(tmp_path: Path) -> None:
    gate = Gate(tmp_path / "gate")
    gate.open()
    gate.shut()

    assert not gate.file.exists()


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > end:
            pytest.fail("it did not happen in time")
        time.sleep(0.05)
