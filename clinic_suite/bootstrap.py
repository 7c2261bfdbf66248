"""Puts the house together: every part is made here, once, and handed to those who need it."""

from __future__ import annotations

import attrs

from clinic_suite.kernel import outbox as outbox_rows
from clinic_suite.kernel.clock import Clock, SystemClock
from clinic_suite.kernel.collections import CollectionSpec, apply
from clinic_suite.kernel.events import Subscriptions
from clinic_suite.kernel.ids import Ids, TimeSortedIds
from clinic_suite.kernel.mongo import Engine, connect
from clinic_suite.kernel.outbox import Outbox
from clinic_suite.kernel.unit_of_work import UnitOfWork
from clinic_suite.settings import Settings

COLLECTIONS: tuple[CollectionSpec, ...] = (*outbox_rows.COLLECTIONS,)


@attrs.frozen(kw_only=True)
class Suite:
    """Everything that a process of ours may need, made and connected."""

    settings: Settings
    engine: Engine
    clock: Clock
    ids: Ids
    subscriptions: Subscriptions
    outbox: Outbox
    uow: UnitOfWork


def wire(settings: Settings, *, clock: Clock | None = None, engine: Engine | None = None) -> Suite:
    """Make the suite from its settings; tests hand in a clock that stands still and an engine of their own."""
    clock = clock or SystemClock()
    engine = engine or connect(settings.mongodb_uri, settings.database, settings.pool_size)
    if engine.kind == "preview":
        # The preview engine keeps its indexes in memory only, so they are declared at each start.
        apply(engine, COLLECTIONS)
    ids = TimeSortedIds(clock)
    outbox = Outbox(engine, ids)
    subscriptions = Subscriptions()
    uow = UnitOfWork(engine, clock, ids, subscriptions, outbox)
    return Suite(
        settings=settings,
        engine=engine,
        clock=clock,
        ids=ids,
        subscriptions=subscriptions,
        outbox=outbox,
        uow=uow,
    )
