"""The process of one worker: ``python -m jobs.worker events``, as many as there is work for."""

from __future__ import annotations

import signal
import sys
import threading
import time
from types import FrameType

import redis

from clinic_suite.kernel import log
from clinic_suite.kernel.log import logger, place_of
from clinic_suite.kernel.outbox import Queue
from jobs import QUEUES, process
from jobs.listener import Listener, quieten_rq

_LONGEST_PAUSE_S = 10.0
_STEADY_S = 30.0


class Answering:
    """Answers one queue until it is stopped, however often Redis goes away in between."""

    def __init__(self, queue: Queue, redis_url: str, kind: type[Listener] = Listener) -> None:
        self._queue = queue
        self._redis_url = redis_url
        self._kind = kind
        self._stopped = threading.Event()
        self._listener: Listener | None = None

    def run(self) -> None:
        """Listen; after a fault listen again with a fresh connection, later and later."""
        pause = 1.0
        while not self._stopped.is_set():
            began = time.monotonic()
            self._listen()
            if self._stopped.is_set():
                return
            pause = 1.0 if time.monotonic() - began > _STEADY_S else min(pause * 2, _LONGEST_PAUSE_S)
            logger.warning("listens_again", queue=self._queue.value)
            self._stopped.wait(pause)

    def stop(self) -> None:
        """Safe inside a signal handler: sets flags, and asks nobody."""
        self._stopped.set()
        if self._listener is not None:
            self._listener.stop()

    def _listen(self) -> None:
        connection = redis.Redis.from_url(self._redis_url, socket_connect_timeout=2, socket_keepalive=True)
        try:
            self._listener = self._kind(self._queue, connection)
            if not self._stopped.is_set():
                self._listener.work()
        except redis.RedisError as fault:
            logger.warning(
                "redis_away",
                queue=self._queue.value,
                fault=type(fault).__name__,
                fault_at=place_of(fault),
            )
        finally:
            self._listener = None
            connection.close()


def main(arguments: list[str]) -> None:
    if len(arguments) != 1 or arguments[0] not in QUEUES:
        sys.exit(f"Say which queue to answer, one of: {', '.join(QUEUES)}")
    queue = Queue(arguments[0])
    suite = process.suite()
    log.set_up(suite.settings.log_level)
    quieten_rq()
    answering = Answering(queue, suite.settings.redis_url)

    def stop(_: int, __: FrameType | None) -> None:
        answering.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    logger.info("started", process="worker", queue=queue.value)
    answering.run()
    suite.engine.close()
    logger.info("stopped", process="worker", queue=queue.value)


if __name__ == "__main__":
    main(sys.argv[1:])
