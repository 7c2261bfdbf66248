"""The doorbell: tells a worker through Redis that a row in MongoDB waits for it.

A bell carries the name of a delivery and nothing else.  Losing one costs a lease's time, and
ringing twice costs one look at a row, so nothing here has to be careful about Redis.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby
from typing import Protocol

import redis
import rq

from clinic_suite.kernel.outbox import Queue
from jobs import QUEUES

DOTTED_NAME = "jobs.deliver.deliver"
SERIALIZER = "json"
"""Not pickle: whoever can write to Redis must not be able to run what he wrote."""

MOST_HANGING = 1000
"""Enough bells for a worker to be busy; more would only grow in Redis while nobody listens."""


class Bell(Protocol):
    """A way to call a worker."""

    def room(self) -> dict[Queue, int]:
        """How many more bells each queue may have; raises while nobody can be called at all."""
        ...

    def ring(self, bells: Iterable[tuple[str, Queue]]) -> None:
        """Call a worker to each of these deliveries, in one round trip."""
        ...


class RqBell:
    """The bell as RQ jobs, one queue in Redis for each queue of ours."""

    def __init__(self, connection: redis.Redis, lease: timedelta) -> None:
        self._redis = connection
        self._queues = {q: rq.Queue(q.value, connection, serializer=SERIALIZER) for q in QUEUES}
        self._lease_s = max(1, int(lease.total_seconds()))
        self._timeout_s = timeout_s(lease)

    def room(self) -> dict[Queue, int]:
        with self._redis.pipeline(transaction=False) as pipe:
            for queue in QUEUES:
                pipe.llen(self._queues[queue].key)
            hanging = pipe.execute()
        return {q: max(0, MOST_HANGING - n) for q, n in zip(QUEUES, hanging, strict=True)}

    def ring(self, bells: Iterable[tuple[str, Queue]]) -> None:
        with self._redis.pipeline() as pipe:
            for queue, rung in groupby(sorted(bells, key=_queue_of), key=_queue_of):
                self._queues[queue].enqueue_many([self._job(b) for b, _ in rung], pipeline=pipe)
            pipe.execute()

    def _job(self, delivery_id: str) -> rq.queue.EnqueueData:
        # A bell that nobody answers within the lease dies: the relay rings a new one then.
        return rq.Queue.prepare_data(
            DOTTED_NAME,
            (delivery_id,),
            timeout=self._timeout_s,
            ttl=self._lease_s,
            result_ttl=0,
            failure_ttl=self._lease_s,
            description="deliver",
        )


def timeout_s(lease: timedelta) -> int:
    """How long a job may take: clearly less than the lease, so that its row is still its own at the end."""
    return max(1, int(lease.total_seconds() * 0.8))


def _queue_of(bell: tuple[str, Queue]) -> Queue:
    return bell[1]
