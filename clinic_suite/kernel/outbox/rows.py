"""What the outbox keeps: the shapes of its rows, and the words in which they are read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import attrs

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.collections import (
    COUNT,
    ID,
    INSTANT,
    TEXT,
    CollectionSpec,
    IndexSpec,
    document,
    many,
    one_of,
    or_null,
)
from clinic_suite.kernel.events import Fact, Heard, Periodic, from_payload, to_payload
from clinic_suite.kernel.ids import AccountId, ClinicId, EventId
from clinic_suite.kernel.mongo import Document

LEASE = timedelta(seconds=60)
PAUSES = tuple(timedelta(seconds=s) for s in (0, 30, 2 * 60, 10 * 60, 30 * 60, 2 * 3600, 6 * 3600))
EVENTS_KEPT = timedelta(days=30)
_TICKS_KEPT = timedelta(days=2)


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
    kept_for: timedelta
    held_until: datetime
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
                "clinic_id": or_null(ID),
                "name": TEXT,
                "payload": {"bsonType": "object"},
                "handlers": many(TEXT),
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
                "due_at": INSTANT,
                "next_at": INSTANT,
                "running_until": INSTANT,
                "attempts": COUNT,
                "kept_for_s": COUNT,
                "run": or_null(TEXT),
                "relay": or_null(TEXT),
                "fault": or_null(TEXT),
            },
            {"forget_at": INSTANT},
        ),
        indexes=(
            IndexSpec(
                name="due",
                keys=(("queue", 1), ("next_at", 1)),
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


@attrs.frozen(kw_only=True)
class Backlog:
    """How far behind the telling of facts is."""

    waiting: int
    due: int
    escalated: int
    oldest: timedelta


def event_row(heard: Heard[Fact], handlers: Iterable[str]) -> Document:
    return {
        "_id": heard.id,
        "clinic_id": heard.fact.clinic_id,
        "name": heard.fact.name,
        "payload": to_payload(heard.fact),
        "handlers": list(handlers),
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


def heard(row: Document) -> Heard[Fact]:
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


def delivery_row(event: Document, handler: str, now: datetime) -> Document:
    return _row(
        f"{event['_id']}.{handler}",
        Queue.EVENTS,
        handler,
        now,
        clinic_id=event["clinic_id"],
        event_id=event["_id"],
    )


def tick_row(job: Periodic, planned: datetime, now: datetime) -> Document:
    """The row stays for two occurrences at least: while it is there, no clock plans its occurrence again."""
    return _row(
        f"{job.key}.{int(planned.timestamp())}",
        Queue.PERIODIC,
        job.key,
        now,
        planned_at=planned,
        kept_for_s=int(max(_TICKS_KEPT, 2 * job.every).total_seconds()),
    )


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
        "due_at": now,
        "next_at": now,
        "running_until": now,
        "attempts": 0,
        "kept_for_s": int(EVENTS_KEPT.total_seconds()),
        **nothing,
        **about,
    }


def delivery(row: Document) -> Delivery:
    return Delivery(
        id=row["_id"],
        queue=Queue(row["queue"]),
        handler=row["handler"],
        event_id=row["event_id"] and EventId(row["event_id"]),
        planned_at=row["planned_at"],
        attempts=row["attempts"],
        kept_for=timedelta(seconds=row["kept_for_s"]),
        held_until=row["running_until"],
        run=row["run"],
    )
