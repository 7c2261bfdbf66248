"""One person in many tabs, on both engines: the limits hold, and what was pressed twice is there once."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.mongo import Engine
from clinic_suite.scheduling.model import Hold
from tests.builders.diary import Practice, a_practice, at
from tests.builders.diary_faults import disagreements, outcome, overlaps
from tests.builders.suites import a_suite_on
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock

# Each on a page of its own: on one page they would meet there, whatever else forgot to let them meet.
TIMES = [at(9, days=day) for day in range(1, 13)]


@pytest.fixture
def suite(engine: Engine, clock: FrozenClock) -> Suite:
    return a_suite_on(engine, clock)


@pytest.fixture
def own(suite: Suite) -> Practice:
    return a_practice(suite).own()


def _visits(of: Practice) -> int:
    wish = {"patient_id": of.patient.id, "live": True}
    return of.suite.engine.database["appointments"].count_documents(wish)


def _undecided(of: Practice, now: datetime) -> int:
    """The times on all pages that are kept and nobody's visit yet."""
    pages = of.suite.engine.database["day_sheets"].find({"entries.0": {"$exists": True}})
    entries = [e for page in pages for e in page["entries"]]
    return sum(e["appointment_id"] is None and e["expires_at"] > now for e in entries)


def _holds(of: Practice) -> None:
    assert overlaps(of.suite, of.suite.clock.now()) == []
    assert disagreements(of.suite) == []


def test_a_person_who_books_in_ten_tabs_at_once_has_five_visits_ahead(own: Practice) -> None:
    told = Counter(all_at_once(10, lambda tab: outcome(lambda: own.book(TIMES[tab]))))
    assert told == {"done": 5, "too-many-upcoming": 5}
    assert _visits(own) == 5
    _holds(own)


def test_two_of_one_family_who_are_booked_at_once_have_five_visits_each(own: Practice) -> None:
    other = own.own()
    assert other.desk == own.desk

    def act(tab: int) -> str:
        return outcome(lambda: (own, other)[tab % 2].book(TIMES[tab]))

    assert Counter(all_at_once(12, act)) == {"done": 10, "too-many-upcoming": 2}
    assert (_visits(own), _visits(other)) == (5, 5)
    _holds(own)


def test_the_last_visit_ahead_is_booked_once_from_what_is_held_or_named(own: Practice) -> None:
    for starts_at in TIMES[:4]:
        own.book(starts_at)
    kept = [own.hold(starts_at) for starts_at in TIMES[4:6]]

    def act(tab: int) -> str:
        if tab < 2:
            return outcome(lambda: own.book_held(kept[tab]))
        return outcome(lambda: own.book(TIMES[4 + tab]))

    assert Counter(all_at_once(6, act)) == {"done": 1, "too-many-upcoming": 5}
    assert _visits(own) == 5
    _holds(own)


def test_of_eight_tabs_that_show_one_token_one_has_the_visit(own: Practice) -> None:
    for starts_at in TIMES[:3]:
        hold = own.hold(starts_at)

        def act(_: int, hold: Hold = hold) -> str:
            return outcome(lambda: own.book_held(hold))

        assert Counter(all_at_once(8, act)) == {"done": 1, "hold-expired": 7}
    assert _visits(own) == 3
    _holds(own)


def test_a_person_who_looks_around_in_eight_tabs_keeps_two_times(own: Practice, clock: FrozenClock) -> None:
    told = Counter(all_at_once(8, lambda tab: outcome(lambda: own.hold(TIMES[tab]))))
    assert told == {"done": 2, "too-many-holds": 6}
    assert _undecided(own, clock.now()) == 2


def test_a_person_who_books_and_looks_on_at_once_never_keeps_more_than_two_times(
    own: Practice, clock: FrozenClock
) -> None:
    """Booking makes room for the next hold, and for one only, whichever of them comes first."""
    for round_ in range(2):
        times = TIMES[6 * round_ : 6 * round_ + 6]
        kept = [own.hold(starts_at) for starts_at in times[:2]]

        def act(tab: int, times: list[datetime] = times, kept: list[Hold] = kept) -> str:
            if tab < 2:
                return outcome(lambda: own.book_held(kept[tab]))
            return outcome(lambda: own.hold(times[tab]))

        told = all_at_once(6, act)
        assert told[:2] == ["done", "done"]
        assert set(told[2:]) <= {"done", "too-many-holds"}
        assert _undecided(own, clock.now()) == told[2:].count("done") <= 2
        clock.advance(minutes=2)
    assert _visits(own) == 4
    _holds(own)


def test_a_hold_that_ends_while_its_person_confirms_it_is_sold_to_one(
    own: Practice, suite: Suite, clock: FrozenClock
) -> None:
    other = own.own(78)
    for starts_at in TIMES[:4]:
        hold = own.hold(starts_at)

        def act(who: int, starts_at: datetime = starts_at, hold: Hold = hold) -> str:
            if who == 0:
                clock.advance(minutes=2)
                return "later"
            if who % 2:
                return outcome(lambda: own.book_held(hold))
            return outcome(lambda: other.book(starts_at))

        told = Counter(all_at_once(7, act))
        assert told["done"] <= 1
        assert set(told) <= {"later", "done", "hold-expired", "slot-taken"}
        _holds(own)


def test_what_an_earlier_version_has_kept_stands_in_nobodys_way(
    own: Practice, suite: Suite, clock: FrozenClock
) -> None:
    """Its holds did not say on which page they stand, its entries said whose holds are counted together."""
    database, account = suite.engine.database, own.desk.account_id
    older = own.hold(TIMES[0])
    [page] = database["day_sheets"].find({"entries.0": {"$exists": True}})
    database["day_sheets"].update_one({"_id": page["_id"]}, {"$set": {"entries.0.source_key": account}})
    database["claimants"].update_one(
        {"_id": account},
        {"$set": {"holds": [{"entry_id": page["entries"][0]["id"], "expires_at": older.expires_at}]}},
    )
    kept = [own.hold(starts_at) for starts_at in TIMES[1:3]]
    assert outcome(lambda: own.hold(TIMES[3])) == "too-many-holds"
    for hold in (older, *kept):
        own.book_held(hold)
    assert _visits(own) == 3
    _holds(own)
