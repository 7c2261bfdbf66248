"""A desk that dies in the middle of a booking leaves a whole visit or none, and no time stuck."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.mongo import Engine
from tests.builders.diary import Practice, a_practice, at
from tests.builders.diary_faults import disagreements, outcome, overlaps
from tests.builders.suites import a_suite_on
from tests.fakes.clock import FrozenClock

pytestmark = pytest.mark.engines

ALL = [(point, moment) for point in range(1, 12) for moment in ("before", "after")]
_FREE_WITHIN_S = 60


@pytest.fixture
def suite(mongodb: Engine, clock: FrozenClock) -> Suite:
    return a_suite_on(mongodb, clock)


def _die(practice: Practice, uri: str, place: int, point: int, moment: str) -> subprocess.Popen[bytes]:
    told = {
        "uri": uri,
        "database": practice.suite.engine.database.name,
        "now": practice.suite.clock.now().isoformat(),
        "clinic": practice.clinic.id,
        "doctor": practice.doctor.id,
        "service": practice.service.id,
        "patient": practice.patient.id,
        "starts_at": _time(place).isoformat(),
        "point": point,
        "moment": moment,
    }
    command = [sys.executable, "-m", "tests.engines.scheduling.dying_desk", json.dumps(told)]
    return subprocess.Popen(command, stderr=subprocess.PIPE)


def _time(place: int) -> Any:
    # On days of their own, so that what one of them left locked does not hold up the next.
    return at(10, days=1 + place)


def _book_again(practice: Practice, place: int) -> str:
    """Whether the time can be had; a dead desk's transaction is let go of after some seconds."""
    until = time.monotonic() + _FREE_WITHIN_S
    while True:
        told = outcome(lambda: practice.book(_time(place)))
        if told != "version-stale" or time.monotonic() > until:
            return told


def _all_hold(practice: Practice, uri: str, points: list[tuple[int, str]]) -> None:
    for start in range(0, len(points), 2):
        some = list(enumerate(points))[start : start + 2]
        dying = [_die(practice, uri, place, *point) for place, point in some]
        for desk in dying:
            desk.communicate(timeout=60)
            # Killed, or done before its point came.
            assert desk.returncode in (-9, 0)
    suite = practice.suite
    again = [_book_again(practice, place) for place in range(len(points))]
    assert set(again) <= {"done", "slot-taken"}
    assert overlaps(suite, suite.clock.now() + timedelta(days=1)) == []
    assert disagreements(suite) == []
    visits = list(suite.engine.database["appointments"].find())
    assert sorted(v["starts_at"] for v in visits) == [_time(place) for place in range(len(points))]
    noted = {e["entity_id"] for e in suite.engine.database["audit_entries"].find({"action": "booked"})}
    assert noted == {v["_id"] for v in visits}


@pytest.mark.slow
def test_a_desk_that_dies_around_its_commit_leaves_all_or_nothing(suite: Suite, replica_set_uri: str) -> None:
    practice = a_practice(suite)
    _all_hold(practice, replica_set_uri, [(6, "after")])


@pytest.mark.slow
def test_a_desk_that_dies_at_any_point_leaves_all_or_nothing(suite: Suite, replica_set_uri: str) -> None:
    _all_hold(a_practice(suite), replica_set_uri, ALL)
