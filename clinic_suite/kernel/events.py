"""Facts, and who hears them.

A fact is said in the past tense, after it became true, with ids and no documents.
There are two ways to hear one, and no third: in the same transaction (what must hold
together) or afterwards, through the outbox, at least once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Generic, TypeVar

import attrs
from cattrs.preconf.bson import make_converter

from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.ids import ClinicId, EventId

_NAME = re.compile(r"^[a-z]+\.[a-z]+(_[a-z]+)+$")


@attrs.frozen(kw_only=True)
class Fact:
    """Something that has happened: in a clinic, or to somebody who belongs to none (an operator, a patient)."""

    name: ClassVar[str] = ""
    clinic_id: ClinicId | None


F = TypeVar("F", bound=Fact)
F_co = TypeVar("F_co", bound=Fact, covariant=True)


@attrs.frozen(kw_only=True)
class Heard(Generic[F_co]):
    """A fact with the circumstances in which it was recorded."""

    id: EventId
    fact: F_co
    occurred_at: datetime
    by: Actor


class FactNameTaken(Exception):
    """Two classes claim one name; stored events could no longer be read back."""


_FACTS: dict[str, type[Fact]] = {}
_converter = make_converter()


def fact(name: str) -> Callable[[type[F]], type[F]]:
    """Give a fact the name under which it is stored, e.g. ``scheduling.appointment_confirmed``."""

    def name_it(cls: type[F]) -> type[F]:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name} is not house.past_tense_fact")
        # By place, not by identity: attrs makes a class with slots anew.
        if _place_of(_FACTS.get(name, cls)) != _place_of(cls):
            raise FactNameTaken(name)
        cls.name = name
        _FACTS[name] = cls
        return cls

    return name_it


def _place_of(cls: type[Fact]) -> tuple[str, str]:
    return cls.__module__, cls.__qualname__


def known_facts() -> dict[str, type[Fact]]:
    """Every fact that some house has declared."""
    return dict(_FACTS)


def to_payload(what: Fact) -> dict[str, Any]:
    """A fact as the outbox stores it."""
    payload: dict[str, Any] = _converter.unstructure(what)
    return payload


def from_payload(name: str, payload: dict[str, Any]) -> Fact:
    """A stored fact, read back."""
    return _converter.structure(payload, _FACTS[name])


@attrs.frozen(kw_only=True)
class Subscription:
    """One reaction to one fact; its key is what deliveries are counted by."""

    key: str
    fact: type[Fact]
    react: Callable[[Heard[Any]], None]
    in_transaction: bool
    leaves_the_house: bool = False


@attrs.frozen(kw_only=True)
class Tick:
    """One occurrence of a periodic job: the moment for which it was planned."""

    planned_at: datetime


@attrs.frozen(kw_only=True)
class Periodic:
    """Something that happens by itself at fixed moments, once over all clocks."""

    key: str
    every: timedelta
    react: Callable[[Tick], None]

    def planned_before(self, now: datetime) -> datetime:
        """The last planned moment: a grid from the epoch, so that all clocks agree without talking."""
        step = int(self.every.total_seconds())
        return datetime.fromtimestamp(int(now.timestamp()) // step * step, UTC)


_MARK = "_hears"
_PACE = "_pace"
Reaction = Callable[[Any, Heard[F]], None]
Chore = Callable[[Any, Tick], None]


def same_transaction(what: type[F]) -> Callable[[Reaction[F]], Reaction[F]]:
    """Mark a reaction that must hold together with the change: if it fails, the change is refused."""
    return _marked(what, in_transaction=True)


def afterwards(what: type[F], *, leaves_the_house: bool = False) -> Callable[[Reaction[F]], Reaction[F]]:
    """Mark a reaction that runs once the change is true.  It may run twice, and must make twice once.

    One that leaves the house (mail, a provider's API) runs outside of any unit of work, because a
    transaction must not wait for a stranger's server; what it changes here it changes by ``uow.run``.
    """
    return _marked(what, in_transaction=False, leaves_the_house=leaves_the_house)


def every(pace: timedelta) -> Callable[[Chore], Chore]:
    """Mark a periodic job of a house; the clock plans it and a worker runs it."""

    def mark(react: Chore) -> Chore:
        setattr(react, _PACE, pace)
        return react

    return mark


def _marked(
    what: type[F], *, in_transaction: bool, leaves_the_house: bool = False
) -> Callable[[Reaction[F]], Reaction[F]]:
    def mark(react: Reaction[F]) -> Reaction[F]:
        setattr(react, _MARK, [*getattr(react, _MARK, []), (what, in_transaction, leaves_the_house)])
        return react

    return mark


class Subscriptions:
    """Who hears what, and what happens by itself: gathered once from each house's handlers."""

    def __init__(self, handlers: Iterable[object] = ()) -> None:
        self._in_transaction: dict[type[Fact], list[Subscription]] = defaultdict(list)
        self._afterwards: dict[type[Fact], list[Subscription]] = defaultdict(list)
        self._by_key: dict[str, Subscription] = {}
        self.periodic: dict[str, Periodic] = {}
        for handler in handlers:
            self.add(handler)

    def add(self, handlers: object) -> None:
        """Take the marked methods of one house's handlers; whoever hears ``Fact`` hears everything."""
        kind = type(handlers)
        house = kind.__module__.split(".")[-2]
        for verb in dir(kind):
            key, react = f"{house}.{verb}", getattr(kind, verb)
            if hasattr(react, _PACE):
                self._claim(key)
                self.periodic[key] = Periodic(
                    key=key, every=getattr(react, _PACE), react=getattr(handlers, verb)
                )
            if hasattr(react, _MARK):
                self._claim(key)
                for what, in_transaction, leaves in getattr(react, _MARK):
                    self._subscribe(
                        Subscription(
                            key=key,
                            fact=what,
                            react=getattr(handlers, verb),
                            in_transaction=in_transaction,
                            leaves_the_house=leaves,
                        )
                    )

    def in_transaction(self, what: type[Fact]) -> list[Subscription]:
        return self._in_transaction.get(what, []) + self._in_transaction.get(Fact, [])

    def afterwards(self, name: str) -> list[Subscription]:
        what = _FACTS.get(name)
        return [] if what is None else self._afterwards.get(what, []) + self._afterwards.get(Fact, [])

    def keys_afterwards(self, name: str) -> list[str]:
        """The handlers that must hear a fact of this name through the outbox."""
        return [s.key for s in self.afterwards(name)]

    def by_key(self, key: str) -> Subscription | None:
        return self._by_key.get(key)

    def __iter__(self) -> Iterator[Subscription]:
        return iter(self._by_key.values())

    def _claim(self, key: str) -> None:
        if key in self._by_key or key in self.periodic:
            raise ValueError(f"two handlers are called {key}")

    def _subscribe(self, one: Subscription) -> None:
        self._by_key[one.key] = one
        (self._in_transaction if one.in_transaction else self._afterwards)[one.fact].append(one)
