"""A demo that is started again on a later day is as alive as on the first."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from clinic_suite.bootstrap import Suite, wire
from clinic_suite.cli.demo import load, renew
from clinic_suite.cli.folder import DataFolder
from clinic_suite.cli.prepare import demo_clinic
from clinic_suite.directory.service import KeepClinics
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.scheduling.model import Cancellation
from clinic_suite.scheduling.service import ChangeVisits
from tests.builders.diary import at
from tests.builders.diary_faults import overlaps
from tests.builders.engines import a_preview_engine
from tests.builders.settings import some_settings
from tests.builders.suites import a_suite_on
from tests.fakes.clock import FrozenClock

DEMO = {"doctors": 3, "patients": 20, "seed": 7}
_OVER = {"completed", "no_show", "cancelled", "expired"}


@pytest.fixture
def demo() -> Suite:
    """Loaded at eleven on a Monday morning."""
    suite = a_suite_on(a_preview_engine(), FrozenClock(at(11, days=0)))
    load(suite, **DEMO)
    return suite


def _visits(suite: Suite, first: int, last: int) -> list[dict[str, Any]]:
    """Those of some days, today being the first Monday."""
    span = {"$gte": at(0, days=first), "$lt": at(0, days=last + 1)}
    return list(suite.engine.database["appointments"].find({"starts_at": span}))


def _on(suite: Suite, days: int) -> None:
    suite.clock.set(at(11, days=days))  # type: ignore[attr-defined]


def _line(suite: Suite, days: int) -> Counter[str]:
    rows = suite.engine.database["queue_days"].find({"on": at(12, days=days).date().isoformat()})
    return Counter(ticket["state"] for row in rows for ticket in row["tickets"])


@pytest.mark.parametrize("days", [1, 7, 21, 70])
def test_days_later_there_are_visits_to_come_and_a_line_in_the_middle_of_the_day(
    demo: Suite, days: int
) -> None:
    first = len(_visits(demo, 1, 27)), _line(demo, 0)
    _on(demo, days)
    assert renew(demo, **DEMO) > 0
    coming = _visits(demo, days + 1, days + 27)
    assert 0.6 < len(coming) / first[0] < 1.6
    assert {v["state"] for v in coming} == {"confirmed"}
    line = _line(demo, days)
    assert line["waiting"] + line["in_consultation"] > 0, line
    assert line["done"] > 0, line
    assert overlaps(demo, demo.clock.now()) == []


def test_what_was_ahead_has_happened_each_at_its_own_time_and_in_the_line_of_its_day(demo: Suite) -> None:
    before = {v["_id"] for v in _visits(demo, 0, 6)}
    _on(demo, 7)
    renew(demo, **DEMO)
    week = _visits(demo, 0, 6)
    assert {v["_id"] for v in week} == before
    assert {v["state"] for v in week} <= _OVER
    assert {v["state"] for v in week} >= {"completed", "no_show"}
    late = [v for v in week if any(d["at"] > v["ends_at"] + timedelta(days=1) for d in v["history"])]
    assert late == []
    assert _line(demo, 3).keys() == {"done"}
    assert sum(_line(demo, 3).values()) == len([v for v in _visits(demo, 3, 3) if v["state"] == "completed"])


def test_twice_on_one_day_is_once(demo: Suite) -> None:
    _on(demo, 7)
    renew(demo, **DEMO)
    before = {
        n: list(demo.engine.database[n].find()) for n in ("appointments", "day_sheets", "waits", "queue_days")
    }
    assert renew(demo, **DEMO) == 0
    assert {n: list(demo.engine.database[n].find()) for n in before} == before


def test_somebody_waits_again_for_the_days_that_are_full_now(demo: Suite) -> None:
    _on(demo, 7)
    renew(demo, **DEMO)
    waiting = list(demo.engine.database["waits"].find({"state": {"$in": ["waiting", "offered"]}}))
    assert Counter(w["state"] for w in waiting) == {"waiting": 3, "offered": 1}
    assert min(w["until_on"] for w in waiting) > at(12, days=7).date().isoformat()


def test_a_clinic_that_was_closed_stays_as_it_was_left(demo: Suite) -> None:
    clinic = ClinicId(demo.engine.database["clinics"].find_one({})["_id"])  # type: ignore[index]
    demo.part(KeepClinics).deactivate(clinic, 1, the_house())
    _on(demo, 7)
    assert renew(demo, **DEMO) == 0


def test_a_run_on_a_later_day_brings_the_demo_to_it_and_the_next_run_that_day_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has cancelled a visit and starts again does not find another one in its place."""
    monkeypatch.setenv("MONGODB_URI", "preview://memory")
    folder, clock = DataFolder(tmp_path), FrozenClock(at(11, days=0))
    suite = wire(some_settings(CLINIC_STAGE="demo"), clock=clock, engine=a_preview_engine())
    first = demo_clinic(suite, folder)
    clock.set(at(11, days=7))
    later = demo_clinic(suite, folder)
    assert (first.pop("loaded"), later.pop("loaded")) == (True, False)
    assert {**later, "day": ""} == {**first, "day": ""}
    [visit, *_] = [v for v in _visits(suite, 8, 8) if v["state"] == "confirmed"]
    suite.part(ChangeVisits).cancel(visit["_id"], Cancellation(reason="Ill"), the_house())
    before = list(suite.engine.database["appointments"].find())
    assert demo_clinic(suite, folder) == {"loaded": False, **later}
    assert list(suite.engine.database["appointments"].find()) == before
