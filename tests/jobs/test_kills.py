"""Whoever is killed, wherever it stood: the work is done, and it is done once."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator

import pymongo
import pytest
import redis
from pymongo.errors import ExecutionTimeout, NetworkTimeout

from clinic_suite.bootstrap import Suite
from jobs import relay
from jobs.bell import RqBell
from jobs.household import Household
from tests.jobs.conftest import LEASE, Spawn, Valkey
from tests.jobs.stage import arrive
from tests.jobs.watching import all_done, effects, listening, ring_everything_again, until

VISITS = ("v1", "v2", "v3")


@pytest.fixture
def survivors(suite: Suite) -> Iterator[Household]:
    """A relay, a clock and workers that take over when somebody has died."""
    household = Household(suite)
    yield household
    household.stop()


def _each_happened_once(suite: Suite) -> bool:
    return sorted(e["of"] for e in effects(suite, by="call_the_nurse")) == sorted(VISITS)


def _dies(child: object) -> bool:
    return child.wait(30) == -signal.SIGKILL  # type: ignore[attr-defined,no-any-return]


def _is_held(suite: Suite, visit: str) -> bool:
    """Whether a transaction that nobody will ever end still holds the delivery of this visit."""
    event = suite.engine.database["automation_events"].find_one({"payload.visit": visit})
    assert event is not None
    try:
        with pymongo.timeout(1):
            suite.engine.database["deliveries"].update_one(
                {"event_id": event["_id"]}, {"$set": {"relay": "rel_somebody"}}
            )
    except (ExecutionTimeout, NetworkTimeout):
        return True
    return False


@pytest.mark.parametrize(
    "point",
    [
        "DiesAfterPop",
        "DiesAfterTake",
        "DiesMidHandler",
        "DiesBeforeMarkingDone",
        "DiesBeforeRqHears",
    ],
)
def test_a_worker_killed_at_any_point_leaves_each_effect_exactly_once(
    point: str, suite: Suite, spawn: Spawn, survivors: Household
) -> None:
    worker = spawn("worker", point)
    until(lambda: listening(suite))
    arrive(suite, *VISITS)
    relay.step(suite, RqBell(suite.redis, LEASE))
    assert _dies(worker)
    survivors.start()
    until(lambda: all_done(suite))
    ring_everything_again(suite)
    assert _each_happened_once(suite)


def test_a_worker_killed_inside_its_commit_holds_up_nobody_else(
    suite: Suite, spawn: Spawn, survivors: Household
) -> None:
    """Its transaction holds the row until the server gives it up: after a minute, or sooner for a test."""
    admin = suite.engine.database.client.admin
    admin.command("setParameter", 1, transactionLifetimeLimitSeconds=25)
    worker = spawn("worker", "DiesBetweenDoneAndCommit")
    until(lambda: listening(suite))
    arrive(suite, VISITS[0])
    relay.step(suite, RqBell(suite.redis, LEASE))
    assert _dies(worker)
    time.sleep(LEASE.total_seconds())
    survivors.start()
    arrive(suite, *VISITS[1:])
    until(lambda: len(effects(suite, by="call_the_nurse")) == 2)
    assert _is_held(suite, VISITS[0]), "the others were done, but only after the dead one let go"
    until(lambda: all_done(suite))
    admin.command("setParameter", 1, transactionLifetimeLimitSeconds=60)
    ring_everything_again(suite)
    assert _each_happened_once(suite)


@pytest.mark.parametrize(
    "point",
    [
        "DiesBeforeDeliveriesAreMade",
        "DiesBeforeFactsAreMarked",
        "DiesBeforeRinging",
        "DiesAfterRinging",
    ],
)
def test_a_relay_killed_at_any_point_leaves_each_effect_exactly_once(
    point: str, suite: Suite, spawn: Spawn, survivors: Household
) -> None:
    arrive(suite, *VISITS)
    assert _dies(spawn("relay", point))
    survivors.start()
    until(lambda: all_done(suite) and len(effects(suite)) >= len(VISITS))
    ring_everything_again(suite)
    assert _each_happened_once(suite)


def test_bells_that_were_wiped_from_redis_are_rung_again(
    suite: Suite, spawn: Spawn, survivors: Household, valkey: Valkey
) -> None:
    arrive(suite, *VISITS)
    assert _dies(spawn("relay", "DiesAfterRinging"))
    with redis.Redis.from_url(valkey.url) as wiped:
        assert wiped.llen("rq:queue:events") == len(VISITS)
        wiped.flushall()
    survivors.start()
    until(lambda: all_done(suite))
    ring_everything_again(suite)
    assert _each_happened_once(suite)


def test_redis_wiped_again_and_again_under_a_working_house_loses_nothing(
    suite: Suite, survivors: Household, valkey: Valkey
) -> None:
    survivors.start()
    with redis.Redis.from_url(valkey.url) as wiped:
        for visit in VISITS:
            arrive(suite, visit)
            wiped.flushall()
            time.sleep(0.3)
            wiped.flushall()
    until(lambda: all_done(suite))
    ring_everything_again(suite)
    assert _each_happened_once(suite)


def test_what_was_recorded_while_redis_was_dead_is_done_when_it_is_back(
    suite: Suite, survivors: Household, valkey: Valkey
) -> None:
    survivors.start()
    arrive(suite, VISITS[0])
    until(lambda: effects(suite, of=VISITS[0]))
    valkey.kill()
    arrive(suite, *VISITS[1:])
    time.sleep(2)
    assert len(effects(suite, by="call_the_nurse")) == 1
    valkey.start()
    until(lambda: all_done(suite))
    ring_everything_again(suite)
    assert _each_happened_once(suite)
