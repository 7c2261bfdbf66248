"""All of it in one process, for the preview engine: threads instead of processes.

The same relay, clock, bell, RQ and ``deliver`` as in production, so that what a visitor tries
is what runs elsewhere; only the processes have become threads.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.log import logger, place_of
from jobs import QUEUES, process
from jobs.clockwork import Clockwork, bell_of
from jobs.listener import ThreadListener
from jobs.worker import Answering

SAVE_EVERY_S = 3.0
_STOP_S = 5.0


class PreviewInUse(Exception):
    """Another process has this preview file open; two would overwrite each other's work."""


class Household:
    """The threads of the preview process, from their start to the last save."""

    def __init__(self, suite: Suite, save_every_s: float = SAVE_EVERY_S) -> None:
        self._suite = process.hold(suite)
        self._save_every_s = save_every_s
        self._stopped = threading.Event()
        self._clockwork = Clockwork(suite, bell_of(suite))
        self._answering = [Answering(q, suite.settings.redis_url, ThreadListener) for q in QUEUES]
        self._threads = [
            _thread("clockwork", self._clockwork.run),
            *(_thread(q.value, a.run) for q, a in zip(QUEUES, self._answering, strict=True)),
            _thread("saver", self._keep_saving),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let each thread finish what it has in hand, then save; a second call does nothing."""
        if self._stopped.is_set():
            return
        self._stopped.set()
        self._clockwork.stop()
        for answering in self._answering:
            answering.stop()
        # Now as well as at the end, because whoever stops us may lose patience in between.
        self._suite.engine.save()
        until = time.monotonic() + _STOP_S
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, until - time.monotonic()))
        self._suite.engine.save()

    def _keep_saving(self) -> None:
        while not self._stopped.wait(self._save_every_s):
            try:
                self._suite.engine.save()
            except OSError as fault:
                # A full disk today may have room tomorrow, and stopping would help nobody.
                logger.error("not_saved", fault=type(fault).__name__, fault_at=place_of(fault))


def only_we(file: Path) -> IO[bytes]:
    """Hold the preview file for this process alone; the lock lasts until the answer is closed or we end."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = file.with_name(file.name + ".lock").open("ab")
    os.fchmod(lock.fileno(), 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise PreviewInUse(
            f"{file} is open in another process; the preview engine works in one only."
        ) from None
    return lock


def _thread(name: str, run: Callable[[], None]) -> threading.Thread:
    return threading.Thread(target=run, name=name, daemon=True)
