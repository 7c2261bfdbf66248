"""Tells viewers through Redis what was touched, and gives up at once where Redis does not answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from clinic_suite.kernel.log import logger
from clinic_suite.kernel.ripples import CHANNEL, REST_S, gathered

_ANSWERS_WITHIN_S = 0.2
"""A person waits behind this, for something that person does not need."""


class RedisRipples:
    """One PUBLISH for each unit of work that touched something."""

    def __init__(self, url: str, now: Callable[[], float] = time.monotonic) -> None:
        self._redis = redis.Redis.from_url(
            url,
            socket_connect_timeout=_ANSWERS_WITHIN_S,
            socket_timeout=_ANSWERS_WITHIN_S,
            socket_keepalive=True,
            # Whoever books would wait for each try.
            retry=Retry(NoBackoff(), 0),
        )
        self._now = now
        self._rests_until = 0.0

    def spread(self, topics: Iterable[str]) -> None:
        if self._now() < self._rests_until:
            return
        try:
            self._redis.publish(CHANNEL, "\n".join(gathered(topics)))
        except redis.RedisError as fault:
            self._rests_until = self._now() + REST_S
            logger.warning("viewers_not_told", fault=type(fault).__name__)
