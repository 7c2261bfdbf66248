"""Many people at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def all_at_once(people: int, act: Callable[[int], T]) -> list[T]:
    """Let so many people act at once; the answers are in their order, and a fault of one is a fault here."""
    start = threading.Barrier(people)

    def wait_and_act(who: int) -> T:
        start.wait(timeout=30)
        return act(who)

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(wait_and_act, range(people)))
