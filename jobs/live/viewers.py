"""Who looks at what, and what each of them is told."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Protocol

import attrs

PLACE = re.compile(r"cl_[0-9a-hjkmnp-tv-z]{20}(/[0-9a-z_-]{1,40}){0,3}")
"""What can be looked at: a clinic, or something in it."""
MOST_PLACES = 60
GATHER_S = 0.1
"""Changes of one place within this are told as one."""
READY, RELOAD, AWAY = "ready", "reload", "away"


class Viewer(Protocol):
    """One open page somewhere."""

    @property
    def address(self) -> str: ...
    @property
    def places(self) -> frozenset[str]: ...
    def say(self, line: bytes) -> None: ...


@attrs.define
class Counts:
    """What is measured."""

    told: int = 0
    slow: int = 0
    refused: int = 0


Later = Callable[[float, Callable[[], None]], object]


class Viewers:
    """Everybody who looks on, found by what they look at.

    Nothing in here waits, so no viewer can hold up another: whoever does not read is dropped by the
    connection, and the browser comes back and asks for everything anew.
    """

    def __init__(self, most: int, most_of_address: int, later: Later) -> None:
        self._most = most
        self._most_of_address = most_of_address
        self._later = later
        self._all: dict[Viewer, None] = {}
        self._of_address: Counter[str] = Counter()
        self._at: dict[str, dict[Viewer, None]] = {}
        self._in_clinic: dict[str, set[str]] = {}
        self._changed: dict[str, None] = {}
        self._hears = False
        # Told apart from those of another process, or of this one before it was started anew.
        self._born = format(time.time_ns() // 1_000_000, "x")
        self._last = 0
        self.counts = Counts()

    def __len__(self) -> int:
        return len(self._all)

    @property
    def hears(self) -> bool:
        return self._hears

    def admit(self, viewer: Viewer) -> bool:
        """Let somebody look on; not when there are too many, in all or from one address."""
        if len(self) >= self._most or self._of_address[viewer.address] >= self._most_of_address:
            self.counts.refused += 1
            return False
        self._all[viewer] = None
        self._of_address[viewer.address] += 1
        for place in viewer.places:
            self._at.setdefault(place, {})[viewer] = None
            self._in_clinic.setdefault(_clinic(place), set()).add(place)
        viewer.say(b"retry: 3000\n" + self._event(READY if self._hears else AWAY))
        return True

    def leave(self, viewer: Viewer) -> None:
        if viewer not in self._all:
            return
        del self._all[viewer]
        self._of_address[viewer.address] -= 1
        if not self._of_address[viewer.address]:
            del self._of_address[viewer.address]
        for place in viewer.places:
            self._at[place].pop(viewer)
            if not self._at[place]:
                del self._at[place]
                self._in_clinic[_clinic(place)].discard(place)
                if not self._in_clinic[_clinic(place)]:
                    del self._in_clinic[_clinic(place)]

    def changed(self, topics: Iterable[str]) -> None:
        """Pass on what was touched, a moment later and each place once."""
        fresh = [t for t in topics if PLACE.fullmatch(t)]
        if fresh and not self._changed:
            self._later(GATHER_S, self._tell_changed)
        self._changed.update(dict.fromkeys(fresh))

    def hear_again(self) -> None:
        """The channel is there; what was said while it was not, nobody knows."""
        if not self._hears:
            self._hears = True
            self._last += 1
            self._tell_all(self._event(RELOAD))

    def hear_nothing(self) -> None:
        """The channel is away: let everybody look for themselves."""
        if self._hears:
            self._hears = False
            self._tell_all(self._event(AWAY))

    def beat(self) -> None:
        """A comment, so that proxies and browsers know that the line is alive."""
        self._tell_all(b":\n\n")

    def _tell_changed(self) -> None:
        topics, self._changed = self._changed, {}
        for topic in topics:
            self._last += 1
            line = self._event("changed", topic)
            for viewer in self._looking_at(topic):
                self.counts.told += 1
                viewer.say(line)

    def _looking_at(self, topic: str) -> dict[Viewer, None]:
        """Those who look at this place, at a broader one that holds it, or at a narrower one within."""
        within = [p for p in self._in_clinic.get(_clinic(topic), ()) if p.startswith(topic + "/")]
        found: dict[Viewer, None] = {}
        for place in (*accumulate(topic.split("/"), "{}/{}".format), *within):
            found.update(self._at.get(place, {}))
        return found

    def _tell_all(self, line: bytes) -> None:
        for viewer in list(self._all):
            viewer.say(line)

    def _event(self, name: str, data: str = "") -> bytes:
        # The number is of the last change that was told: whoever comes now shares the answers that were
        # made for those who were told of it, and a thousand who come at once do not ask for a thousand.
        return f"id: {self._born}-{self._last:x}\nevent: {name}\ndata: {data}\n\n".encode()


def _clinic(place: str) -> str:
    return place.partition("/")[0]
