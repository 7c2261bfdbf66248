"""A desk that is killed while it books: ``python -m tests.engines.scheduling.dying_desk '{…}'``.

It overhears its own talk with the database and kills itself with the given command, before it is
sent or after it was answered.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import datetime
from typing import Any

import pymongo.monitoring

from clinic_suite.bootstrap import wire
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.mongo import connect
from clinic_suite.scheduling.model import Booking
from clinic_suite.scheduling.service import BookVisits
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock


class Death(pymongo.monitoring.CommandListener):
    """Counts commands from the moment it is armed."""

    def __init__(self, point: int, moment: str) -> None:
        self.armed = False
        self._point, self._moment, self._count = point, moment, 0

    def started(self, event: Any) -> None:
        if self.armed:
            self._count += 1
            self._die_at("before")

    def succeeded(self, event: Any) -> None:
        if self.armed:
            self._die_at("after")

    def failed(self, event: Any) -> None: ...

    def _die_at(self, moment: str) -> None:
        if (self._count, moment) == (self._point, self._moment):
            os.kill(os.getpid(), signal.SIGKILL)


def _main(told: dict[str, Any]) -> None:
    death = Death(told["point"], told["moment"])
    pymongo.monitoring.register(death)
    clock = FrozenClock(datetime.fromisoformat(told["now"]))
    suite = wire(some_settings(), clock=clock, engine=connect(told["uri"], told["database"]))
    suite.engine.ping()
    death.armed = True
    wish = Booking(
        patient_id=told["patient"],
        practitioner_id=told["doctor"],
        service_id=told["service"],
        starts_at=datetime.fromisoformat(told["starts_at"]),
    )
    suite.part(BookVisits).book(wish, Actor(role=Role.FRONT_DESK, clinic_id=told["clinic"]))


if __name__ == "__main__":
    _main(json.loads(sys.argv[1]))
