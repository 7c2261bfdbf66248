"""Real engines for tests: one MongoDB replica set for the whole run, one Valkey for each test process.

The replica set is shared by all processes of pytest-xdist.  The first test that needs it starts it,
under a file lock, and the controlling process ends it when the run is over.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clinic_suite.cli import servers
from clinic_suite.cli.children import ChildSpec
from clinic_suite.cli.leash import end_group, kill_group, leashed
from clinic_suite.cli.ports import LOOPBACK, any_free
from clinic_suite.kernel.mongo.replica import initiate

_ABSENT = "no MongoDB replica set: put mongod on PATH or set TEST_MONGODB_URI"
_HOME = pytest.StashKey[Path]()
_STARTED = pytest.StashKey[subprocess.Popen[bytes]]()
_STOP_WITHIN_S = 30

# Ends the server when the run is killed: the process that started it may be one of several and end early,
# so it is the controlling process that is watched.
_WATCH = """
import os, signal, subprocess, sys, time
watched = int(sys.argv[1])
server = subprocess.Popen(sys.argv[2:])
signal.signal(signal.SIGTERM, lambda *_: server.terminate())
while server.poll() is None:
    try:
        os.kill(watched, 0)
    except ProcessLookupError:
        server.terminate()
        break
    time.sleep(0.3)
sys.exit(server.wait())
"""


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder in which the processes of this run find each other's replica set."""
    inherited = getattr(config, "workerinput", {}).get("engines_home")
    config.stash[_HOME] = Path(inherited or tempfile.mkdtemp(prefix="clinic-engines-"))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell each process of pytest-xdist where the folder is."""
    node.workerinput["engines_home"] = str(node.config.stash[_HOME])
    node.workerinput["engines_controller"] = os.getpid()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the replica set, once, from the process that saw the run begin."""
    if hasattr(config, "workerinput") or _HOME not in config.stash:
        return
    home = config.stash[_HOME]
    started = home / "replica_set.json"
    if started.exists():
        # No farewell: its data goes the next moment, and a primary takes seconds to step down.
        kill_group(json.loads(started.read_text())["pid"])
    shutil.rmtree(home, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One loud line when a suite did not run because its server is absent."""
    silent = [r for r in terminalreporter.stats.get("skipped", []) if _ABSENT in str(r.longrepr)]
    if silent:
        line = f"{len(silent)} TESTS ON A REAL MONGODB DID NOT RUN: {_ABSENT}"
        terminalreporter.write_line(line, red=True, bold=True)


@pytest.fixture(scope="session")
def mongod_program() -> str:
    """A real mongod to start; where there is none the test is skipped, in CI it fails."""
    program = shutil.which("mongod")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail(_ABSENT)
        pytest.skip(_ABSENT)
    return program


@pytest.fixture(scope="session")
def replica_set_uri(pytestconfig: pytest.Config, request: pytest.FixtureRequest) -> str:
    """The address of a real one-node replica set, shared by the whole run."""
    if given := os.environ.get("TEST_MONGODB_URI"):
        return given
    program: str = request.getfixturevalue("mongod_program")
    controller = getattr(pytestconfig, "workerinput", {}).get("engines_controller", os.getpid())
    return _shared_replica_set(pytestconfig, program, controller)


@pytest.fixture
def database_name() -> str:
    """A database name that no other test has."""
    return f"t_{uuid.uuid4().hex[:16]}"


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Valkey of this test process, with its append-only file on."""
    program = shutil.which("valkey-server") or shutil.which("redis-server") or servers.wheel_redis()
    if program is None:
        pytest.fail("no Redis: neither on PATH nor in the packages")
    port, password = any_free(), uuid.uuid4().hex
    home = tmp_path_factory.mktemp("valkey")
    started = _start(servers.valkey(program, home, port, password), home / "log", leash=True)
    try:
        _await_valkey(started, port, password)
        yield servers.valkey_address(port, password)
    finally:
        end_group(started.pid, _STOP_WITHIN_S)
        started.wait()


def _shared_replica_set(config: pytest.Config, program: str, controller: int) -> str:
    home = config.stash[_HOME]
    known = home / "replica_set.json"
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if known.exists():
            uri: str = json.loads(known.read_text())["uri"]
            assert uri, (
                "the replica set of this run did not come up; its log is gone with the test that asked"
            )
            return uri
        port = any_free()
        server = servers.mongod(program, home / "data", port)
        watched = (sys.executable, "-c", _WATCH, str(controller), *server.argv)
        started = _start(ChildSpec(name="mongod", argv=watched), home / "log", leash=False)
        # Kept, because Python warns about a forgotten child, and a warning is an error here.
        config.stash[_STARTED] = started
        # Written before it answers, so that a run interrupted meanwhile still finds what to end.
        known.write_text(json.dumps({"pid": started.pid, "uri": ""}))
        uri = initiate(LOOPBACK, port, servers.REPLICA_SET)
        known.write_text(json.dumps({"pid": started.pid, "uri": uri}))
        return uri


def _start(spec: ChildSpec, log: Path, leash: bool) -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        return subprocess.Popen(
            spec.argv,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=leashed(os.getpid()) if leash else None,  # noqa: PLW1509 - One system call, no lock.
        )


def _await_valkey(started: subprocess.Popen[bytes], port: int, password: str) -> None:
    until = time.monotonic() + 30
    while not servers.valkey_answers(port, password):
        assert started.poll() is None, "Valkey ended before it answered"
        assert time.monotonic() < until, "Valkey did not answer within 30 s"
        time.sleep(0.02)
