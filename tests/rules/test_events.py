"""Facts have names that last, and what happens by itself happens on a grid."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.kernel.events import (
    Fact,
    FactNameTaken,
    Heard,
    Periodic,
    Subscriptions,
    Tick,
    afterwards,
    every,
    fact,
    from_payload,
    known_facts,
    same_transaction,
    to_payload,
)
from tests.builders.ids import a_clinic_id

_MOMENTS = st.integers(0, 4 * 10**12).map(lambda ms: datetime.fromtimestamp(ms // 1000, UTC))


@fact("testing.door_opened")
@attrs.frozen(kw_only=True)
class DoorOpened(Fact):
    door: str
    opened_at: datetime


@fact("testing.door_closed")
@attrs.frozen(kw_only=True)
class DoorClosed(Fact):
    door: str


class Porter:
    """Hears both facts, one in each way, and looks round every hour."""

    @same_transaction(DoorOpened)
    def write_down(self, heard: Heard[DoorOpened]) -> None: ...

    @afterwards(DoorOpened)
    def tell_the_owner(self, heard: Heard[DoorOpened]) -> None: ...

    @afterwards(DoorClosed)
    def lock_up(self, heard: Heard[DoorClosed]) -> None: ...

    @every(timedelta(hours=1))
    def look_round(self, tick: Tick) -> None: ...


class Chronicler:
    """Hears everything."""

    @same_transaction(Fact)
    def note(self, heard: Heard[Fact]) -> None: ...


@pytest.mark.parametrize(
    "name",
    [
        "door_opened",
        "testing.opened",
        "Testing.door_opened",
        "testing.door-opened",
        "testing.door_opened\n",
        "",
    ],
)
def test_a_fact_is_named_by_its_house_and_what_has_happened(name: str) -> None:
    with pytest.raises(ValueError, match="past_tense"):
        fact(name)(DoorOpened)


def test_two_facts_cannot_share_a_name() -> None:
    with pytest.raises(FactNameTaken):

        @fact("testing.door_opened")
        @attrs.frozen(kw_only=True)
        class SomethingElse(Fact):
            pass


def test_two_houses_cannot_share_a_name_by_calling_their_facts_alike() -> None:
    namesake = type("DoorOpened", (Fact,), {"__module__": "another.house", "__qualname__": "DoorOpened"})
    with pytest.raises(FactNameTaken):
        fact("testing.door_opened")(namesake)
    assert known_facts()["testing.door_opened"] is DoorOpened


@given(st.text(), _MOMENTS)
def test_a_stored_fact_reads_back_as_it_was(door: str, opened_at: datetime) -> None:
    opened = DoorOpened(clinic_id=a_clinic_id(), door=door, opened_at=opened_at)
    assert from_payload("testing.door_opened", to_payload(opened)) == opened


def test_those_who_hear_a_fact_are_found_by_the_way_they_hear_it() -> None:
    subscriptions = Subscriptions([Porter()])
    assert [s.key for s in subscriptions.in_transaction(DoorOpened)] == ["rules.write_down"]
    assert subscriptions.in_transaction(DoorClosed) == []
    assert [s.key for s in subscriptions.afterwards("testing.door_opened")] == ["rules.tell_the_owner"]
    assert subscriptions.keys_afterwards("testing.door_closed") == ["rules.lock_up"]
    assert subscriptions.afterwards("testing.nobody_knows") == []


def test_whoever_hears_every_fact_hears_each_of_them() -> None:
    subscriptions = Subscriptions([Porter(), Chronicler()])
    keys = [s.key for s in subscriptions.in_transaction(DoorOpened)]
    assert keys == ["rules.write_down", "rules.note"]
    assert [s.key for s in subscriptions.in_transaction(DoorClosed)] == ["rules.note"]


def test_two_handlers_cannot_be_counted_under_one_name() -> None:
    with pytest.raises(ValueError, match="two handlers are called"):
        Subscriptions([Porter(), Porter()])


_PACES = st.integers(1, 40 * 24 * 3600).map(lambda s: timedelta(seconds=s))


@given(_PACES, _MOMENTS)
def test_a_periodic_job_was_last_planned_less_than_one_pace_ago(pace: timedelta, now: datetime) -> None:
    planned = Periodic(key="a.b", every=pace, react=lambda _: None).planned_before(now)
    assert planned <= now < planned + pace


@given(_PACES, _MOMENTS, st.floats(0, 0.999))
def test_all_clocks_agree_on_the_moment_without_talking(
    pace: timedelta, now: datetime, how_far: float
) -> None:
    job = Periodic(key="a.b", every=pace, react=lambda _: None)
    planned = job.planned_before(now)
    another_clock = planned + pace * how_far
    assert job.planned_before(another_clock) == planned
    assert job.planned_before(planned + pace) == planned + pace
