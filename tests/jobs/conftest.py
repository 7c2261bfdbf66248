"""Engines and processes for the tests of jobs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import redis

from clinic_suite.bootstrap import COLLECTIONS, Suite
from clinic_suite.cli import servers
from clinic_suite.kernel.collections import apply
from clinic_suite.kernel.mongo import MongoEngine
from clinic_suite.settings import Settings
from jobs import process
from tests.conftest import BOTH_ENGINES
from tests.fakes.clock import FrozenClock
from tests.jobs.stage import furnish
from tests.jobs.watching import empty, environ_for, free_port, until

LEASE = timedelta(seconds=5)
ROOT = Path(__file__).parents[2]


class Valkey:
    """A server of this test alone, which can be killed and started again with its file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [
                *(_program(), "--port", str(self.port), "--bind", "127.0.0.1"),
                *("--dir", str(self._folder), "--appendonly", "yes", "--save", ""),
            ],
            stdout=subprocess.DEVNULL,
        )
        with redis.Redis.from_url(self.url) as asked:
            until(lambda: _pings(asked))

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


def _program() -> str:
    program = shutil.which("valkey-server") or shutil.which("redis-server") or servers.wheel_redis()
    assert program, "no Redis: neither on PATH nor in the packages"
    return program


def _pings(asked: redis.Redis) -> bool:
    try:
        return bool(asked.ping())
    except redis.RedisError:
        return False


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    server = Valkey(tmp_path)
    yield server
    server.kill()


@pytest.fixture(scope="session")
def _database(replica_set_uri: str) -> Iterator[str]:
    """One database for the session: making collections takes longer than emptying them."""
    name = f"jobs_{os.getpid()}"
    engine = MongoEngine(replica_set_uri, name, 20)
    apply(engine, COLLECTIONS)
    yield name
    engine.database.client.drop_database(name)
    engine.close()


@pytest.fixture
def environ(replica_set_uri: str, _database: str, valkey: Valkey) -> dict[str, str]:
    return environ_for(replica_set_uri, valkey.url, _database)


@pytest.fixture
def suite(environ: dict[str, str]) -> Iterator[Suite]:
    """A suite on the replica set, its collections empty, its lease short."""
    made = furnish(Settings.from_env(environ), lease=LEASE)
    empty(made)
    process.hold(made)
    yield made
    made.engine.close()


@pytest.fixture(params=BOTH_ENGINES)
def still(request: pytest.FixtureRequest, clock: FrozenClock) -> Iterator[Suite]:
    """A suite on either engine whose clock stands still; its Redis is never asked."""
    if request.param == "preview":
        uri, name = "preview://memory", "jobs"
    else:
        uri, name = request.getfixturevalue("replica_set_uri"), request.getfixturevalue("_database")
    made = furnish(Settings.from_env(environ_for(uri, "redis://127.0.0.1:1", name)), clock=clock)
    empty(made)
    process.hold(made)
    yield made
    made.engine.close()


Spawn = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def spawn(environ: dict[str, str], tmp_path: Path) -> Iterator[Spawn]:
    """Start a real process of the stage, and leave none behind."""
    started: list[subprocess.Popen[bytes]] = []

    def start(role: str, fate: str = "Lives", takes_s: float = 0) -> subprocess.Popen[bytes]:
        ready = tmp_path / f"ready-{len(started)}"
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.child", role, fate],
            cwd=ROOT,
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith("CLINIC_")},
                **environ,
                "STAGE_LEASE_S": str(LEASE.total_seconds()),
                "STAGE_TAKES_S": str(takes_s),
                "STAGE_READY": str(ready),
            },
        )
        started.append(child)
        until(lambda: ready.exists() or child.poll() is not None)
        return child

    yield start
    for child in started:
        child.kill()
        child.wait()
