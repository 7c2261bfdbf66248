"""Runs one delivery: the handler's work and its "done" in one unit of work, or neither.

RQ calls ``deliver`` by its dotted name.  It never raises into RQ: a fault is written into the
row, where the relay will find it again, and RQ's own retries and registries stay unused.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import SystemRandom

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.events import Tick
from clinic_suite.kernel.log import logger, place_of
from clinic_suite.kernel.outbox import PAUSES, Delivery, DeliveryState, LeaseLost
from clinic_suite.kernel.unit_of_work import Transaction, acting_as
from jobs import process

_chance = SystemRandom()
_JITTER = 0.2
_MOST_ATTEMPTS = len(PAUSES)


class HandlerUnknown(Exception):
    """The row names a handler that this process does not have: another version of us is running."""


class FactUnknown(Exception):
    """The stored fact is gone, or this process cannot read it: another version of us wrote it."""


class WorkersDied(Exception):
    """Every attempt so far ended without a word; the work may be what kills the workers."""


def deliver(delivery_id: str) -> None:
    """Answer one bell.  Nothing happens when the row is done or in other hands."""
    try:
        suite = process.suite()
        taken = suite.outbox.take(delivery_id, suite.clock.now())
        if taken is not None:
            _Attempt(suite, taken).make()
    except Exception as fault:
        # The database is away, or there is no time left.  The row keeps its lease, and when that
        # lapses the bell is rung again, so all that is to do here is to say so.
        logger.warning("delivery_left", delivery_id=delivery_id, **_about(fault))


class _Attempt:
    """One attempt at one delivery that has been taken."""

    def __init__(self, suite: Suite, taken: Delivery) -> None:
        self._suite = suite
        self._taken = taken
        self._started_at = suite.clock.now()

    def make(self) -> None:
        try:
            reaction, request_id, leaves_the_house = self._reaction()
            with acting_as(the_house(request_id)):
                if leaves_the_house:
                    self._require_held()
                    reaction()
                    reaction = _nothing_more
                self._suite.uow.run(lambda _: self._work(_, reaction))
        except LeaseLost:
            self._note("lease_lost", None)
        except Exception as fault:
            self._put_back(fault)
        else:
            self._log("done")

    def _reaction(self) -> tuple[Callable[[], None], str, bool]:
        """What is to be called, the request that it goes back to, and whether it leaves the house."""
        taken, subscriptions = self._taken, self._suite.subscriptions
        if taken.attempts > _MOST_ATTEMPTS:
            raise WorkersDied
        if taken.planned_at is not None:
            job = subscriptions.periodic.get(taken.handler)
            if job is None:
                raise HandlerUnknown
            chore, tick = job.react, Tick(planned_at=taken.planned_at)
            return lambda: chore(tick), "", False
        subscription = subscriptions.by_key(taken.handler)
        if subscription is None:
            raise HandlerUnknown
        try:
            heard = taken.event_id and self._suite.outbox.event(taken.event_id)
        except KeyError as unheard_of:
            raise FactUnknown from unheard_of
        if not heard:
            raise FactUnknown
        react = subscription.react
        return lambda: react(heard), heard.by.request_id, subscription.leaves_the_house

    def _work(self, _: Transaction, reaction: Callable[[], None]) -> None:
        """Run inside the unit of work, again from the start after a conflict.

        The preview engine cannot take back what was written, so whoever comes too late must
        notice before the work: under its lock a lease that has not lapsed is surely ours still.
        """
        self._require_held()
        reaction()
        self._note_row("done", None)
        self._suite.outbox.finish(self._taken, self._now())

    def _require_held(self) -> None:
        if self._now() >= self._taken.held_until:
            raise LeaseLost(self._taken.id)

    def _put_back(self, fault: Exception) -> None:
        jitter = 1 + _chance.uniform(-_JITTER, _JITTER)
        state = self._suite.outbox.put_back(self._taken, self._now(), _said(fault), jitter)
        outcome = {DeliveryState.DUE: "failed", DeliveryState.ESCALATED: "escalated", None: "lease_lost"}
        self._note(outcome[state], fault)

    def _note(self, outcome: str, fault: Exception | None) -> None:
        self._note_row(outcome, fault)
        self._log(outcome, fault)

    def _note_row(self, outcome: str, fault: Exception | None) -> None:
        said = _said(fault) if fault else None
        self._suite.outbox.note_run(self._taken, self._started_at, self._took_ms(), outcome, said)

    def _log(self, outcome: str, fault: Exception | None = None) -> None:
        say = logger.debug if outcome == "done" else logger.warning
        say(
            "delivery",
            delivery_id=self._taken.id,
            handler=self._taken.handler,
            attempt=self._taken.attempts,
            outcome=outcome,
            took_ms=self._took_ms(),
            **(_about(fault) if fault else {}),
        )

    def _took_ms(self) -> int:
        return int((self._now() - self._started_at).total_seconds() * 1000)

    def _now(self) -> datetime:
        return self._suite.clock.now()


def _nothing_more() -> None:
    """What was to do outside of the unit of work is done; what is left is to say so."""


def _said(fault: Exception) -> str:
    return f"{type(fault).__name__} at {place_of(fault)}"


def _about(fault: Exception) -> dict[str, str]:
    """A fault without its message, which may carry a person's data."""
    return {"fault": type(fault).__name__, "fault_at": place_of(fault)}
