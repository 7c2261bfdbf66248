"""The relay rings for what is due, and the clock makes each moment of each periodic job once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

import pytest
import redis

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.clock import SystemClock
from clinic_suite.kernel.outbox import LEASE, Queue
from clinic_suite.settings import Settings
from jobs import relay
from jobs.bell import MOST_HANGING, RqBell
from jobs.clock import Clock
from jobs.clockwork import Clockwork, Round
from jobs.deliver import deliver
from jobs.household import Household
from tests.fakes.clock import FrozenClock
from tests.jobs.conftest import Valkey
from tests.jobs.stage import EverySecond, arrive, furnish
from tests.jobs.watching import effects, until


class HandBell:
    """A bell of which the test decides how many more may hang, and whether anybody hears it."""

    def __init__(self, *, events: int = 1000, periodic: int = 1000) -> None:
        self.free = {Queue.EVENTS: events, Queue.PERIODIC: periodic}
        self.broken = False
        self.rung: list[str] = []

    def room(self) -> dict[Queue, int]:
        if self.broken:
            raise redis.ConnectionError
        return self.free

    def ring(self, bells: Iterable[tuple[str, Queue]]) -> None:
        self.rung += [id_ for id_, _ in bells]


def test_facts_are_spread_and_rung_for_in_one_step(still: Suite) -> None:
    bell = HandBell()
    arrive(still, "v1", "v2", "v3")
    assert relay.step(still, bell) is False
    assert len(set(bell.rung)) == 3
    relay.step(still, bell)
    assert len(bell.rung) == 3


def test_only_a_full_batch_sends_the_relay_round_again_at_once(still: Suite) -> None:
    arrive(still, "v1", "v2", "v3")
    bell = HandBell()
    assert relay.step(still, bell, batch=2) is True
    assert relay.step(still, bell, batch=2) is False
    assert len(bell.rung) == 3


def test_while_redis_is_away_deliveries_stay_due_and_are_all_rung_the_moment_it_is_back(still: Suite) -> None:
    bell = HandBell()
    bell.broken = True
    arrive(still, "v1", "v2")
    with pytest.raises(redis.ConnectionError):
        relay.step(still, bell)
    assert still.outbox.backlog(still.clock.now()).due == 2
    bell.broken = False
    relay.step(still, bell)
    assert len(bell.rung) == 2


def test_no_more_bells_are_hung_than_there_is_room_for(still: Suite) -> None:
    bell = HandBell(events=2)
    arrive(still, "v1", "v2", "v3")
    relay.step(still, bell)
    assert len(bell.rung) == 2
    bell.free[Queue.EVENTS] = 0
    relay.step(still, bell)
    assert len(bell.rung) == 2


def test_a_queue_that_nobody_answers_does_not_hold_up_the_other(still: Suite) -> None:
    bell = HandBell(events=0)
    arrive(still, "v1")
    Clock(still).step()
    relay.step(still, bell)
    assert sorted(id_.split(".")[1] for id_ in bell.rung) == ["close_the_week", "count_the_waiting"]


def test_deliveries_that_nobody_answers_are_seen_to_grow_old(still: Suite, clock: FrozenClock) -> None:
    bell = HandBell()
    arrive(still, "v1")
    for _ in range(10):
        relay.step(still, bell)
        clock.set(clock.now() + LEASE)
    relay.step(still, bell)
    backlog = still.outbox.backlog(clock.now())
    assert (backlog.due, backlog.oldest) == (1, 10 * LEASE)


def test_two_relays_never_ring_for_the_same_row(still: Suite) -> None:
    arrive(still, *(f"v{n}" for n in range(40)))
    bells = [HandBell() for _ in range(4)]
    threads = [threading.Thread(target=relay.step, args=(still, bell, 15)) for bell in bells]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(10):
        relay.step(still, bells[0])
    rung = [id_ for bell in bells for id_ in bell.rung]
    assert len(rung) == len(set(rung)) == 40


def test_a_bell_in_redis_carries_the_name_of_a_row_and_nothing_else(valkey: Valkey) -> None:
    with redis.Redis.from_url(valkey.url) as connection:
        bell = RqBell(connection, LEASE)
        bell.ring([("ev_1.house.verb", Queue.EVENTS), ("house.verb.1", Queue.PERIODIC)])
        assert bell.room() == {Queue.EVENTS: MOST_HANGING - 1, Queue.PERIODIC: MOST_HANGING - 1}
        (job,) = bell._queues[Queue.EVENTS].jobs
        assert (job.func_name, list(job.args), job.kwargs) == (
            "jobs.deliver.deliver",
            ["ev_1.house.verb"],
            {},
        )
        assert (job.timeout, job.result_ttl) == (48, 0)
        assert 0 < connection.ttl(job.key) <= LEASE.total_seconds()


def test_three_clocks_make_each_occurrence_once(still: Suite, clock: FrozenClock) -> None:
    clocks = [Clock(still) for _ in range(3)]
    for _ in range(5):
        threads = [threading.Thread(target=c.step) for c in clocks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for id_, _queue in still.outbox.due(clock.now()):
            deliver(id_)
            deliver(id_)
        clock.advance(minutes=1)
    counted = [e["of"] for e in effects(still, by="count_the_waiting")]
    assert len(counted) == len(set(counted)) == 5
    assert len(effects(still, by="close_the_week")) == 1


def test_a_clock_that_starts_anew_days_later_does_not_repeat_the_week(
    still: Suite, clock: FrozenClock
) -> None:
    Clock(still).step()
    weekly = next(id_ for id_, _ in still.outbox.due(clock.now()) if "week" in id_)
    deliver(weekly)
    row = still.engine.database["deliveries"].find_one({"_id": weekly})
    assert row is not None
    assert row["forget_at"] - clock.now() >= timedelta(days=14)


def test_a_clock_asks_the_database_only_when_a_moment_has_come(still: Suite, clock: FrozenClock) -> None:
    asked = []
    real = still.outbox.plan
    still.outbox.plan = lambda job, now: asked.append(job.key) or real(job, now)  # type: ignore[func-returns-value,method-assign]
    ticking = Clock(still)
    for _ in range(120):
        ticking.step()
        clock.advance(seconds=1)
    assert sorted(asked) == ["jobs.close_the_week", *["jobs.count_the_waiting"] * 2]


def test_a_round_goes_on_at_once_while_there_is_work_and_rests_a_second_when_there_is_none() -> None:
    more = [True, True, False]
    going = Round("relay", lambda: more.pop(0))
    going.go(100.0)
    going.go(100.0)
    assert going.next_at == 100.0
    going.go(100.0)
    assert going.next_at == 101.0


def test_a_round_that_fails_pauses_longer_each_time_and_starts_afresh_when_it_goes_again() -> None:
    away = True

    def step() -> bool:
        if away:
            raise redis.ConnectionError
        return False

    going, pauses, now = Round("relay", step), [], 0.0
    for _ in range(6):
        going.go(now)
        pauses.append(going.next_at - now)
        now = going.next_at
    assert pauses == [1, 2, 4, 8, 15, 15]
    away = False
    going.go(now)
    away = True
    now = going.next_at
    going.go(now)
    assert going.next_at - now == 1


def test_the_clock_goes_on_while_the_relay_cannot(still: Suite) -> None:
    bell = HandBell()
    bell.broken = True
    clockwork = Clockwork(still, bell, period_s=0.05)
    running = threading.Thread(target=clockwork.run)
    running.start()
    until(lambda: still.engine.database["deliveries"].count_documents({"queue": "periodic"}) == 2)
    clockwork.stop()
    running.join(5)
    assert not running.is_alive()


def test_a_fact_reaches_its_handler_within_two_seconds(suite: Suite) -> None:
    """Once in ten times is proof enough: a busy machine may be late, a wrong wait is late always."""
    household, took = Household(suite), []
    household.start()
    for visit in map(str, range(10)):
        began = time.monotonic()
        arrive(suite, visit)
        until(partial(effects, suite, of=visit))
        took.append(time.monotonic() - began)
        if min(took) < 2:
            break
    household.stop()
    assert min(took) < 2


def test_real_clocks_make_each_second_once(environ: dict[str, str], suite: Suite) -> None:
    houses = [
        furnish(Settings.from_env(environ), clock=SystemClock(), handlers=[EverySecond()]) for _ in range(3)
    ]
    clockworks = [Clockwork(h, HandBell(), period_s=0.1) for h in houses]
    threads = [threading.Thread(target=c.run) for c in clockworks]
    for thread in threads:
        thread.start()
    until(lambda: suite.engine.database["deliveries"].count_documents({}) >= 4)
    for clockwork in clockworks:
        clockwork.stop()
    for thread in threads:
        thread.join(5)
    planned = [r["planned_at"] for r in suite.engine.database["deliveries"].find()]
    assert len(planned) == len(set(planned))
    for house in houses:
        house.engine.close()
