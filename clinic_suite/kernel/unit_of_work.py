"""One use case, one transaction: the change, its facts and what must hold with them, or nothing.

``run`` inside ``run`` joins the outer one, so a use case can be called from another
(or from a handler) and still commit once.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import TypeVar

from clinic_suite.kernel.actor import Actor, the_house
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.events import Fact, Heard, Subscriptions
from clinic_suite.kernel.ids import EventId, Ids
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.outbox import Outbox
from clinic_suite.kernel.ripples import Ripples
from clinic_suite.kernel.trail import Note, Trail

T = TypeVar("T")

_current: ContextVar[Transaction | None] = ContextVar("transaction", default=None)
_acting: ContextVar[Actor | None] = ContextVar("acting", default=None)


class Transaction:
    """What a use case may do besides its own writes: record what has become true."""

    def __init__(self, clock: Clock, ids: Ids, by: Actor) -> None:
        self._clock = clock
        self._ids = ids
        self.by = by
        self.unheard: list[Heard[Fact]] = []
        self.told: list[Heard[Fact]] = []
        self.notes: list[Note] = []
        self.touched: dict[str, None] = {}

    def note(self, note: Note) -> None:
        """Say for the record what is being done; what cannot be kept must not happen."""
        self.notes.append(note)

    def record(self, fact: Fact) -> None:
        """Remember a fact; it is stored with the change and told only after the commit."""
        self.unheard.append(
            Heard(id=EventId(self._ids.new("ev")), fact=fact, occurred_at=self._clock.now(), by=self.by)
        )


class UnitOfWork:
    """Runs use cases, each in one transaction of the engine."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        ids: Ids,
        subscriptions: Subscriptions,
        outbox: Outbox,
        trail: Trail | None = None,
        ripples: Ripples | None = None,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._ids = ids
        self._subscriptions = subscriptions
        self._outbox = outbox
        self._trail = trail
        self._ripples = ripples

    def run(self, work: Callable[[Transaction], T]) -> T:
        """Do the work and commit it with its facts; a refusal or a fault leaves nothing behind.

        The work may be run again after a conflict, so it must take all it needs as
        arguments and change nothing outside the database.
        """
        joined = _current.get()
        if joined is not None:
            return work(joined)
        # What was touched comes out of the attempt that was committed, so that neither an attempt that met
        # a conflict nor one that was refused is told to anybody.
        result, touched = self._engine.run(lambda: self._attempt(work))
        if touched and self._ripples is not None:
            self._ripples.spread(touched)
        return result

    def saw(self, note: Note) -> None:
        """Note something that changes nothing, e.g. that a chart was read: one row, or none and a fault.

        Alone it needs no transaction, which would cost more than the row; inside one it joins.
        """
        joined = _current.get()
        if joined is not None:
            joined.note(note)
        elif self._trail is not None:
            self._trail.write_alone(note, acting(), self._clock.now())

    def _attempt(self, work: Callable[[Transaction], T]) -> tuple[T, tuple[str, ...]]:
        tx = Transaction(self._clock, self._ids, acting())
        token = _current.set(tx)
        try:
            result = work(tx)
            self._tell_within(tx)
            told = [h for h in tx.told if self._subscriptions.afterwards(h.fact.name)]
            if self._trail is not None:
                self._trail.write(tx.notes, tx.by, self._clock.now())
            self._outbox.append(told, self._subscriptions.keys_afterwards)
            return result, tuple(tx.touched)
        finally:
            _current.reset(token)

    def _tell_within(self, tx: Transaction) -> None:
        """A reaction may record facts of its own, so go on until nobody has anything to say."""
        while tx.unheard:
            heard = tx.unheard.pop(0)
            tx.told.append(heard)
            for subscription in self._subscriptions.in_transaction(type(heard.fact)):
                subscription.react(heard)


def acting() -> Actor:
    """Who the present work is done for; the house itself when nobody was named."""
    return _acting.get() or the_house()


def is_within() -> bool:
    """Whether a unit of work is open here; what leaves the house must never be done in one."""
    return _current.get() is not None


def touch(topic: str) -> None:
    """Tell whoever looks at this place that it has changed, once what is being done is true.

    It joins the open unit of work as reads and writes do, because it belongs to the write.  Outside of
    one nobody is told: only tests and tidying write there.
    """
    tx = _current.get()
    if tx is not None:
        tx.touched[topic] = None


def acting_as(actor: Actor) -> AbstractContextManager[None]:
    """Do what follows in somebody's name."""
    return _Acting(actor)


class _Acting:
    """A plain class and no generator: one is entered for each request."""

    __slots__ = ("_actor", "_token")

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def __enter__(self) -> None:
        self._token = _acting.set(self._actor)

    def __exit__(self, *_: object) -> None:
        _acting.reset(self._token)
