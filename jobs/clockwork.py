"""The process of the relay and the clock: ``python -m jobs.clockwork``, any number of times."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from types import FrameType

import redis

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel import log
from clinic_suite.kernel.log import logger, place_of
from jobs import process, relay
from jobs.bell import Bell, RqBell
from jobs.clock import Clock

PERIOD_S = 1.0
_LONGEST_PAUSE_S = 15.0


class Round:
    """Something to do once a second: at once again when it says so, later and later after a fault."""

    def __init__(self, name: str, step: Callable[[], bool], period_s: float = PERIOD_S) -> None:
        self._name = name
        self._step = step
        self._period_s = period_s
        self._faults = 0
        self.next_at = 0.0

    def go(self, now: float) -> None:
        """Do one step when its time has come."""
        if now < self.next_at:
            return
        try:
            has_more = self._step()
        except Exception as fault:
            # Whatever it was, the next round may go well, and a process that has given up helps nobody.
            self._faults += 1
            logger.warning(
                "round_failed",
                process=self._name,
                attempt=self._faults,
                fault=type(fault).__name__,
                fault_at=place_of(fault),
            )
            self.next_at = now + min(self._period_s * 2 ** (self._faults - 1), _LONGEST_PAUSE_S)
            return
        if self._faults:
            logger.info("round_goes_again", process=self._name, attempt=self._faults)
        self._faults = 0
        self.next_at = now if has_more else now + self._period_s


class Clockwork:
    """The relay and the clock, each going its own rounds, until somebody stops them."""

    def __init__(self, suite: Suite, bell: Bell, period_s: float = PERIOD_S) -> None:
        self._stopped = threading.Event()
        self._rounds = (
            Round("clock", Clock(suite).step, period_s),
            Round("relay", partial(relay.step, suite, bell), period_s),
        )

    def run(self) -> None:
        """Go round until stopped; the step in hand is always finished."""
        while not self._stopped.is_set():
            for one in self._rounds:
                one.go(time.monotonic())
            self._stopped.wait(max(0.0, min(r.next_at for r in self._rounds) - time.monotonic()))

    def stop(self) -> None:
        self._stopped.set()


def bell_of(suite: Suite) -> RqBell:
    """The bell of this process, on a connection of its own that gives up after two seconds."""
    connection = redis.Redis.from_url(
        suite.settings.redis_url, socket_connect_timeout=2, socket_timeout=2, socket_keepalive=True
    )
    return RqBell(connection, suite.outbox.lease)


def main() -> None:
    suite = process.suite()
    log.set_up(suite.settings.log_level)
    clockwork = Clockwork(suite, bell_of(suite))

    def stop(_: int, __: FrameType | None) -> None:
        clockwork.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    logger.info("started", process="clockwork")
    clockwork.run()
    suite.engine.close()
    logger.info("stopped", process="clockwork")


if __name__ == "__main__":
    main()
