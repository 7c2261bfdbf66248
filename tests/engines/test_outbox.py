"""Every fact is told to everybody who must hear it, by one teller at a time, until it is done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.events import Heard, Periodic, Tick
from clinic_suite.kernel.ids import EventId, TimeSortedIds
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.outbox import (
    LEASE,
    PAUSES,
    Delivery,
    DeliveryState,
    LeaseLost,
    Outbox,
    Queue,
)
from tests.builders.facts import a_bell_rung
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock

_HOURLY = Periodic(key="testing.look_round", every=timedelta(hours=1), react=lambda _: None)


@pytest.fixture
def outbox(engine: Engine, clock: FrozenClock) -> Outbox:
    return Outbox(engine, TimeSortedIds(clock))


def _handlers(name: str) -> list[str]:
    return ["a.tell", "b.tell"] if name == "testing.bell_rung" else []


def _record(outbox: Outbox, clock: FrozenClock, facts: int = 1) -> list[EventId]:
    ids = TimeSortedIds(clock)
    heard = [
        Heard(id=EventId(ids.new("ev")), fact=a_bell_rung(n), occurred_at=clock.now(), by=the_house("r"))
        for n in range(facts)
    ]
    outbox.append(heard, _handlers)
    return [h.id for h in heard]


def _one_delivery(outbox: Outbox, clock: FrozenClock) -> str:
    """The delivery of one hourly occurrence."""
    assert outbox.plan(_HOURLY, clock.now())
    ((delivery_id, _),) = outbox.due(clock.now())
    return delivery_id


def _taken(outbox: Outbox, delivery_id: str, clock: FrozenClock) -> Delivery:
    taken = outbox.take(delivery_id, clock.now())
    assert taken is not None
    return taken


def _state(engine: Engine, delivery_id: str) -> str:
    return str((engine.database["deliveries"].find_one({"_id": delivery_id}) or {})["state"])


def test_a_fact_is_read_back_as_it_was_recorded(outbox: Outbox, clock: FrozenClock) -> None:
    (event_id,) = _record(outbox, clock)
    heard = outbox.event(event_id)
    assert heard is not None
    assert (heard.fact, heard.occurred_at, heard.by) == (a_bell_rung(0), clock.now(), the_house("r"))


def test_a_fact_becomes_one_delivery_for_each_who_must_hear_it(outbox: Outbox, clock: FrozenClock) -> None:
    (event_id,) = _record(outbox, clock)
    assert outbox.spread(clock.now(), _handlers) == 1
    assert sorted(outbox.due(clock.now())) == [
        (f"{event_id}.a.tell", Queue.EVENTS),
        (f"{event_id}.b.tell", Queue.EVENTS),
    ]
    assert outbox.spread(clock.now(), _handlers) == 0


def test_an_older_relay_tells_those_whom_the_recorder_knew(outbox: Outbox, clock: FrozenClock) -> None:
    _record(outbox, clock)
    outbox.spread(clock.now(), lambda _: ["c.new"])
    handlers = sorted(delivery_id.split(".", 1)[1] for delivery_id, _ in outbox.due(clock.now()))
    assert handlers == ["a.tell", "b.tell", "c.new"]


def test_a_relay_that_died_while_spreading_leaves_the_fact_to_the_next(
    engine: Engine, outbox: Outbox, clock: FrozenClock
) -> None:
    _record(outbox, clock)

    def die(_: str) -> list[str]:
        raise SystemError("the power is gone")

    with pytest.raises(SystemError):
        outbox.spread(clock.now(), die)
    assert outbox.spread(clock.now(), _handlers) == 0
    clock.advance(seconds=LEASE.total_seconds())
    assert outbox.spread(clock.now(), _handlers) == 1
    assert engine.database["deliveries"].count_documents({}) == 2


def test_relays_that_work_at_the_same_moment_spread_each_fact_once(
    engine: Engine, outbox: Outbox, clock: FrozenClock
) -> None:
    _record(outbox, clock, facts=20)
    spread = all_at_once(8, lambda _: outbox.spread(clock.now(), _handlers, at_most=10))
    while more := outbox.spread(clock.now(), _handlers):
        spread.append(more)
    assert sum(spread) == 20
    assert engine.database["deliveries"].count_documents({}) == 40


def test_any_number_of_clocks_plans_an_occurrence_once(
    engine: Engine, outbox: Outbox, clock: FrozenClock
) -> None:
    assert sum(all_at_once(16, lambda _: outbox.plan(_HOURLY, clock.now()))) == 1
    assert engine.database["deliveries"].count_documents({}) == 1
    clock.advance(hours=1)
    assert outbox.plan(_HOURLY, clock.now())


def test_a_planned_occurrence_knows_the_moment_it_was_planned_for(outbox: Outbox, clock: FrozenClock) -> None:
    planned_at = _HOURLY.planned_before(clock.now())
    taken = _taken(outbox, _one_delivery(outbox, clock), clock)
    assert taken.planned_at is not None
    assert Tick(planned_at=taken.planned_at) == Tick(planned_at=planned_at)
    assert (taken.queue, taken.handler, taken.event_id) == (Queue.PERIODIC, "testing.look_round", None)


def test_a_bell_that_nobody_heard_is_rung_again_after_the_lease(outbox: Outbox, clock: FrozenClock) -> None:
    delivery_id = _one_delivery(outbox, clock)
    assert outbox.due(clock.now()) == []
    clock.advance(seconds=LEASE.total_seconds())
    assert outbox.due(clock.now()) == [(delivery_id, Queue.PERIODIC)]


def test_each_bell_is_rung_by_one_relay(outbox: Outbox, clock: FrozenClock) -> None:
    _record(outbox, clock, facts=10)
    outbox.spread(clock.now(), _handlers)
    rung = [one for answer in all_at_once(8, lambda _: outbox.due(clock.now())) for one in answer]
    assert len(rung) == len(set(rung)) == 20


def test_of_sixteen_workers_one_takes_a_delivery_on(outbox: Outbox, clock: FrozenClock) -> None:
    delivery_id = _one_delivery(outbox, clock)
    taken = all_at_once(16, lambda _: outbox.take(delivery_id, clock.now()))
    assert len([t for t in taken if t is not None]) == 1


def test_what_is_done_is_never_taken_again(engine: Engine, outbox: Outbox, clock: FrozenClock) -> None:
    delivery_id = _one_delivery(outbox, clock)
    outbox.finish(_taken(outbox, delivery_id, clock), clock.now())
    clock.advance(days=1)
    assert outbox.take(delivery_id, clock.now()) is None
    assert outbox.due(clock.now()) == []
    assert _state(engine, delivery_id) == "done"


def test_a_worker_that_fell_asleep_loses_its_delivery_to_the_next(
    engine: Engine, outbox: Outbox, clock: FrozenClock
) -> None:
    delivery_id = _one_delivery(outbox, clock)
    asleep = _taken(outbox, delivery_id, clock)
    clock.advance(seconds=LEASE.total_seconds() - 0.001)
    assert outbox.take(delivery_id, clock.now()) is None
    clock.advance(milliseconds=1)
    awake = _taken(outbox, delivery_id, clock)
    with pytest.raises(LeaseLost):
        outbox.finish(asleep, clock.now())
    assert _state(engine, delivery_id) == "due"
    assert outbox.put_back(asleep, clock.now(), "late", 1) is None
    outbox.finish(awake, clock.now())
    assert (awake.attempts, _state(engine, delivery_id)) == (2, "done")


def test_of_sixteen_workers_one_takes_a_lapsed_delivery_over(outbox: Outbox, clock: FrozenClock) -> None:
    delivery_id = _one_delivery(outbox, clock)
    _taken(outbox, delivery_id, clock)
    clock.advance(seconds=LEASE.total_seconds())
    taken = all_at_once(16, lambda _: outbox.take(delivery_id, clock.now()))
    assert len([t for t in taken if t is not None]) == 1


def test_nothing_can_be_finished_twice(outbox: Outbox, clock: FrozenClock) -> None:
    taken = _taken(outbox, _one_delivery(outbox, clock), clock)
    outbox.finish(taken, clock.now())
    with pytest.raises(LeaseLost):
        outbox.finish(taken, clock.now())


def test_a_failed_telling_is_tried_again_with_growing_pauses_and_then_put_before_a_person(
    engine: Engine, outbox: Outbox, clock: FrozenClock
) -> None:
    delivery_id = _one_delivery(outbox, clock)
    for pause in PAUSES[1:]:
        assert (
            outbox.put_back(_taken(outbox, delivery_id, clock), clock.now(), "boom", 1) is DeliveryState.DUE
        )
        clock.advance(seconds=pause.total_seconds() - 0.001)
        assert outbox.due(clock.now()) == []
        clock.advance(milliseconds=1)
        assert outbox.due(clock.now()) == [(delivery_id, Queue.PERIODIC)]
    last = _taken(outbox, delivery_id, clock)
    assert last.attempts == len(PAUSES)
    assert outbox.put_back(last, clock.now(), "boom", 1) is DeliveryState.ESCALATED
    clock.advance(days=1)
    assert outbox.take(delivery_id, clock.now()) is None
    assert outbox.backlog(clock.now()).escalated == 1
    assert (engine.database["deliveries"].find_one({}) or {})["fault"] == "boom"


def test_jitter_stretches_the_pause(outbox: Outbox, clock: FrozenClock) -> None:
    delivery_id = _one_delivery(outbox, clock)
    outbox.put_back(_taken(outbox, delivery_id, clock), clock.now(), "boom", 1.2)
    clock.advance(seconds=35.9)
    assert outbox.due(clock.now()) == []
    clock.advance(seconds=0.1)
    assert len(outbox.due(clock.now())) == 1


def test_work_whose_commit_was_not_answered_is_not_taken_back_when_it_is_done(
    engine: Engine, outbox: Outbox, clock: FrozenClock
) -> None:
    delivery_id = _one_delivery(outbox, clock)
    taken = _taken(outbox, delivery_id, clock)
    outbox.finish(taken, clock.now())
    assert outbox.put_back(taken, clock.now(), "no answer to the commit", 1) is None
    assert _state(engine, delivery_id) == "done"


def test_what_was_put_back_cannot_be_finished_by_who_put_it_back(outbox: Outbox, clock: FrozenClock) -> None:
    taken = _taken(outbox, _one_delivery(outbox, clock), clock)
    outbox.put_back(taken, clock.now(), "boom", 1)
    with pytest.raises(LeaseLost):
        outbox.finish(taken, clock.now())


def test_the_backlog_tells_how_far_behind_the_telling_is(outbox: Outbox, clock: FrozenClock) -> None:
    _record(outbox, clock, facts=2)
    clock.advance(seconds=90)
    backlog = outbox.backlog(clock.now())
    assert (backlog.waiting, backlog.due, backlog.oldest) == (2, 0, timedelta(seconds=90))
    outbox.spread(clock.now(), _handlers)
    outbox.due(clock.now())
    clock.advance(seconds=5)
    backlog = outbox.backlog(clock.now())
    assert (backlog.waiting, backlog.due, backlog.oldest) == (0, 4, timedelta(seconds=5))


def test_attempts_are_counted_by_handler_and_outcome(outbox: Outbox, clock: FrozenClock) -> None:
    taken = _taken(outbox, _one_delivery(outbox, clock), clock)
    began = clock.now()
    for outcome in ("failed", "failed", "done"):
        outbox.note_run(taken, clock.now(), 12, outcome, None)
    assert outbox.runs_since(began) == {
        ("testing.look_round", "failed"): 2,
        ("testing.look_round", "done"): 1,
    }
    assert outbox.runs_since(began + timedelta(seconds=1)) == {}
