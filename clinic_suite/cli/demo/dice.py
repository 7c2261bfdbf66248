"""Chance that can be repeated: each thing has dice of its own, so one more patient changes no doctor."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from clinic_suite.kernel.ids import ALPHABET

T = TypeVar("T")

_LETTERS = 10
_BITS = 5 * _LETTERS
# The first moment of 2026 in milliseconds: the time letters of every id that a demo makes.
_BORN_AT = 1_767_225_600_000


def dice(seed: int, *what: object) -> random.Random:
    """The dice of one thing, e.g. ``dice(7, "doctor", 3)``; they always fall alike."""
    return random.Random("/".join(map(str, (seed, *what))))  # noqa: S311  nothing here is a secret


def weighted(chance: random.Random, weights: dict[T, int]) -> T:
    """One of the keys, the heavier the likelier."""
    return chance.choices(list(weights), weights=list(weights.values()))[0]


def dealt(chance: random.Random, cards: Sequence[T], count: int) -> list[T]:
    """So many cards, none twice before all have been dealt."""
    hand: list[T] = []
    while len(hand) < count:
        deck = list(cards)
        chance.shuffle(deck)
        hand += deck
    return hand[:count]


def batched(things: Iterable[T], at_once: int = 500) -> Iterator[list[T]]:
    """Some at a time, so that a city of patients is never in memory together."""
    rest = iter(things)
    while some := list(islice(rest, at_once)):
        yield some


class SeededIds:
    """Ids that follow from a seed and a place: the same demo has the same ids in every database.

    They have the form of all our ids, and those of one demo sort in the order of their places.
    """

    def __init__(self, seed: int, place: str) -> None:
        self._seed = seed
        self._place = place
        self._given: Counter[str] = Counter()

    def new(self, prefix: str) -> str:
        self._given[prefix] += 1
        return self.at(prefix, self._given[prefix])

    def at(self, prefix: str, number: int) -> str:
        """The id that the thing of this number has or will have; the first of each kind is 1."""
        said = f"{self._seed}/{self._place}/{prefix}/{number}".encode()
        chance = int.from_bytes(hashlib.sha256(said).digest()) & ((1 << _BITS) - 1)
        return f"{prefix}_{_letters(_BORN_AT + number)}{_letters(chance)}"


class GivenIds:
    """Ids that were thought out before, handed out in their order."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = iter(ids)

    def new(self, prefix: str) -> str:
        given = next(self._ids)
        if not given.startswith(f"{prefix}_"):
            raise ValueError(f"{given} is no id of a {prefix}")
        return given


def _letters(number: int) -> str:
    return "".join(ALPHABET[number >> shift & 31] for shift in range(_BITS - 5, -1, -5))
