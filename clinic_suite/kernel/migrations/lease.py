"""One document that says who runs migrations now, renewed by a thread while the work goes on.

Whoever dies while running leaves a lease that lapses by itself.  Taking and renewing are single
conditional updates, so of any number of runners one holds it.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.migrations.faults import LeaseLost, RunnerBusy
from clinic_suite.kernel.mongo import DatabaseFault, DuplicateKey, Engine

LASTS_FOR = timedelta(seconds=15)
_BEATS = 3
_LOOK_AGAIN_S = 0.1
_ID = "runner"


class Lease:
    """The right to run migrations, for as long as it is renewed."""

    def __init__(self, engine: Engine, clock: Clock, lasts_for: timedelta) -> None:
        self._rows = engine.database["migration_leases"]
        self._clock = clock
        self._lasts_for = lasts_for
        self._holder = secrets.token_hex(16)
        self._stop = threading.Event()

    def take(self) -> bool:
        """Take the lease when nobody has it, or when who had it let it lapse."""
        now = self._clock.now()
        mine = {"holder": self._holder, "until": now + self._lasts_for}
        try:
            self._rows.insert_one({"_id": _ID, **mine})
        except DuplicateKey:
            taken = self._rows.update_one({"_id": _ID, "until": {"$lte": now}}, {"$set": mine})
            return taken.matched_count == 1
        return True

    def renew(self) -> None:
        """Hold it for longer; ``LeaseLost`` when somebody took it over."""
        kept = self._rows.update_one(
            {"_id": _ID, "holder": self._holder},
            {"$set": {"until": self._clock.now() + self._lasts_for}},
        )
        if kept.matched_count == 0:
            raise LeaseLost("another runner took the migrations over; nothing more was done here")

    def give_back(self) -> None:
        self._rows.delete_one({"_id": _ID, "holder": self._holder})

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Renew in the background, because one migration may take longer than the lease lasts."""
        heart = threading.Thread(target=self._beat, name="migration-lease", daemon=True)
        heart.start()
        try:
            yield
        finally:
            self._stop.set()
            heart.join()

    def _beat(self) -> None:
        while not self._stop.wait(self._lasts_for.total_seconds() / _BEATS):
            try:
                self.renew()
            except LeaseLost:
                return
            except DatabaseFault:
                # The database may be back before the lease lapses; if not, the next step finds out.
                continue


@contextmanager
def held_lease(
    engine: Engine, clock: Clock, lasts_for: timedelta, patience: timedelta, on_wait: Callable[[], None]
) -> Iterator[Lease]:
    """Wait for the lease, hold it, give it back."""
    lease = Lease(engine, clock, lasts_for)
    ends = time.monotonic() + patience.total_seconds()
    waiting = False
    while not lease.take():
        if not waiting:
            waiting = True
            on_wait()
        if time.monotonic() >= ends:
            raise RunnerBusy("another process is running the migrations")
        time.sleep(_LOOK_AGAIN_S)
    try:
        with lease.beating():
            yield lease
    finally:
        lease.give_back()
