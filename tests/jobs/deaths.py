"""The exact points at which a process of the stage can die.

Nothing in the product knows of a kill: a dying process is made of these subclasses, and it
dies by SIGKILL when it comes past its point for the first time.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from clinic_suite.kernel.events import Heard
from clinic_suite.kernel.outbox import Delivery, Outbox, Queue
from jobs.bell import RqBell
from jobs.listener import Listener
from tests.jobs.stage import PatientArrived, Reception


def die() -> None:
    """Be gone at this very instruction; no ``finally`` runs and nothing is said to anybody."""
    os.kill(os.getpid(), signal.SIGKILL)


class DiesAfterPop(Listener):
    def prepare_execution(self, job: Any) -> Any:
        die()


class DiesBeforeRqHears(Listener):
    def handle_execution_ended(self, *_: Any) -> None:
        die()


class DiesAfterTake(Outbox):
    def take(self, delivery_id: str, now: datetime) -> Delivery | None:
        super().take(delivery_id, now)
        die()
        return None


class DiesBeforeMarkingDone(Outbox):
    def finish(self, taken: Delivery, now: datetime) -> None:
        die()


class DiesBetweenDoneAndCommit(Outbox):
    def finish(self, taken: Delivery, now: datetime) -> None:
        super().finish(taken, now)
        die()


class DiesBeforeDeliveriesAreMade(Outbox):
    def _add_deliveries(self, rows: list[dict[str, Any]]) -> int:
        die()
        return 0


class DiesBeforeFactsAreMarked(Outbox):
    def _add_deliveries(self, rows: list[dict[str, Any]]) -> int:
        super()._add_deliveries(rows)
        die()
        return 0


class DiesBeforeRinging(RqBell):
    def ring(self, bells: Iterable[tuple[str, Queue]]) -> None:
        die()


class DiesAfterRinging(RqBell):
    def ring(self, bells: Iterable[tuple[str, Queue]]) -> None:
        super().ring(bells)
        die()


class DiesMidHandler(Reception):
    def call_the_nurse(self, heard: Heard[PatientArrived]) -> None:
        super().call_the_nurse(heard)
        die()

    call_the_nurse._hears = Reception.call_the_nurse._hears  # type: ignore[attr-defined]
