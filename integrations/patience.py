"""How often a provider is asked again, and when it is left alone for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

Monotonic = Callable[[], float]

PAUSES_S = (0.3, 0.9)
"""Between the first try and the second, and between the second and the third."""

_FAILURES = 5
_RESTS_FOR_S = 30.0


class Breaker:
    """Opens after some failures in a row, so that nobody waits for a provider that is down.

    After a rest one caller may try; everybody else goes on being refused until that one has come back.
    """

    def __init__(self, monotonic: Monotonic = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._failures = 0
        self._open_until = 0.0

    def is_open(self) -> bool:
        """Whether a call would be refused now; asking is no try."""
        with self._lock:
            return self._failures >= _FAILURES and self._monotonic() < self._open_until

    def let_through(self) -> bool:
        """Whether this caller may try."""
        with self._lock:
            if self._failures < _FAILURES:
                return True
            now = self._monotonic()
            if now < self._open_until:
                return False
            self._open_until = now + _RESTS_FOR_S
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= _FAILURES:
                self._open_until = self._monotonic() + _RESTS_FOR_S
