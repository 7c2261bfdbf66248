"""The outbox: facts that somebody must still hear, and how far each telling has come.

A row of ``automation_events`` is a fact; a row of ``deliveries`` is one handler that has
to hear it (or one occurrence of a periodic job); a row of ``job_runs`` is one attempt.
Leases make the rows safe to work on from any number of processes: whoever dies loses
nothing but time, because a lapsed lease is free for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import attrs
from pymongo import ReturnDocument
from pymongo.errors import BulkWriteError

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.collections import (
    COUNT,
    ID,
    INSTANT,
    TEXT,
    CollectionSpec,
    IndexSpec,
    document,
    one_of,
    or_null,
)
from clinic_suite.kernel.events import Fact, Heard, Periodic, from_payload, to_payload
from clinic_suite.kernel.ids import AccountId, ClinicId, EventId, Ids
from clinic_suite.kernel.mongo import Document, Engine

LEASE = timedelta(seconds=60)
PAUSES = tuple(timedelta(seconds=s) for s in (0, 30, 2 * 60, 10 * 60, 30 * 60, 2 * 3600, 6 * 3600))
_EVENTS_KEPT = timedelta(days=30)
_TICKS_KEPT = timedelta(days=2)
_DUPLICATE = 11000


class EventState(StrEnum):
    """Whether the relay has made the deliveries of a fact."""

    WAITING = "waiting"
    RELAYED = "relayed"


class DeliveryState(StrEnum):
    """How far one telling is: still to do, done, or given up and put before a person."""

    DUE = "due"
    DONE = "done"
    ESCALATED = "escalated"


class Queue(StrEnum):
    """The doorbells in Redis; one worker process listens to one of them."""

    EVENTS = "events"
    PERIODIC = "periodic"


@attrs.frozen(kw_only=True)
class Delivery:
    """One telling that somebody has taken on for the length of a lease."""

    id: str
    queue: Queue
    handler: str
    event_id: EventId | None
    planned_at: datetime | None
    attempts: int
    run: str


class LeaseLost(Exception):
    """Somebody else took the delivery on after our lease had lapsed; our work must not count."""


_BY = document(
    {
        "role": one_of(Role),
        "account_id": or_null(ID),
        "clinic_id": or_null(ID),
        "request_id": TEXT,
    }
)

COLLECTIONS = (
    CollectionSpec(
        name="automation_events",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "name": TEXT,
                "payload": {"bsonType": "object"},
                "occurred_at": INSTANT,
                "by": _BY,
                "state": one_of(EventState),
                "lease_until": INSTANT,
                "relay": or_null(TEXT),
            },
            {"forget_at": INSTANT},
        ),
        indexes=(
            IndexSpec(
                name="waiting",
                keys=(("lease_until", 1),),
                only_where={"state": EventState.WAITING.value},
            ),
            IndexSpec(name="forgotten", keys=(("forget_at", 1),), expires_after_s=0),
        ),
    ),
    CollectionSpec(
        name="deliveries",
        shape=document(
            {
                "_id": TEXT,
                "clinic_id": or_null(ID),
                "queue": one_of(Queue),
                "handler": TEXT,
                "event_id": or_null(ID),
                "planned_at": or_null(INSTANT),
                "state": one_of(DeliveryState),
                "created_at": INSTANT,
                "next_at": INSTANT,
                "running_until": INSTANT,
                "attempts": COUNT,
                "run": or_null(TEXT),
                "relay": or_null(TEXT),
                "fault": or_null(TEXT),
            },
            {"forget_at": INSTANT},
        ),
        indexes=(
            IndexSpec(
                name="due",
                keys=(("next_at", 1),),
                only_where={"state": DeliveryState.DUE.value},
            ),
            IndexSpec(
                name="escalated",
                keys=(("created_at", -1),),
                only_where={"state": DeliveryState.ESCALATED.value},
            ),
            IndexSpec(name="forgotten", keys=(("forget_at", 1),), expires_after_s=0),
        ),
    ),
    CollectionSpec(
        name="job_runs",
        shape=document(
            {
                "_id": ID,
                "delivery_id": TEXT,
                "handler": TEXT,
                "started_at": INSTANT,
                "took_ms": COUNT,
                "outcome": one_of(("done", "failed", "escalated", "lease_lost")),
                "fault": or_null(TEXT),
                "forget_at": INSTANT,
            }
        ),
        indexes=(
            IndexSpec(name="newest", keys=(("started_at", -1),)),
            IndexSpec(name="forgotten", keys=(("forget_at", 1),), expires_after_s=0),
        ),
    ),
)


class Outbox:
    """The rows behind every job.  RQ only rings the bell; this is what is true."""

    def __init__(self, engine: Engine, ids: Ids) -> None:
        self._ids = ids
        self._events = engine.database["automation_events"]
        self._deliveries = engine.database["deliveries"]
        self._runs = engine.database["job_runs"]

    def append(self, facts: Sequence[Heard[Fact]]) -> None:
        """Store facts in the transaction that made them true."""
        if facts:
            self._events.insert_many([_event_row(h) for h in facts])

    def spread(self, now: datetime, handlers_of: Callable[[str], Iterable[str]], at_most: int = 100) -> int:
        """Turn waiting facts into one due delivery per handler; answer how many facts were spread.

        Dying anywhere in here is harmless: the lease lapses, and the second time the
        deliveries that exist already are left as they are.
        """
        rows = self._lease(
            self._events,
            {"state": EventState.WAITING.value, "lease_until": {"$lte": now}},
            "lease_until",
            now,
            at_most,
        )
        self._add_deliveries([_delivery_row(r, key, now) for r in rows for key in handlers_of(r["name"])])
        if rows:
            self._events.update_many(
                {"_id": {"$in": [r["_id"] for r in rows]}},
                {"$set": {"state": EventState.RELAYED.value, "forget_at": now + _EVENTS_KEPT}},
            )
        return len(rows)

    def plan(self, job: Periodic, now: datetime) -> bool:
        """Make the delivery of the present occurrence; false when some clock has made it already."""
        planned = job.planned_before(now)
        return self._add_deliveries([_tick_row(job, planned, now)]) == 1

    def due(self, now: datetime, at_most: int = 100) -> list[tuple[str, Queue]]:
        """Lease the deliveries whose bell must be rung now; unheard bells are rung again after the lease."""
        rows = self._lease(
            self._deliveries,
            {"state": DeliveryState.DUE.value, "next_at": {"$lte": now}},
            "next_at",
            now,
            at_most,
        )
        return [(r["_id"], Queue(r["queue"])) for r in rows]

    def take(self, delivery_id: str, now: datetime) -> Delivery | None:
        """Take one delivery on, or nothing when it is done or in somebody's hands."""
        run = self._ids.new("run")
        row = self._deliveries.find_one_and_update(
            {"_id": delivery_id, "state": DeliveryState.DUE.value, "running_until": {"$lte": now}},
            {
                "$set": {"run": run, "running_until": now + LEASE, "next_at": now + LEASE},
                "$inc": {"attempts": 1},
            },
            return_document=ReturnDocument.AFTER,
        )
        return None if row is None else _delivery(row)

    def event(self, event_id: EventId) -> Heard[Fact] | None:
        row = self._events.find_one({"_id": event_id})
        return None if row is None else _heard(row)

    def finish(self, taken: Delivery, now: datetime) -> None:
        """Mark a delivery done, in the transaction of the work itself: both happen or neither."""
        kept = _EVENTS_KEPT if taken.event_id else _TICKS_KEPT
        done = self._deliveries.update_one(
            {"_id": taken.id, "run": taken.run, "state": DeliveryState.DUE.value},
            {"$set": {"state": DeliveryState.DONE.value, "fault": None, "forget_at": now + kept}},
        )
        if done.matched_count == 0:
            raise LeaseLost(taken.id)

    def put_back(self, taken: Delivery, now: datetime, fault: str, jitter: float) -> DeliveryState:
        """After a failed attempt: try again after a pause that grows, or put it before a person.

        ``jitter`` is a factor around 1, so that a thousand failures do not come back in one second.
        """
        pause = PAUSES[taken.attempts] if taken.attempts < len(PAUSES) else None
        state = DeliveryState.ESCALATED if pause is None else DeliveryState.DUE
        # The state is not part of the filter: the preview engine has no rollback, so a failed
        # attempt may have left the row marked done.
        self._deliveries.update_one(
            {"_id": taken.id, "run": taken.run},
            {
                "$set": {
                    "state": state.value,
                    "fault": fault,
                    "running_until": now,
                    "next_at": now + (pause or timedelta()) * jitter,
                },
                "$unset": {"forget_at": ""},
            },
        )
        return state

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
                "forget_at": started_at + _EVENTS_KEPT,
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
        waiting = {"state": EventState.WAITING.value}
        due = {"state": DeliveryState.DUE.value, "next_at": {"$lte": now}}
        oldest = [
            *self._events.find(waiting, {"occurred_at": 1}).sort("lease_until", 1).limit(1),
        ]
        late = [*self._deliveries.find(due, {"next_at": 1}).sort("next_at", 1).limit(1)]
        ages = [now - r["occurred_at"] for r in oldest] + [now - r["next_at"] for r in late]
        return Backlog(
            waiting=self._events.count_documents(waiting),
            due=self._deliveries.count_documents(due),
            escalated=self._deliveries.count_documents({"state": DeliveryState.ESCALATED.value}),
            oldest=max(ages, default=timedelta()),
        )

    def _lease(self, rows: Any, free: Document, until: str, now: datetime, at_most: int) -> list[Document]:
        """Lease up to ``at_most`` free rows in three round trips, however many there are."""
        ids = [r["_id"] for r in rows.find(free, {"_id": 1}).sort(until, 1).limit(at_most)]
        if not ids:
            return []
        token = self._ids.new("rel")
        rows.update_many({"_id": {"$in": ids}, **free}, {"$set": {until: now + LEASE, "relay": token}})
        return list(rows.find({"_id": {"$in": ids}, "relay": token}))

    def _add_deliveries(self, rows: list[Document]) -> int:
        if not rows:
            return 0
        try:
            return len(self._deliveries.insert_many(rows, ordered=False).inserted_ids)
        except BulkWriteError as fault:
            if any(e["code"] != _DUPLICATE for e in fault.details["writeErrors"]):
                raise
            return int(fault.details["nInserted"])


@attrs.frozen(kw_only=True)
class Backlog:
    """How far behind the telling of facts is."""

    waiting: int
    due: int
    escalated: int
    oldest: timedelta


def _event_row(heard: Heard[Fact]) -> Document:
    return {
        "_id": heard.id,
        "clinic_id": heard.fact.clinic_id,
        "name": heard.fact.name,
        "payload": to_payload(heard.fact),
        "occurred_at": heard.occurred_at,
        "by": {
            "role": heard.by.role.value,
            "account_id": heard.by.account_id,
            "clinic_id": heard.by.clinic_id,
            "request_id": heard.by.request_id,
        },
        "state": EventState.WAITING.value,
        "lease_until": heard.occurred_at,
        "relay": None,
    }


def _heard(row: Document) -> Heard[Fact]:
    by = row["by"]
    return Heard(
        id=EventId(row["_id"]),
        fact=from_payload(row["name"], row["payload"]),
        occurred_at=row["occurred_at"],
        by=Actor(
            role=Role(by["role"]),
            account_id=by["account_id"] and AccountId(by["account_id"]),
            clinic_id=by["clinic_id"] and ClinicId(by["clinic_id"]),
            request_id=by["request_id"],
        ),
    )


def _delivery_row(event: Document, handler: str, now: datetime) -> Document:
    return _row(
        f"{event['_id']}.{handler}",
        Queue.EVENTS,
        handler,
        now,
        clinic_id=event["clinic_id"],
        event_id=event["_id"],
    )


def _tick_row(job: Periodic, planned: datetime, now: datetime) -> Document:
    return _row(f"{job.key}.{int(planned.timestamp())}", Queue.PERIODIC, job.key, now, planned_at=planned)


def _row(id_: str, queue: Queue, handler: str, now: datetime, **about: Any) -> Document:
    nothing = {
        "clinic_id": None,
        "event_id": None,
        "planned_at": None,
        "run": None,
        "relay": None,
        "fault": None,
    }
    return {
        "_id": id_,
        "queue": queue.value,
        "handler": handler,
        "state": DeliveryState.DUE.value,
        "created_at": now,
        "next_at": now,
        "running_until": now,
        "attempts": 0,
        **nothing,
        **about,
    }


def _delivery(row: Document) -> Delivery:
    return Delivery(
        id=row["_id"],
        queue=Queue(row["queue"]),
        handler=row["handler"],
        event_id=row["event_id"] and EventId(row["event_id"]),
        planned_at=row["planned_at"],
        attempts=row["attempts"],
        run=row["run"],
    )
