"""Desks that are killed at their work: ``python -m tests.engines.scheduling.dying_desk '{…}'``.

Each is a process of its own that overhears its own talk with the database, and kills itself before a given
write is sent, or after its commit was answered.  Printed is how each ended: how often it wrote, or -9.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from datetime import datetime
from typing import Any

import pymongo.monitoring

from clinic_suite.bootstrap import wire
from clinic_suite.kernel.mongo import connect
from tests.builders.desk_deeds import DEEDS
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock

_COMMIT = "commitTransaction"
_WRITES = {"insert", "update", "findAndModify", "delete", _COMMIT}
_AT_ONCE = 3
_BROKEN = 100


class Death(pymongo.monitoring.CommandListener):
    """Counts writes from the moment it is armed, and comes before the one that is meant."""

    def __init__(self, point: int) -> None:
        self.armed = False
        self.writes = 0
        self._point = point

    def started(self, event: Any) -> None:
        if self.armed and event.command_name in _WRITES:
            self.writes += 1
            self._come(self.writes == self._point)

    def succeeded(self, event: Any) -> None:
        # One more than all there are is after the commit, before anybody hears of it.
        self._come(self.armed and event.command_name == _COMMIT and self.writes + 1 == self._point)

    def failed(self, event: Any) -> None: ...

    def _come(self, now: bool) -> None:
        if now:
            os.kill(os.getpid(), signal.SIGKILL)


def _work(told: dict[str, Any], point: int) -> int:
    """Do the deed; answer the number of writes, if that is lived to see."""
    death = Death(point)
    pymongo.monitoring.register(death)
    clock = FrozenClock(datetime.fromisoformat(told["now"]))
    suite = wire(some_settings(), clock=clock, engine=connect(told["uri"], told["database"]))
    suite.engine.ping()
    death.armed = True
    DEEDS[told["deed"]].do(suite, told["told"])
    return death.writes


def _start(told: dict[str, Any], point: int) -> int:
    child = os.fork()
    if child == 0:
        try:
            os._exit(_work(told, point))
        except BaseException:
            traceback.print_exc()
            os._exit(_BROKEN)
    return child


def _main(told: dict[str, Any]) -> list[int]:
    """A few at a time.  Each opens its connection after the fork, so none shares one with another."""
    ends: list[int] = []
    deaths = told.pop("deaths")
    for start in range(0, len(deaths), _AT_ONCE):
        children = [
            _start({**told, "told": one["told"]}, one["point"]) for one in deaths[start : start + _AT_ONCE]
        ]
        ends += [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    return ends


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_main(json.loads(sys.argv[1]))))
