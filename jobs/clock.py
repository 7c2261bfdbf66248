"""The clock: makes a delivery of each periodic job at each of its moments.

The name of the row is made from the job and the moment, so any number of clocks may run: the
first one makes the row, and the others find it there.
"""

from __future__ import annotations

from datetime import datetime

from clinic_suite.bootstrap import Suite


class Clock:
    """One process's clock.  It remembers what it has planned only to spare the database a question."""

    def __init__(self, suite: Suite) -> None:
        self._suite = suite
        self._planned: dict[str, datetime] = {}

    def step(self) -> bool:
        """Plan the present occurrence of every periodic job; there is never more to do at once."""
        now = self._suite.clock.now()
        for job in self._suite.subscriptions.periodic.values():
            moment = job.planned_before(now)
            if self._planned.get(job.key) != moment:
                self._suite.outbox.plan(job, now)
                self._planned[job.key] = moment
        return False
