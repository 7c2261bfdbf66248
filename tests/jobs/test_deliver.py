"""One bell answered: the work and its "done" together, a fault put back, nothing twice."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from pymongo.errors import AutoReconnect

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.mongo import MongoEngine
from clinic_suite.kernel.outbox import LEASE, PAUSES, Delivery
from clinic_suite.settings import Settings
from jobs import process
from jobs.deliver import deliver
from tests.fakes.clock import FrozenClock
from tests.jobs.stage import CLINIC, Courier, PatientLeft, Slow, arrive, furnish
from tests.jobs.watching import effects, empty, until

T = TypeVar("T")
JITTER = 0.2


def _spread(suite: Suite) -> list[str]:
    suite.outbox.spread(suite.clock.now(), suite.subscriptions.keys_afterwards)
    return [id_ for id_, _ in suite.outbox.due(suite.clock.now())]


def _leave(suite: Suite, visit: str) -> None:
    suite.uow.run(lambda tx: tx.record(PatientLeft(clinic_id=CLINIC, visit=visit)))


def _row(suite: Suite, id_: str) -> dict[str, Any]:
    row = suite.engine.database["deliveries"].find_one({"_id": id_})
    assert row is not None
    return row


def _runs(suite: Suite, id_: str) -> list[str]:
    found = suite.engine.database["job_runs"].find({"delivery_id": id_}).sort("started_at", 1)
    return [r["outcome"] for r in found]


def test_a_bell_that_is_rung_many_times_has_one_effect(still: Suite, clock: FrozenClock) -> None:
    arrive(still, "v1")
    (id_,) = _spread(still)
    for _ in range(3):
        deliver(id_)
        clock.set(clock.now() + LEASE)
    assert len(effects(still)) == 1
    assert _runs(still, id_) == ["done"]


def test_a_second_bell_does_nothing_while_the_first_is_being_answered(still: Suite) -> None:
    arrive(still, "v1")
    (id_,) = _spread(still)
    assert still.outbox.take(id_, still.clock.now()) is not None
    deliver(id_)
    assert effects(still) == []
    assert _row(still, id_)["attempts"] == 1


def test_an_unanswered_bell_is_rung_again_when_its_lease_has_lapsed(still: Suite, clock: FrozenClock) -> None:
    arrive(still, "v1")
    rung = _spread(still)
    assert len(rung) == 1
    clock.set(clock.now() + LEASE - timedelta(seconds=1))
    assert still.outbox.due(clock.now()) == []
    clock.advance(seconds=1)
    assert [id_ for id_, _ in still.outbox.due(clock.now())] == rung


def test_a_delivery_whose_worker_died_is_rung_again_when_its_lease_has_lapsed(
    still: Suite, clock: FrozenClock
) -> None:
    arrive(still, "v1")
    (id_,) = _spread(still)
    clock.advance(seconds=30)
    still.outbox.take(id_, clock.now())
    clock.set(clock.now() + LEASE - timedelta(seconds=1))
    assert still.outbox.due(clock.now()) == []
    clock.advance(seconds=1)
    assert [rung for rung, _ in still.outbox.due(clock.now())] == [id_]


def test_a_failing_handler_waits_longer_each_time_and_then_asks_for_a_person(
    still: Suite, clock: FrozenClock
) -> None:
    _leave(still, "v1")
    failing = next(id_ for id_ in _spread(still) if id_.endswith("print_the_receipt"))
    for attempt, pause in enumerate(PAUSES[1:], start=1):
        deliver(failing)
        row = _row(still, failing)
        assert (row["state"], row["attempts"]) == ("due", attempt)
        waits = row["next_at"] - clock.now()
        assert pause * (1 - JITTER) <= waits <= pause * (1 + JITTER)
        clock.set(clock.now() + waits - timedelta(milliseconds=1))
        assert failing not in [id_ for id_, _ in still.outbox.due(clock.now())]
        clock.advance(milliseconds=1)
        assert failing in [id_ for id_, _ in still.outbox.due(clock.now())]
    deliver(failing)
    assert _row(still, failing)["state"] == "escalated"
    assert _runs(still, failing) == ["failed"] * 6 + ["escalated"]
    clock.advance(days=2)
    assert failing not in [id_ for id_, _ in still.outbox.due(clock.now())]
    assert still.outbox.backlog(clock.now()).escalated == 1


def test_the_other_handlers_of_a_fact_do_not_care_that_one_failed(still: Suite) -> None:
    _leave(still, "v1")
    for id_ in _spread(still):
        deliver(id_)
    assert sorted(e["by"] for e in effects(still)) == ["free_the_room", "thank_the_patient"]
    states = {r["handler"]: r["state"] for r in still.engine.database["deliveries"].find()}
    assert states == {
        "jobs.free_the_room": "done",
        "jobs.print_the_receipt": "due",
        "jobs.thank_the_patient": "done",
    }


def test_what_a_fault_says_is_written_nowhere(
    still: Suite, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    _leave(still, "v1")
    with caplog.at_level(logging.DEBUG):
        for id_ in _spread(still):
            deliver(id_)
    said = capsys.readouterr()
    written = [*still.engine.database["deliveries"].find(), *still.engine.database["job_runs"].find()]
    assert any("PrinterJammed at tests.jobs.stage.print_the_receipt" in str(r["fault"]) for r in written)
    assert "Asha Rao" not in f"{written}{caplog.text}{said.out}{said.err}"


@pytest.mark.parametrize("handler", ["billing.print_the_receipt", "billing.close_the_day"])
def test_a_handler_of_another_version_of_us_is_put_back_and_not_lost(handler: str, still: Suite) -> None:
    arrive(still, "v1")
    (id_,) = _spread(still)
    planned_at = still.clock.now() if handler.endswith("day") else None
    still.engine.database["deliveries"].update_one(
        {"_id": id_}, {"$set": {"handler": handler, "planned_at": planned_at}}
    )
    deliver(id_)
    row = _row(still, id_)
    assert row["state"] == "due"
    assert row["fault"].startswith("HandlerUnknown")


def test_a_fact_of_another_version_of_us_reaches_its_handlers_row_and_stays_there(still: Suite) -> None:
    arrive(still, "v1")
    still.engine.database["automation_events"].update_one(
        {}, {"$set": {"name": "frontdesk.patient_waved", "handlers": ["frontdesk.wave_back"]}}
    )
    (id_,) = _spread(still)
    assert id_.endswith(".frontdesk.wave_back")
    still.engine.database["deliveries"].update_one({}, {"$set": {"handler": "jobs.call_the_nurse"}})
    deliver(id_)
    assert _row(still, id_)["state"] == "due"
    assert _row(still, id_)["fault"].startswith("FactUnknown")


def test_work_that_kills_its_workers_is_put_before_a_person_after_seven_of_them(
    still: Suite, clock: FrozenClock
) -> None:
    arrive(still, "v1")
    (id_,) = _spread(still)
    for _ in PAUSES:
        assert still.outbox.take(id_, clock.now()) is not None
        clock.set(clock.now() + LEASE)
    deliver(id_)
    assert _row(still, id_)["state"] == "escalated"
    assert _row(still, id_)["fault"].startswith("WorkersDied")
    assert effects(still) == []


def test_a_worker_that_wakes_up_after_its_lease_leaves_the_work_to_whoever_took_it_on(
    still: Suite, clock: FrozenClock
) -> None:
    arrive(still, "v1")
    (id_,) = _spread(still)
    slept = False
    real = still.outbox.take

    def take_and_sleep(delivery_id: str, now: Any) -> Delivery | None:
        nonlocal slept
        taken = real(delivery_id, now)
        if not slept:
            slept = True
            clock.set(clock.now() + LEASE)
            deliver(delivery_id)
        return taken

    still.outbox.take = take_and_sleep  # type: ignore[method-assign]
    deliver(id_)
    assert len(effects(still)) == 1
    assert sorted(_runs(still, id_)) == ["done", "lease_lost"]


def test_of_two_workers_at_the_same_delivery_only_one_makes_its_effect_true(
    suite: Suite, clock: FrozenClock
) -> None:
    slow = Slow(suite.engine)
    held = process.hold(furnish(suite.settings, engine=suite.engine, clock=clock, handlers=[slow]))
    arrive(held, "v1")
    (id_,) = _spread(held)
    first = threading.Thread(target=deliver, args=(id_,))
    first.start()
    assert slow.began.wait(20)
    clock.set(clock.now() + LEASE)
    deliver(id_)
    assert len(effects(held)) == 1
    slow.may_end.set()
    first.join(20)
    assert len(effects(held)) == 1
    assert sorted(_runs(held, id_)) == ["done", "lease_lost"]


def test_a_worker_whose_clock_is_slow_cannot_finish_what_another_has_taken_on(suite: Suite) -> None:
    arrive(suite, "v1")
    (id_,) = _spread(suite)
    real = suite.outbox.take

    def take_before_another(delivery_id: str, now: Any) -> Delivery | None:
        ours = real(delivery_id, now)
        assert real(delivery_id, now + suite.outbox.lease) is not None
        return ours

    suite.outbox.take = take_before_another  # type: ignore[method-assign]
    deliver(id_)
    assert effects(suite) == []
    assert (_row(suite, id_)["state"], _runs(suite, id_)) == ("due", ["lease_lost"])


class AnswerLost(MongoEngine):
    """The line breaks after the commit and before its answer, as often as it is told to."""

    to_lose = 0

    def run(self, attempt: Callable[[], T]) -> T:
        result = super().run(attempt)
        if self.to_lose:
            self.to_lose -= 1
            raise AutoReconnect("connection closed")
        return result


def test_work_whose_commit_had_no_answer_is_not_done_again(
    environ: dict[str, str], clock: FrozenClock
) -> None:
    settings = Settings.from_env(environ)
    engine = AnswerLost(settings.mongodb_uri, settings.database, 5)
    lossy = process.hold(furnish(settings, engine=engine, clock=clock))
    empty(lossy)
    arrive(lossy, "v1")
    (id_,) = _spread(lossy)
    engine.to_lose = 1
    deliver(id_)
    assert _row(lossy, id_)["state"] == "done"
    clock.advance(days=1)
    deliver(id_)
    assert len(effects(lossy)) == 1
    engine.close()


def test_the_same_transaction_holds_the_effect_and_the_done_of_it(suite: Suite) -> None:
    arrive(suite, "v1")
    (id_,) = _spread(suite)
    real = suite.outbox.finish

    def fail(taken: Delivery, now: Any) -> None:
        real(taken, now)
        raise RuntimeError("the last line of the unit of work")

    suite.outbox.finish = fail  # type: ignore[method-assign]
    deliver(id_)
    assert effects(suite) == []
    assert _row(suite, id_)["state"] == "due"
    assert _runs(suite, id_) == ["failed"]
    until(lambda: _row(suite, id_)["run"] is None)


def test_what_leaves_the_house_is_done_outside_of_any_transaction_and_once(
    suite: Suite, clock: FrozenClock
) -> None:
    courier = Courier(suite.engine)
    held = process.hold(furnish(suite.settings, engine=suite.engine, clock=clock, handlers=[courier]))
    arrive(held, "v1")
    (id_,) = _spread(held)
    for _ in range(2):
        deliver(id_)
        clock.set(clock.now() + LEASE)

    assert courier.was_within == [False]
    assert len(effects(held)) == 1
    assert _runs(held, id_) == ["done"]


def test_what_leaves_the_house_and_fails_is_put_back_and_tried_again(
    suite: Suite, clock: FrozenClock
) -> None:
    courier = Courier(suite.engine)
    courier.fails = 1
    held = process.hold(furnish(suite.settings, engine=suite.engine, clock=clock, handlers=[courier]))
    arrive(held, "v1")
    (id_,) = _spread(held)
    deliver(id_)
    assert effects(held) == []
    clock.advance(minutes=5)
    deliver(id_)

    assert len(effects(held)) == 1
    assert _runs(held, id_) == ["failed", "done"]
