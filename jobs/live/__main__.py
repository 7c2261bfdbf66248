"""The process: ``python -m jobs.live --port 8001``."""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import signal

from clinic_suite.kernel import log
from clinic_suite.kernel.log import logger
from clinic_suite.settings import Settings
from jobs.live.ear import Ear
from jobs.live.lines import Desk, Line
from jobs.live.viewers import Viewers

MOST, MOST_OF_ADDRESS = 5_000, 200
_BEAT_S = 15.0
_ASK_AGAIN_S = 0.3
_BACKLOG = 1_024
_SPARE_FILES = 100


async def serve(settings: Settings, host: str, port: int, most: int, most_of_address: int) -> None:
    """Serve until somebody asks us to stop."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for wish in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(wish, stopped.set)
    most = _affordable(most)
    viewers = Viewers(most, most_of_address, loop.call_later)
    desk = Desk(viewers=viewers, settings=settings, most_lines=most + _SPARE_FILES // 2)
    server = await loop.create_server(lambda: Line(desk), host, port, backlog=_BACKLOG)
    tasks = [
        asyncio.create_task(Ear(settings.redis_url, viewers).listen()),
        asyncio.create_task(_beat(viewers)),
    ]
    logger.info("started", process="live", port=port)
    await asyncio.wait([*tasks, asyncio.create_task(stopped.wait())], return_when=asyncio.FIRST_COMPLETED)
    server.close()
    for line in list(desk.lines):
        line.end()
    await _end(tasks)
    logger.info("stopped", process="live")


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    """None ends by itself, so one that has is a fault, and it is told to whoever started us."""
    for task in tasks:
        if task.done():
            task.result()
    going = set(tasks)
    while going:
        # The driver swallows a cancellation that comes in the moment in which it connects.
        for task in going:
            task.cancel()
        _, going = await asyncio.wait(going, timeout=_ASK_AGAIN_S)


async def _beat(viewers: Viewers) -> None:
    while True:
        await asyncio.sleep(_BEAT_S)
        viewers.beat()


def _affordable(most: int) -> int:
    """As many as wanted, or as this process may have files open; most systems begin with a thousand."""
    wanted = most + _SPARE_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return most if soft == resource.RLIM_INFINITY else min(most, soft - _SPARE_FILES)


def main() -> None:
    asked = argparse.ArgumentParser(prog="jobs.live", description="Tells open browsers what has changed.")
    asked.add_argument("--host", default="127.0.0.1")
    asked.add_argument("--port", type=int, default=8001)
    asked.add_argument("--most", type=int, default=MOST)
    asked.add_argument("--most-of-address", type=int, default=MOST_OF_ADDRESS)
    wish = asked.parse_args()
    settings = Settings.from_env(os.environ)
    log.set_up(settings.log_level)
    asyncio.run(serve(settings, wish.host, wish.port, wish.most, wish.most_of_address))


if __name__ == "__main__":
    main()
