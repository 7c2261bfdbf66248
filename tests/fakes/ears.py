"""Somebody who hears every fact and remembers it."""

from __future__ import annotations

from typing import TypeVar

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.events import Fact, Heard, same_transaction

F = TypeVar("F", bound=Fact)


class Ears:
    """Hears what is recorded, in the transaction that made it true."""

    def __init__(self) -> None:
        self.heard: list[Heard[Fact]] = []

    @same_transaction(Fact)
    def hear(self, heard: Heard[Fact]) -> None:
        self.heard.append(heard)

    def of(self, kind: type[F]) -> list[F]:
        return [h.fact for h in self.heard if isinstance(h.fact, kind)]


def listening(suite: Suite) -> Ears:
    """Ears that hear all that happens in this suite from now on."""
    ears = Ears()
    suite.subscriptions.add(ears)
    return ears
