"""What a test of jobs does besides looking: waiting, counting effects, ringing every bell again."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import Any

import pytest

from clinic_suite.bootstrap import COLLECTIONS, Suite
from jobs.deliver import deliver
from tests.builders.settings import an_environment


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def environ_for(mongodb_uri: str, redis_url: str, database: str) -> dict[str, str]:
    return an_environment(MONGODB_URI=mongodb_uri, REDIS_URL=redis_url, CLINIC_DATABASE=database)


def until(holds: Callable[[], Any], seconds: float = 90) -> None:
    """Wait for something to hold, and fail when it does not come to hold; the time is for a busy machine."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            pytest.fail(f"this did not come to hold within {seconds:g} s")
        time.sleep(0.02)


def empty(suite: Suite) -> None:
    for name in ("effects", *(c.name for c in COLLECTIONS)):
        suite.engine.database[name].delete_many({})


def effects(suite: Suite, **of: Any) -> list[dict[str, Any]]:
    return list(suite.engine.database["effects"].find(of))


def all_done(suite: Suite) -> bool:
    """Whether every fact was spread and every delivery was finished."""
    database = suite.engine.database
    return not database["automation_events"].count_documents({"state": "waiting"}) and not database[
        "deliveries"
    ].count_documents({"state": {"$ne": "done"}})


def listening(suite: Suite) -> int:
    """How many workers wait for bells."""
    return len(suite.redis.keys("rq:worker:*"))


def ring_everything_again(suite: Suite) -> None:
    """Answer every bell that was ever rung once more: whoever would do a thing twice does it now."""
    for row in list(suite.engine.database["deliveries"].find({}, {"_id": 1})):
        deliver(row["_id"])
