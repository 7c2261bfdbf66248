"""Each migration is applied once to each database, in order, by one runner."""

from __future__ import annotations

import re
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from clinic_suite.kernel import migrations
from clinic_suite.kernel.clock import SystemClock
from clinic_suite.kernel.collections import apply, drift
from clinic_suite.kernel.migrations import FilesRefused, LeaseLost, RunnerBusy, State
from clinic_suite.kernel.mongo import Engine
from tests.builders.migrations import a_migration
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock

_NO_PATIENCE = timedelta(0)


class PowerCut(Exception):
    """Ends a migration in its middle."""


def _runs(engine: Engine) -> dict[str, int]:
    return {row["_id"]: row["n"] for row in engine.database["runs"].find({})}


def _held_by_another(engine: Engine, clock: FrozenClock, seconds: float) -> None:
    lease = {"_id": "runner", "holder": "another", "until": clock.now() + timedelta(seconds=seconds)}
    engine.database["migration_leases"].insert_one(lease)


def test_what_waits_is_applied_in_order_and_once(
    bare_engine: Engine, tmp_path: Path, clock: FrozenClock
) -> None:
    a_migration(tmp_path, "0002_second")
    a_migration(tmp_path, "0001_first")
    steps: list[str] = []
    assert migrations.pending(bare_engine, tmp_path) == ["0001_first", "0002_second"]
    assert migrations.run(bare_engine, tmp_path, clock, steps.append) == ["0001_first", "0002_second"]
    assert steps == ["0001_first", "0002_second"]
    assert migrations.run(bare_engine, tmp_path, clock, steps.append) == []
    assert _runs(bare_engine) == {"0001_first": 1, "0002_second": 1}
    assert migrations.pending(bare_engine, tmp_path) == []


def test_a_new_file_is_applied_alone(bare_engine: Engine, tmp_path: Path, clock: FrozenClock) -> None:
    a_migration(tmp_path, "0001_first")
    migrations.run(bare_engine, tmp_path, clock)
    a_migration(tmp_path, "0002_second")
    assert migrations.run(bare_engine, tmp_path, clock) == ["0002_second"]
    assert _runs(bare_engine) == {"0001_first": 1, "0002_second": 1}


def test_what_was_applied_is_recorded_with_its_hash_and_its_time(
    bare_engine: Engine, tmp_path: Path, clock: FrozenClock
) -> None:
    a_migration(tmp_path, "0001_first")
    migrations.run(bare_engine, tmp_path, clock)
    row = bare_engine.database["migrations"].find_one({}) or {}
    assert row["_id"] == "0001_first"
    assert re.fullmatch("[0-9a-f]{64}", row["hash"])
    assert row["applied_at"] == clock.now()
    assert row["took_ms"] >= 0


def test_a_file_that_was_changed_after_it_was_applied_is_refused(
    bare_engine: Engine, tmp_path: Path, clock: FrozenClock
) -> None:
    file = a_migration(tmp_path, "0001_first")
    migrations.run(bare_engine, tmp_path, clock)
    file.write_text(file.read_text() + "# one word more\n")
    a_migration(tmp_path, "0002_second")
    with pytest.raises(FilesRefused, match="0001_first: was changed after it was applied"):
        migrations.run(bare_engine, tmp_path, clock)
    assert _runs(bare_engine) == {"0001_first": 1}
    assert migrations.status(bare_engine, tmp_path)[0].state is State.CHANGED


def test_other_line_ends_are_not_a_change(bare_engine: Engine, tmp_path: Path, clock: FrozenClock) -> None:
    file = a_migration(tmp_path, "0001_first")
    migrations.run(bare_engine, tmp_path, clock)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert migrations.run(bare_engine, tmp_path, clock) == []


def test_an_older_product_does_not_touch_a_newer_database(
    bare_engine: Engine, tmp_path: Path, clock: FrozenClock
) -> None:
    file = a_migration(tmp_path, "0001_first")
    migrations.run(bare_engine, tmp_path, clock)
    file.unlink()
    with pytest.raises(FilesRefused, match="0001_first: was applied by a newer version"):
        migrations.run(bare_engine, tmp_path, clock)


def test_the_status_tells_how_each_migration_stands(
    bare_engine: Engine, tmp_path: Path, clock: FrozenClock
) -> None:
    gone = a_migration(tmp_path, "0001_first")
    a_migration(tmp_path, "0002_second")
    migrations.run(bare_engine, tmp_path, clock)
    gone.rename(tmp_path / "0001_renamed.py")
    a_migration(tmp_path, "0003_third")
    told = {s.name: s.state for s in migrations.status(bare_engine, tmp_path)}
    assert told == {
        "0001_first": State.MISSING,
        "0001_renamed": State.WAITING,
        "0002_second": State.APPLIED,
        "0003_third": State.WAITING,
    }
    lines = [str(s) for s in migrations.status(bare_engine, tmp_path)]
    assert re.fullmatch(rf"0002_second: applied at {clock.now():%Y-%m-%d} 09:30:00 UTC in \d+ ms", lines[2])
    assert lines[3] == "0003_third: waiting"


def test_a_migration_that_was_cut_off_is_run_again_from_its_beginning(
    bare_engine: Engine, tmp_path: Path, clock: FrozenClock
) -> None:
    a_migration(tmp_path, "0001_first")
    count = "database['runs'].update_one({'_id': 'second'}, {'$inc': {'n': 1}}, upsert=True)"
    a_migration(tmp_path, "0002_second", count, "raise SystemError('the power is gone')")
    with pytest.raises(SystemError):
        migrations.run(bare_engine, tmp_path, clock)
    assert migrations.pending(bare_engine, tmp_path) == ["0002_second"]
    a_migration(tmp_path, "0002_second", count)
    assert migrations.run(bare_engine, tmp_path, clock) == ["0002_second"]
    assert _runs(bare_engine) == {"0001_first": 1, "second": 2}


def test_of_many_runners_at_the_same_moment_each_migration_meets_one(
    bare_engine: Engine, tmp_path: Path
) -> None:
    for number in range(1, 5):
        a_migration(tmp_path, f"{number:04d}_step")
    answers = all_at_once(6, lambda _: migrations.run(bare_engine, tmp_path, SystemClock()))
    assert sorted(name for names in answers for name in names) == [f"{n:04d}_step" for n in range(1, 5)]
    assert _runs(bare_engine) == {f"{n:04d}_step": 1 for n in range(1, 5)}
    assert bare_engine.database["migration_leases"].count_documents({}) == 0


def test_a_runner_waits_for_another_and_then_gives_up(
    bare_engine: Engine, tmp_path: Path, clock: FrozenClock
) -> None:
    a_migration(tmp_path, "0001_first")
    _held_by_another(bare_engine, clock, seconds=10)
    steps: list[str] = []
    with pytest.raises(RunnerBusy):
        migrations.run(bare_engine, tmp_path, clock, steps.append, patience=_NO_PATIENCE)
    assert steps == ["waiting for another process that is running migrations"]
    assert _runs(bare_engine) == {}
    assert bare_engine.database["migration_leases"].count_documents({"holder": "another"}) == 1


def test_a_runner_that_died_holds_nobody_up_for_longer_than_its_lease(
    bare_engine: Engine, tmp_path: Path, clock: FrozenClock
) -> None:
    a_migration(tmp_path, "0001_first")
    _held_by_another(bare_engine, clock, seconds=10)
    clock.advance(seconds=10)
    assert migrations.run(bare_engine, tmp_path, clock, patience=_NO_PATIENCE) == ["0001_first"]


def test_when_nothing_waits_a_dead_runner_holds_nobody_up(
    bare_engine: Engine, tmp_path: Path, clock: FrozenClock
) -> None:
    a_migration(tmp_path, "0001_first")
    migrations.run(bare_engine, tmp_path, clock)
    _held_by_another(bare_engine, clock, seconds=10)
    assert migrations.run(bare_engine, tmp_path, clock, patience=_NO_PATIENCE) == []


def test_a_runner_that_lost_its_lease_stops_before_the_next_step(
    bare_engine: Engine, tmp_path: Path, clock: FrozenClock
) -> None:
    taken_over = "database['migration_leases'].update_one({'_id': 'runner'}, {'$set': {'holder': 'another'}})"
    a_migration(tmp_path, "0001_slow", taken_over)
    a_migration(tmp_path, "0002_next")
    with pytest.raises(LeaseLost):
        migrations.run(bare_engine, tmp_path, clock)
    assert _runs(bare_engine) == {}
    assert migrations.pending(bare_engine, tmp_path) == ["0001_slow", "0002_next"]
    assert bare_engine.database["migration_leases"].count_documents({"holder": "another"}) == 1


def test_a_long_migration_keeps_its_lease(bare_engine: Engine, tmp_path: Path) -> None:
    a_migration(tmp_path, "0001_long", "import time", "time.sleep(2.5)")
    lease = timedelta(seconds=1.5)
    answers: list[list[str]] = []

    def run_it() -> None:
        answers.append(migrations.run(bare_engine, tmp_path, SystemClock(), lease_for=lease))

    first = threading.Thread(target=run_it)
    first.start()
    time.sleep(0.2)
    with pytest.raises(RunnerBusy):
        migrations.run(bare_engine, tmp_path, SystemClock(), lease_for=lease, patience=timedelta(seconds=2))
    first.join()
    assert answers == [["0001_long"]]


def test_the_runners_own_collections_agree_with_their_declarations(
    bare_engine: Engine, tmp_path: Path, clock: FrozenClock
) -> None:
    a_migration(tmp_path, "0001_first")
    migrations.run(bare_engine, tmp_path, clock)
    apply(bare_engine, migrations.COLLECTIONS)
    a_migration(tmp_path, "0002_second")
    migrations.run(bare_engine, tmp_path, clock)
    assert drift(bare_engine, migrations.COLLECTIONS) == []
