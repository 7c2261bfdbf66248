"""The outbox: facts that somebody must still hear, and how far each telling has come.

A row of ``automation_events`` is a fact; a row of ``deliveries`` is one handler that has
to hear it (or one occurrence of a periodic job); a row of ``job_runs`` is one attempt.
Leases make the rows safe to work on from any number of processes: whoever dies loses
nothing but time, because a lapsed lease is free for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pymongo
from pymongo import ReturnDocument
from pymongo.errors import BulkWriteError, ExecutionTimeout, NetworkTimeout

from clinic_suite.kernel.events import Fact, Heard, Periodic
from clinic_suite.kernel.ids import EventId, Ids
from clinic_suite.kernel.mongo import Document, Engine
from clinic_suite.kernel.outbox.rows import (
    COLLECTIONS,
    EVENTS_KEPT,
    LEASE,
    PAUSES,
    Backlog,
    Delivery,
    DeliveryState,
    EventState,
    LeaseLost,
    Queue,
    delivery,
    delivery_row,
    event_row,
    heard,
    tick_row,
)

__all__ = [
    "COLLECTIONS",
    "LEASE",
    "PAUSES",
    "Backlog",
    "Delivery",
    "DeliveryState",
    "EventState",
    "LeaseLost",
    "Outbox",
    "Queue",
]

HandlersOf = Callable[[str], Iterable[str]]
_DUPLICATE = 11000
_EVER = datetime(1970, 1, 1, tzinfo=UTC)
_ALL = tuple(Queue)
_BELL = {"queue": 1, "run": 1}
_MOST_ORPHANS = 20
_ORPHAN_S = 0.5


def nobody(_: str) -> Iterable[str]:
    """No handler at all, whatever the fact is called."""
    return ()


class Outbox:
    """The rows behind every job.  RQ only rings the bell; this is what is true."""

    def __init__(self, engine: Engine, ids: Ids, lease: timedelta = LEASE) -> None:
        self._ids = ids
        self.lease = lease
        self._events = engine.database["automation_events"]
        self._deliveries = engine.database["deliveries"]
        self._runs = engine.database["job_runs"]

    def append(self, facts: Sequence[Heard[Fact]], handlers_of: HandlersOf = nobody) -> None:
        """Store facts in the transaction that made them true, with the handlers that must hear them.

        The handlers are stored too, because the relay may be of an older version that does
        not know them, or does not know the fact at all.
        """
        if facts:
            self._events.insert_many([event_row(h, handlers_of(h.fact.name)) for h in facts])

    def spread(self, now: datetime, handlers_of: HandlersOf, at_most: int = 100) -> int:
        """Turn waiting facts into one due delivery per handler; answer how many facts were spread.

        The handlers are those that the recording process knew and those that we know.

        Dying anywhere in here is harmless: the lease lapses, and the second time the
        deliveries that exist already are left as they are.
        """
        free = {"state": EventState.WAITING.value, "lease_until": {"$lte": now}}
        waiting = list(self._events.find(free).sort("lease_until", 1).limit(at_most))
        rows = self._lease(self._events, waiting, free, "lease_until", now)
        self._add_deliveries(
            [
                delivery_row(row, key, now)
                for row in rows
                for key in dict.fromkeys((*row["handlers"], *handlers_of(row["name"])))
            ]
        )
        if rows:
            self._events.update_many(
                {"_id": {"$in": [r["_id"] for r in rows]}},
                {"$set": {"state": EventState.RELAYED.value, "forget_at": now + EVENTS_KEPT}},
            )
        return len(rows)

    def plan(self, job: Periodic, now: datetime) -> bool:
        """Make the delivery of the present occurrence; false when some clock has made it already."""
        planned = job.planned_before(now)
        return self._add_deliveries([tick_row(job, planned, now)]) == 1

    def due(
        self, now: datetime, at_most: int = 100, queues: Sequence[Queue] = _ALL
    ) -> list[tuple[str, Queue]]:
        """Lease the deliveries whose bell must be rung now; unheard bells are rung again after the lease."""
        free = {
            "state": DeliveryState.DUE.value,
            "queue": {"$in": [q.value for q in queues]},
            "next_at": {"$lte": now},
        }
        found = list(self._deliveries.find(free, _BELL).sort("next_at", 1).limit(at_most))
        fresh = [r for r in found if r["run"] is None]
        orphans = [r for r in found if r["run"] is not None]
        rows = self._lease(self._deliveries, fresh, {**free, "run": None}, "next_at", now)
        rows += self._lease_orphans(orphans[:_MOST_ORPHANS], free, now)
        return [(r["_id"], Queue(r["queue"])) for r in rows]

    def take(self, delivery_id: str, now: datetime) -> Delivery | None:
        """Take one delivery on, or nothing when it is done or in somebody's hands."""
        run = self._ids.new("run")
        row = self._deliveries.find_one_and_update(
            {"_id": delivery_id, "state": DeliveryState.DUE.value, "running_until": {"$lte": now}},
            {
                "$set": {"run": run, "running_until": now + self.lease, "next_at": now + self.lease},
                "$inc": {"attempts": 1},
            },
            return_document=ReturnDocument.AFTER,
        )
        return None if row is None else delivery(row)

    def event(self, event_id: EventId) -> Heard[Fact] | None:
        row = self._events.find_one({"_id": event_id})
        return None if row is None else heard(row)

    def finish(self, taken: Delivery, now: datetime) -> None:
        """Mark a delivery done, in the transaction of the work itself: both happen or neither.

        It comes last.  A worker killed inside its transaction leaves the server holding what was
        written for up to a minute, and this row is one that the relay and the next worker want.
        """
        done = self._deliveries.update_one(
            {"_id": taken.id, "run": taken.run, "state": DeliveryState.DUE.value},
            {"$set": {"state": DeliveryState.DONE.value, "fault": None, "forget_at": now + taken.kept_for}},
        )
        if done.matched_count == 0:
            raise LeaseLost(taken.id)

    def put_back(self, taken: Delivery, now: datetime, fault: str, jitter: float) -> DeliveryState | None:
        """After a failed attempt: try again after a pause that grows, or put it before a person.

        ``jitter`` is a factor around 1, so that a thousand failures do not come back in one second.
        Nothing, when the row is not ours any more, or is done after all: a commit whose answer was
        lost looks like a failure to the one who waited for it.
        """
        pause = PAUSES[taken.attempts] if taken.attempts < len(PAUSES) else None
        state = DeliveryState.ESCALATED if pause is None else DeliveryState.DUE
        again_at = now + (pause or timedelta()) * jitter
        put = self._deliveries.update_one(
            {"_id": taken.id, "run": taken.run, "state": DeliveryState.DUE.value},
            {
                "$set": {
                    "state": state.value,
                    "fault": fault,
                    "run": None,
                    "running_until": now,
                    "due_at": again_at,
                    "next_at": again_at,
                }
            },
        )
        return state if put.matched_count else None

    def note_run(
        self, taken: Delivery, started_at: datetime, took_ms: int, outcome: str, fault: str | None
    ) -> None:
        self._runs.insert_one(
            {
                "_id": self._ids.new("run"),
                "delivery_id": taken.id,
                "handler": taken.handler,
                "started_at": started_at,
                "took_ms": took_ms,
                "outcome": outcome,
                "fault": fault,
                "forget_at": started_at + EVENTS_KEPT,
            }
        )

    def runs_since(self, since: datetime) -> dict[tuple[str, str], int]:
        """How many attempts each handler has made since then, by outcome."""
        rows = self._runs.aggregate(
            [
                {"$match": {"started_at": {"$gte": since}}},
                {"$group": {"_id": {"handler": "$handler", "outcome": "$outcome"}, "count": {"$sum": 1}}},
            ]
        )
        return {(r["_id"]["handler"], r["_id"]["outcome"]): r["count"] for r in rows}

    def backlog(self, now: datetime) -> Backlog:
        """How much is unheard and how old the oldest of it is; for readiness and metrics."""
        # The bounds that exclude nothing let the partial indexes answer.  ``next_at`` moves with
        # every bell, so lateness is read from ``due_at``.
        waiting = {"state": EventState.WAITING.value, "lease_until": {"$gte": _EVER}}
        escalated = {"state": DeliveryState.ESCALATED.value, "created_at": {"$gte": _EVER}}
        due = {
            "state": DeliveryState.DUE.value,
            "queue": {"$in": [q.value for q in _ALL]},
            "next_at": {"$gte": _EVER},
            "due_at": {"$lte": now},
            "running_until": {"$lte": now},
        }
        oldest = [*self._events.find(waiting, {"occurred_at": 1}).sort("occurred_at", 1).limit(1)]
        late = [*self._deliveries.find(due, {"due_at": 1}).sort("due_at", 1).limit(1)]
        ages = [now - r["occurred_at"] for r in oldest] + [now - r["due_at"] for r in late]
        return Backlog(
            waiting=self._events.count_documents(waiting),
            due=self._deliveries.count_documents(due),
            escalated=self._deliveries.count_documents(escalated),
            oldest=max(ages, default=timedelta()),
        )

    def _lease(
        self, collection: Any, found: list[Document], free: Document, until: str, now: datetime
    ) -> list[Document]:
        """Lease what was found free, in one round trip, or in two when another relay was quicker for some."""
        if not found:
            return []
        ids = [r["_id"] for r in found]
        token = self._ids.new("rel")
        leased = collection.update_many(
            {"_id": {"$in": ids}, **free}, {"$set": {until: now + self.lease, "relay": token}}
        )
        if leased.modified_count == len(found):
            return found
        return list(collection.find({"_id": {"$in": ids}, "relay": token}))

    def _lease_orphans(self, orphans: list[Document], free: Document, now: datetime) -> list[Document]:
        """Lease rows whose worker has died, one by one.

        The dead worker's transaction may still hold such a row, and a write to it waits; in one
        write with others it would hold up all of them.
        """
        leased = []
        for orphan in orphans:
            try:
                with pymongo.timeout(_ORPHAN_S):
                    row = self._deliveries.find_one_and_update(
                        {"_id": orphan["_id"], "run": orphan["run"], **free},
                        {"$set": {"next_at": now + self.lease}},
                    )
            except (ExecutionTimeout, NetworkTimeout):
                continue
            if row is not None:
                leased.append(row)
        return leased

    def _add_deliveries(self, rows: list[Document]) -> int:
        if not rows:
            return 0
        try:
            return len(self._deliveries.insert_many(rows, ordered=False).inserted_ids)
        except BulkWriteError as fault:
            if any(e["code"] != _DUPLICATE for e in fault.details["writeErrors"]):
                raise
            return int(fault.details["nInserted"])
