"""A process of the stage: ``python -m tests.jobs.child worker DiesAfterPop``."""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import redis

from clinic_suite.kernel.outbox import Outbox, Queue
from clinic_suite.settings import Settings
from jobs import process, relay
from jobs.bell import RqBell
from jobs.listener import Listener, quieten_rq
from jobs.worker import Answering
from tests.jobs import deaths
from tests.jobs.stage import Reception, furnish


def _main(role: str, fate: str) -> None:
    settings = Settings.from_env(os.environ)
    lease = timedelta(seconds=float(os.environ["STAGE_LEASE_S"]))
    engine = furnish(settings).engine
    house = _fated(fate, Reception)(engine, float(os.environ["STAGE_TAKES_S"]))
    suite = furnish(settings, lease=lease, engine=engine, handlers=[house], outbox=_fated(fate, Outbox))
    process.hold(suite)
    quieten_rq()
    Path(os.environ["STAGE_READY"]).touch()
    if role == "relay":
        bell = _fated(fate, RqBell)(redis.Redis.from_url(settings.redis_url), lease)
        while True:
            relay.step(suite, bell)
            time.sleep(0.05)
    answering = Answering(Queue.EVENTS, settings.redis_url, _fated(fate, Listener))
    signal.signal(signal.SIGTERM, lambda *_: answering.stop())
    answering.run()


def _fated(fate: str, part: type[Any]) -> type[Any]:
    """The part that dies at its point, when that part has the point; else the part as it is."""
    dying = getattr(deaths, fate, part)
    return dying if issubclass(dying, part) else part


if __name__ == "__main__":
    _main(*sys.argv[1:])
