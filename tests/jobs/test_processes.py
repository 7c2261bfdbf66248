"""The processes as an operator sees them: they share work, stop politely, and outlive their servers."""

from __future__ import annotations

import collections
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import bson
import pytest
import redis

from clinic_suite.bootstrap import Suite
from clinic_suite.settings import Settings
from jobs import relay
from jobs.bell import RqBell
from jobs.household import Household, PreviewInUse, only_we
from tests.jobs.conftest import LEASE, ROOT, Spawn, Valkey
from tests.jobs.stage import arrive, furnish
from tests.jobs.watching import all_done, effects, environ_for, free_port, listening, until


@pytest.fixture
def bell(suite: Suite) -> RqBell:
    return RqBell(suite.redis, LEASE)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[object]:
    """Start a program of the product with its output in a file."""
    started: list[subprocess.Popen[bytes]] = []

    def run(environ: dict[str, str], *argv: str) -> tuple[subprocess.Popen[bytes], Path]:
        said = tmp_path / f"said-{len(started)}"
        bare = {k: v for k, v in os.environ.items() if not k.startswith("CLINIC_")}
        with said.open("wb") as out:
            started.append(
                subprocess.Popen(
                    [sys.executable, "-m", *argv], cwd=ROOT, env={**bare, **environ}, stdout=out, stderr=out
                )
            )
        return started[-1], said

    yield run
    for program in started:
        program.kill()
        program.wait()


def test_two_workers_on_one_queue_share_its_work(suite: Suite, spawn: Spawn) -> None:
    for _ in range(2):
        spawn("worker", takes_s=0.05)
    until(lambda: listening(suite) == 2)
    spawn("relay")
    arrive(suite, *(f"v{n}" for n in range(30)))
    until(lambda: all_done(suite))
    by_worker = collections.Counter(e["pid"] for e in effects(suite))
    assert sum(by_worker.values()) == 30
    assert len(by_worker) == 2
    assert min(by_worker.values()) >= 5


def test_a_worker_that_is_asked_to_stop_finishes_the_job_in_hand_and_takes_no_other(
    suite: Suite, spawn: Spawn, bell: RqBell
) -> None:
    worker = spawn("worker", takes_s=1)
    until(lambda: listening(suite))
    arrive(suite, "v1", "v2")
    relay.step(suite, bell)
    deliveries = suite.engine.database["deliveries"]
    until(lambda: deliveries.count_documents({"attempts": 1}))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(60) == 0
    assert len(effects(suite)) == 1
    assert sorted((r["state"], r["attempts"]) for r in deliveries.find()) == [("done", 1), ("due", 0)]


def test_a_worker_that_takes_too_long_is_cut_short_within_its_lease_and_its_work_undone(
    suite: Suite, spawn: Spawn, bell: RqBell
) -> None:
    spawn("worker", takes_s=LEASE.total_seconds() * 3)
    until(lambda: listening(suite))
    arrive(suite, "v1")
    relay.step(suite, bell)
    until(lambda: suite.engine.database["job_runs"].count_documents({"outcome": "failed"}))
    (row,) = suite.engine.database["deliveries"].find()
    assert row["fault"].startswith("JobTimeoutException")
    assert effects(suite) == []


def test_a_worker_outlives_a_redis_that_dies_and_comes_back(
    suite: Suite, spawn: Spawn, valkey: Valkey
) -> None:
    worker = spawn("worker")
    until(lambda: listening(suite))
    valkey.kill()
    time.sleep(1)
    valkey.start()
    spawn("relay")
    arrive(suite, "v1")
    until(lambda: all_done(suite))
    assert len(effects(suite)) == 1
    assert worker.poll() is None


@pytest.mark.parametrize(
    "program", [("jobs.worker", "periodic"), ("jobs.clockwork",), ("jobs.live", "--port", "0")]
)
def test_the_programs_of_the_product_start_and_stop_when_they_are_asked(
    program: tuple[str, ...], environ: dict[str, str], start: object
) -> None:
    running, said = start(environ, *program)  # type: ignore[operator]
    until(lambda: b'"started"' in said.read_bytes())
    running.send_signal(signal.SIGTERM)
    assert running.wait(60) == 0
    assert b'"stopped"' in said.read_bytes()
    assert b"Traceback" not in said.read_bytes()


def test_a_worker_without_a_queue_says_which_there_are(environ: dict[str, str], start: object) -> None:
    running, said = start(environ, "jobs.worker", "everything")  # type: ignore[operator]
    assert running.wait(60) == 1
    assert b"one of: events, periodic" in said.read_bytes()


def test_without_redis_and_database_the_programs_wait_and_say_no_address(
    environ: dict[str, str], start: object
) -> None:
    gone = {**environ, "REDIS_URL": "redis://:open-sesame@127.0.0.1:1/0"}
    worker, said = start(gone, "jobs.worker", "events")  # type: ignore[operator]
    until(lambda: said.read_bytes().count(b"listens_again") >= 2)
    assert worker.poll() is None
    assert not re.search(rb"sesame|Traceback", said.read_bytes())


@pytest.fixture
def household(tmp_path: Path, valkey: Valkey) -> Iterator[tuple[Suite, Path]]:
    """The threads of the preview process, with a file."""
    file = tmp_path / "preview.bson"
    settings = Settings.from_env(environ_for(f"preview://{file}", valkey.url, "jobs"))
    made = furnish(settings, lease=timedelta(seconds=3))
    threads = Household(made, save_every_s=0.2)
    threads.start()
    yield made, file
    threads.stop()


def test_the_preview_engine_hears_its_facts_too(household: tuple[Suite, Path]) -> None:
    suite, _ = household
    arrive(suite, "v1", "v2")
    until(lambda: len(effects(suite)) == 2)
    until(lambda: all_done(suite))
    assert suite.engine.database["effects"].count_documents({"by": "count_the_waiting"}) <= 2


def test_the_preview_engine_is_saved_while_it_runs(household: tuple[Suite, Path]) -> None:
    suite, file = household
    arrive(suite, "v1")
    until(lambda: file.exists() and b"v1" in file.read_bytes())
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_preview_file_opens_in_one_process_only(tmp_path: Path) -> None:
    file = tmp_path / "preview.bson"
    held = only_we(file)
    with pytest.raises(PreviewInUse):
        only_we(file)
    held.close()
    only_we(file).close()


def test_the_preview_process_answers_saves_when_it_is_stopped_and_refuses_a_twin(
    tmp_path: Path, valkey: Valkey, start: object
) -> None:
    file = tmp_path / "preview.bson"
    environ = environ_for(f"preview://{file}", valkey.url, "jobs")

    def serve(port: int) -> tuple[subprocess.Popen[bytes], Path]:
        argv = ("granian", "--interface", "wsgi", "--port", str(port), "tests.jobs.unhurried:app")
        return start(environ, *argv)  # type: ignore[operator,no-any-return]

    port = free_port()
    first, said = serve(port)
    until(lambda: _answers(port))
    with redis.Redis.from_url(valkey.url) as asked:
        until(lambda: len(asked.keys("rq:worker:*")) == 2)
    _, refused = serve(free_port())
    until(lambda: b"PreviewInUse" in refused.read_bytes())
    assert not file.exists()
    first.send_signal(signal.SIGTERM)
    first.wait(60)
    assert b"Traceback" not in said.read_bytes()
    assert "deliveries" in {row["c"] for row in bson.decode_all(file.read_bytes())}


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
