"""What was observed of each request, written down a moment later by a thread of its own.

A request pays for one entry in a list and no more.  Writing its log line at once would be a system
call in which the thread lets the others go first, and the shared counters four more; together they
cost as much as an answer from the cache.  Entries are at most a tenth of a second old; they are all written
before the process ends and before anybody reads the metrics.  Only a process that is killed
takes its last tenth of a second with it, and nothing that must be known later (that is audit) is kept here.
"""

from __future__ import annotations

import atexit
import multiprocessing.util
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from clinic_suite.app import metrics
from clinic_suite.kernel.actor import Actor, Role

PAUSE_S = 0.1
# More than two seconds of the busiest process: whoever cannot write any more forgets the oldest.
_MOST = 50_000
_STANDARD_ERROR = 2
# What a pipe takes in one piece; so lines of several processes never mix.
_ONE_PIECE = 4096
_MS_IN_S = 1000


class Entry(NamedTuple):
    """One answered request."""

    at: datetime
    request_id: str
    method: str
    route: str
    status: int
    took_s: float
    actor: Actor | None
    public: str | None
    """How the public cache answered, where it was asked."""
    logged: bool


class Ledger:
    """The entries of this process that are not written yet."""

    def __init__(self) -> None:
        self._begin()
        os.register_at_fork(after_in_child=self._begin)
        # A server that forks its workers ends them by multiprocessing's last wishes, not by atexit's.
        multiprocessing.util.Finalize(None, self.settle, exitpriority=0)
        atexit.register(self.settle)

    def _begin(self) -> None:
        """Start with nothing, in a new process as well: what the parent has not written, the parent writes."""
        self._entries: deque[Entry] = deque(maxlen=_MOST)
        self._settling = threading.Lock()
        self._clerk: threading.Thread | None = None

    def add(self, entry: Entry) -> None:
        self._entries.append(entry)
        if self._clerk is None:
            self._employ()

    def settle(self) -> None:
        """Write all that has been entered so far."""
        with self._settling:
            entries = [self._entries.popleft() for _ in range(len(self._entries))]
            _count(entries)
            for piece in _pieces(_line(e) for e in entries if e.logged):
                _write(piece)

    def _employ(self) -> None:
        with self._settling:
            if self._clerk is None:
                self._clerk = threading.Thread(target=self._keep, name="ledger", daemon=True)
                self._clerk.start()

    def _keep(self) -> None:
        while True:
            time.sleep(PAUSE_S)
            if self._entries:
                self.settle()


def _count(entries: list[Entry]) -> None:
    """Tell the metrics, each counter once for all entries that it counts."""
    answered: dict[tuple[str, str, int], list[float]] = {}
    public: dict[str, int] = {}
    for entry in entries:
        answered.setdefault((entry.method, entry.route, entry.status), []).append(entry.took_s)
        if entry.public is not None:
            public[entry.public] = public.get(entry.public, 0) + 1
    for (method, route, status), seconds in answered.items():
        metrics.observe(method, route, status, seconds)
    for outcome, times in public.items():
        metrics.count_public(outcome, times)


# A line is put together by hand and not by structlog, because there is one for every request.  Its
# fields are fixed, so nothing that was sent can get into it.
def _line(entry: Entry) -> bytes:
    at = entry.at.isoformat(timespec="milliseconds").removesuffix("+00:00")
    what = _what(entry.method, entry.route, entry.status)
    return (
        f'{{"event":"request","at":"{at}Z","request_id":"{entry.request_id}",{what},'
        f'"took_ms":{entry.took_s * _MS_IN_S:.2f},{_who(entry.actor)}}}\n'
    ).encode()


@lru_cache(maxsize=4096)
def _what(method: str, route: str, status: int) -> str:
    return _inside({"method": method, "route": route, "status": status})


def _who(actor: Actor | None) -> str:
    if actor is None or not actor.is_known:
        return _NOBODY
    return _inside({"role": actor.role, "account_id": actor.account_id, "clinic_id": actor.clinic_id})


def _inside(fields: dict[str, Any]) -> str:
    """The fields as JSON without the braces around them."""
    return orjson.dumps(fields).decode()[1:-1]


_NOBODY = _inside({"role": Role.ANONYMOUS, "account_id": None, "clinic_id": None})


def _pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Whole lines together, as many as fit into one piece."""
    piece = b""
    for line in lines:
        if piece and len(piece) + len(line) > _ONE_PIECE:
            yield piece
            piece = b""
        piece += line
    if piece:
        yield piece


def _write(piece: bytes) -> None:
    try:
        os.write(_STANDARD_ERROR, piece)
    except OSError:
        # A full disk must not stand between a patient and a booking.
        return


LEDGER = Ledger()
