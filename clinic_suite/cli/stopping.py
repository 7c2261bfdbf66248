"""Hears the wish to stop, and lets it come through only where we can act on it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_WISHES = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(Exception):
    """Somebody pressed Ctrl-C, closed the terminal, or sent SIGTERM."""


class StopWish:
    """A signal only raises a flag: an exception in the middle of starting a child could lose it."""

    def __init__(self) -> None:
        self.heard = False

    def go_on(self) -> None:
        """Raise when somebody wants us to stop."""
        if self.heard:
            raise StopAsked

    @contextmanager
    def listening(self) -> Iterator[None]:
        before = {wish: signal.signal(wish, self._hear) for wish in _WISHES}
        try:
            yield
        finally:
            for wish, handler in before.items():
                signal.signal(wish, handler)

    def _hear(self, _: int, __: FrameType | None) -> None:
        self.heard = True
