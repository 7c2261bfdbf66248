"""RQ's worker, as far as we let it: one queue, no memory of results, no surprise at a stop.

RQ raises its stop out of a signal handler, which can drop a job between the pop and the work,
and which asks Redis from inside the handler.  Here a stop is only a flag, looked at between
two jobs.
"""

from __future__ import annotations

import contextlib
import logging
from typing import Any

import redis
import rq
from rq.exceptions import DequeueTimeout, StopRequested
from rq.job import Job
from rq.timeouts import BaseDeathPenalty
from rq.utils import now
from rq.worker import WorkerStatus

from clinic_suite.kernel.log import logger, place_of
from clinic_suite.kernel.outbox import Queue
from jobs.bell import SERIALIZER

_LOOK_UP_S = 1
_BEAT_S = 10
_TTL_S = 60


class Listener(rq.SimpleWorker):
    """Answers the bells of exactly one queue, one after the other, in this very thread.

    One queue, because on two queues RQ pops without its intermediate list.  No fork, because a
    job that kills its process loses nothing here, and forking costs four fifths of the speed.
    """

    log_result_lifespan = False

    def __init__(self, queue: Queue, connection: redis.Redis) -> None:
        super().__init__(
            [queue.value],
            connection=connection,
            serializer=SERIALIZER,
            worker_ttl=_TTL_S,
            default_result_ttl=0,
            log_job_description=False,
            disable_default_exception_handler=True,
        )

    @property
    def dequeue_timeout(self) -> int:
        return _LOOK_UP_S

    def stop(self) -> None:
        """Finish the job in hand, and take no other."""
        self._stop_requested = True

    def bootstrap(self, *_: Any, **__: Any) -> None:
        """Be known to RQ's own tools; take no commands through Redis, and set up no log of RQ's."""
        self.register_birth()  # type: ignore[no-untyped-call]
        self.set_state(WorkerStatus.STARTED)

    def dequeue_job_and_maintain_ttl(self, *_: Any, **__: Any) -> tuple[Job, rq.Queue]:
        """Wait for a bell, looking up each second whether we shall stop; a popped job is always worked."""
        self.set_state(WorkerStatus.IDLE)
        while not self._stop_requested:
            self.heartbeat()
            if self.should_run_maintenance_tasks:
                self.run_maintenance_tasks()  # type: ignore[no-untyped-call]
            with contextlib.suppress(DequeueTimeout):
                found = self.queue_class.dequeue_any(
                    self.queues,
                    _LOOK_UP_S,
                    connection=self.connection,
                    job_class=self.job_class,
                    serializer=self.serializer,
                    death_penalty_class=self.death_penalty_class,
                )
                if found is not None:
                    return found
        raise StopRequested

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """RQ beats several times for each job; one in ten seconds is enough to be seen alive."""
        last = self.last_heartbeat
        if pipeline is not None or last is None or (now() - last).total_seconds() >= _BEAT_S:
            super().heartbeat(timeout, pipeline)

    def handle_exception(self, job: Job, *exc_info: Any) -> None:
        """``deliver`` raises nothing, so this is a fault of the bell; its message stays unwritten."""
        logger.warning("bell_failed", fault=exc_info[0].__name__, fault_at=place_of(exc_info[1]))

    def _install_signal_handlers(self) -> None:
        """The process decides about its signals, and a thread may not."""


class ThreadListener(Listener):
    """The same inside a thread of the preview process.

    A thread cannot be interrupted at a safe place, so here no job is cut short; it holds the
    preview engine's lock anyway, and nobody could go on in its stead.
    """

    class NoPenalty(BaseDeathPenalty):
        """Lets a job take the time that it takes."""

        def setup_death_penalty(self) -> None:
            """There is nothing to set up."""

        def cancel_death_penalty(self) -> None:
            """There is nothing to cancel."""

    death_penalty_class = NoPenalty


class _WithoutMessages(logging.Handler):
    """Passes on that RQ has warned, and from where, but not its words: they quote tracebacks."""

    def emit(self, record: logging.LogRecord) -> None:
        fault = record.exc_info[1] if record.exc_info else None
        logger.warning(
            "rq",
            fault=type(fault).__name__ if fault else record.levelname,
            fault_at=place_of(fault) if fault else f"{record.module}.{record.funcName}:{record.lineno}",
        )


def quieten_rq() -> None:
    """Let RQ's own log say nothing but that there was a warning."""
    rq_log = logging.getLogger("rq")
    rq_log.handlers = [_WithoutMessages()]
    rq_log.propagate = False
    for name in ("rq.worker", "rq.job", "rq.queue", "rq.registry"):
        logging.getLogger(name).setLevel(logging.WARNING)
