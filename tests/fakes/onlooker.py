"""Somebody who looks on: hears what each unit of work touched, as Redis would."""

from __future__ import annotations

from collections.abc import Callable, Iterable


class Onlooker:
    """Keeps what was said at once together, and may look at the world in the moment in which it is said."""

    def __init__(self, look: Callable[[], object] = lambda: None) -> None:
        self.said: list[set[str]] = []
        self.saw: list[object] = []
        self._look = look

    def spread(self, topics: Iterable[str]) -> None:
        self.said.append(set(topics))
        self.saw.append(self._look())

    @property
    def last(self) -> set[str]:
        return self.said[-1] if self.said else set()
