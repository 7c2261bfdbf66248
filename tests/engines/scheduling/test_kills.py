"""Whoever dies in the middle of a deed leaves it done or not begun, sells nothing twice and blocks nobody."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.mongo.preview import PreviewDatabase
from tests.builders.desk_deeds import DEEDS, do_again
from tests.builders.diary import Practice, a_practice, every_day
from tests.builders.diary_faults import disagreements, outcome, overlaps
from tests.builders.suites import a_suite_on
from tests.fakes.clock import FrozenClock

ALL = list(DEEDS)
_NEVER = 1_000
_MOST_WRITES = 25
Told = dict[str, str]


class _Died(BaseException):
    """What nobody catches."""


def _a_desk(suite: Suite) -> Practice:
    return a_practice(suite, windows=every_day("09:00", "20:00"))


def _place(suite: Suite, shared: Practice, name: str, place: int) -> tuple[Practice, Told]:
    """A day of its own, or a line of its own where the deed is about today."""
    practice = _a_desk(suite) if name == "walk_in" else shared
    return practice, DEEDS[name].prepare(practice, place)


def _holds(suite: Suite) -> None:
    assert overlaps(suite, suite.clock.now()) == []
    assert disagreements(suite) == []
    database = suite.engine.database
    noted = Counter(
        e["entity_id"] for e in database["audit_entries"].find({"entity": "appointment"}, {"entity_id": 1})
    )
    assert noted == {v["_id"]: v["version"] for v in database["appointments"].find({}, {"version": 1})}


def _done_once(suite: Suite, name: str, practice: Practice, told: Told) -> None:
    """The deed can be done now, if it was not; then it is there once, and what it freed is free."""
    assert do_again(suite, name, told) in {"done", DEEDS[name].again}
    starts_at = datetime.fromisoformat(told["starts_at"])
    if name == "hold":
        # Nobody has the token of a dead desk's hold; it ends by itself.
        suite.clock.advance(minutes=2)  # type: ignore[attr-defined]
        assert outcome(lambda: practice.book(starts_at)) == "done"
    elif name in {"move", "cancel"}:
        assert outcome(lambda: practice.book(starts_at)) == "done"
    elif name == "walk_in":
        _tickets_are_visits(suite, practice)
    else:
        wish = {"practitioner_id": practice.doctor.id, "starts_at": starts_at, "live": True}
        assert suite.engine.database["appointments"].count_documents(wish) == 1


def _tickets_are_visits(suite: Suite, practice: Practice) -> None:
    [line] = suite.engine.database["queue_days"].find({"practitioner_id": practice.doctor.id})
    visits = suite.engine.database["appointments"].find({"practitioner_id": practice.doctor.id})
    assert [t["token"] for t in line["tickets"]] == list(range(1, len(line["tickets"]) + 1))
    assert {t["appointment_id"] for t in line["tickets"]} == {v["_id"] for v in visits}


def _killed(suite: Suite, uri: str, name: str, deaths: list[tuple[int, Told]]) -> list[int]:
    told = {
        "uri": uri,
        "database": suite.engine.database.name,
        "now": suite.clock.now().isoformat(),
        "deed": name,
        "deaths": [{"point": point, "told": about} for point, about in deaths],
    }
    command = [sys.executable, "-m", "tests.engines.scheduling.dying_desk", json.dumps(told)]
    ends = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=300).stdout
    return [int(end) for end in json.loads(ends.splitlines()[-1])]


@pytest.mark.engines
@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_a_desk_that_is_killed_before_any_of_its_writes_leaves_all_or_nothing(
    mongodb: Engine, replica_set_uri: str, clock: FrozenClock, name: str
) -> None:
    """Also after the commit, before anybody heard of it: one point more than there are writes."""
    suite = a_suite_on(mongodb, clock)
    shared = _a_desk(suite)
    [writes] = _killed(suite, replica_set_uri, name, [(_NEVER, _place(suite, shared, name, 0)[1])])
    assert 4 <= writes < _MOST_WRITES
    places = [_place(suite, shared, name, 1 + point) for point in range(writes + 1)]
    deaths = [(point, told) for point, (_, told) in enumerate(places, start=1)]
    assert _killed(suite, replica_set_uri, name, deaths) == [-9] * len(deaths)
    # What a dead desk has written and not committed is let go of within the life of a transaction.
    for practice, told in places:
        _done_once(suite, name, practice, told)
    _holds(suite)


@pytest.mark.parametrize("name", ALL)
def test_a_desk_that_breaks_after_any_of_its_writes_has_changed_nothing(
    preview: Engine, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The preview engine is one process: what dies there is the deed, and the engine lives on."""
    suite = a_suite_on(preview, clock)
    shared, broken = _a_desk(suite), 0
    for place in range(_MOST_WRITES):
        practice, told = _place(suite, shared, name, place)
        before = _everything(preview)
        if not _breaks(suite, monkeypatch, name, told, place + 1):
            break
        broken += 1
        assert _everything(preview) == before
        assert do_again(suite, name, told) == "done"
        _done_once(suite, name, practice, told)
    _holds(suite)
    assert 3 <= broken < _MOST_WRITES


def _breaks(suite: Suite, monkeypatch: pytest.MonkeyPatch, name: str, told: Told, after: int) -> bool:
    """Do the deed and break it after so many writes; whether there were so many."""
    left = iter(range(after - 1, -1, -1))
    changed = PreviewDatabase.changed

    def change_and_break(database: PreviewDatabase) -> None:
        changed(database)
        if next(left) == 0:
            raise _Died

    with monkeypatch.context() as patched:
        patched.setattr(PreviewDatabase, "changed", change_and_break)
        try:
            DEEDS[name].do(suite, told)
        except _Died:
            return True
    return False


def _everything(engine: Engine) -> dict[str, list[Any]]:
    names = engine.database.list_collection_names()
    return {n: sorted(engine.database[n].find(), key=lambda row: str(row["_id"])) for n in names}
