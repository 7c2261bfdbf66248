"""Listens to the channel on which changes are said, and notices when it falls silent."""

from __future__ import annotations

import asyncio
import time

import redis.asyncio as redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from clinic_suite.kernel.log import logger
from clinic_suite.kernel.ripples import CHANNEL, REST_S
from jobs.live.viewers import Viewers

_WITHIN_S = 2.0
_PING_S = 3.0
_SILENT_S = 8.0
_PAUSES_S = (0.2, 0.5, 1.0, 2.0)
SETTLE_S = REST_S + 1.0
"""Whoever failed to say something rests for a moment, and what is changed meanwhile is not said."""


class FellSilent(Exception):
    """The connection stands and nobody answers on it."""


class Ear:
    """Hears the channel for as long as the process lives."""

    def __init__(self, url: str, viewers: Viewers) -> None:
        self._url = url
        self._viewers = viewers
        self._failed = 0
        self._settling: asyncio.TimerHandle | None = None

    async def listen(self) -> None:
        while True:
            try:
                await self._follow()
            except (RedisError, OSError, FellSilent, TimeoutError) as fault:
                self._lose(fault)
            await asyncio.sleep(_PAUSES_S[min(self._failed, len(_PAUSES_S)) - 1])

    async def _follow(self) -> None:
        # Never mended behind our back: a connection that was lost has missed something.
        once = Retry(NoBackoff(), 0)
        client = redis.Redis.from_url(
            self._url, socket_connect_timeout=_WITHIN_S, socket_keepalive=True, retry=once
        )
        async with client, client.pubsub() as channel:
            await channel.subscribe(CHANNEL)
            await self._hear(channel)

    async def _hear(self, channel: PubSub) -> None:
        heard_at = time.monotonic()
        while True:
            message = await channel.get_message(timeout=_PING_S)
            if message is None:
                if time.monotonic() - heard_at > _SILENT_S:
                    raise FellSilent
                await channel.ping()
                continue
            heard_at = time.monotonic()
            if message["type"] == "subscribe":
                self._find()
            elif message["type"] == "message":
                self._viewers.changed(message["data"].decode("utf-8", "replace").split("\n"))

    def _find(self) -> None:
        if not self._failed:
            self._viewers.hear_again()
            return
        self._failed = 0
        logger.info("channel_back", process="live")
        loop = asyncio.get_running_loop()
        self._settling = loop.call_later(SETTLE_S, self._viewers.hear_again)

    def _lose(self, fault: Exception) -> None:
        if not self._failed:
            logger.warning("channel_away", process="live", fault=type(fault).__name__)
        self._failed += 1
        if self._settling is not None:
            self._settling.cancel()
        self._viewers.hear_nothing()
