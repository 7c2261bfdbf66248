"""Answers remembered for a moment, for what is asked a thousand times and changes once a week."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_MOST = 2_000


class Recent(Generic[K, V]):
    """Remembers for ``keep_s`` seconds of this process's own time; nothing at all for nought.

    What must never be wrong is not asked here but in the write itself: a remembered length of a
    visit may be two seconds old, a taken seat never is.
    """

    def __init__(self, keep_s: float) -> None:
        self._keep_s = keep_s
        self._known: dict[K, tuple[float, V]] = {}

    def get(self, key: K, find: Callable[[], V]) -> V:
        now = time.monotonic()
        known = self._known.get(key)
        if known is not None and known[0] > now:
            return known[1]
        found = find()
        if self._keep_s:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = (now + self._keep_s, found)
        return found
