"""Unwrapped data keys, a bounded number of them and each for a short while.

The while is also the longest time for which another process can still read somebody who
has just been erased.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

import attrs
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic_suite.kernel.clock import Clock

KEPT_FOR = timedelta(seconds=60)
AT_MOST = 4096


@attrs.frozen
class Owner:
    """A subject in its clinic; a subject that belongs to no clinic (an operator's account) has none."""

    subject: str
    clinic_id: str | None

    @property
    def name(self) -> str:
        """Both in one word, to which the wrapped key is bound; ids hold no slash."""
        return f"{self.clinic_id or ''}/{self.subject}"


class KeyCache:
    """Forgets the key that was longest unused when it is full, and every key when its time has come."""

    def __init__(self, clock: Clock, at_most: int = AT_MOST, kept_for: timedelta = KEPT_FOR) -> None:
        self._clock = clock
        self._at_most = at_most
        self._kept_for = kept_for
        self._keys: OrderedDict[Owner, tuple[AESGCM, datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, owner: Owner) -> AESGCM | None:
        with self._lock:
            key, ends_at = self._keys.get(owner, (None, None))
            if key is None or ends_at is None:
                return None
            if ends_at <= self._clock.now():
                del self._keys[owner]
                return None
            self._keys.move_to_end(owner)
            return key

    def put(self, owner: Owner, key: AESGCM) -> None:
        with self._lock:
            self._keys[owner] = (key, self._clock.now() + self._kept_for)
            self._keys.move_to_end(owner)
            while len(self._keys) > self._at_most:
                self._keys.popitem(last=False)

    def forget(self, owner: Owner) -> None:
        with self._lock:
            self._keys.pop(owner, None)

    def __len__(self) -> int:
        return len(self._keys)
