"""Two real processes, and one that is killed in the middle of a migration."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from clinic_suite.kernel import migrations
from clinic_suite.kernel.clock import SystemClock
from clinic_suite.kernel.mongo import Engine, connect
from tests.builders.engines import drop_database
from tests.builders.migrations import a_migration

pytestmark = pytest.mark.engines

_RUNNER = """
import sys
from datetime import timedelta
from pathlib import Path
from clinic_suite.kernel import migrations
from clinic_suite.kernel.clock import SystemClock
from clinic_suite.kernel.mongo import connect
engine = connect(sys.argv[1], sys.argv[2])
print(migrations.run(engine, Path(sys.argv[3]), SystemClock(), lease_for=timedelta(seconds=float(sys.argv[4]))))
engine.close()
"""


@pytest.fixture
def place(replica_set_uri: str, database_name: str, tmp_path: Path) -> list[str]:
    """Where the runners meet: an address, a database, a folder."""
    return [replica_set_uri, database_name, str(tmp_path)]


@pytest.fixture
def server(place: list[str]) -> Iterator[Engine]:
    """The database in which they meet, dropped at the end."""
    engine = connect(place[0], place[1])
    yield engine
    drop_database(engine)


def _start(place: list[str], lease_s: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _RUNNER, *place, str(lease_s)], stdout=subprocess.PIPE, text=True
    )


def _begun(server: Engine, name: str) -> bool:
    return server.database["runs"].find_one({"_id": name}) is not None


def test_two_processes_that_start_together_apply_each_migration_once(
    server: Engine, place: list[str], tmp_path: Path
) -> None:
    for number in range(1, 4):
        a_migration(
            tmp_path,
            f"{number:04d}_step",
            "import time",
            f"database['runs'].update_one({{'_id': {number}}}, {{'$inc': {{'n': 1}}}}, upsert=True)",
            "time.sleep(0.3)",
        )
    runners = [_start(place, 15), _start(place, 15)]
    said = sorted(runner.communicate(timeout=60)[0].strip() for runner in runners)
    assert [runner.returncode for runner in runners] == [0, 0]
    assert said == ["['0001_step', '0002_step', '0003_step']", "[]"]
    assert [row["n"] for row in server.database["runs"].find({})] == [1, 1, 1]


def test_a_process_killed_in_the_middle_leaves_the_migration_to_the_next(
    server: Engine, place: list[str], tmp_path: Path
) -> None:
    begin = "database['runs'].update_one({'_id': 'begun'}, {'$inc': {'n': 1}}, upsert=True)"
    a_migration(tmp_path, "0001_long", begin, "import time", "time.sleep(60)")
    killed = _start(place, 3)
    until = time.monotonic() + 30
    while not _begun(server, "begun") and time.monotonic() < until:
        time.sleep(0.02)
    killed.kill()
    killed.communicate()
    assert migrations.pending(server, tmp_path) == ["0001_long"]
    a_migration(tmp_path, "0001_long", begin)
    began = time.monotonic()
    assert migrations.run(server, tmp_path, SystemClock(), patience=timedelta(seconds=20)) == ["0001_long"]
    assert time.monotonic() - began < 10
    assert server.database["runs"].find_one({"_id": "begun"}) == {"_id": "begun", "n": 2}
