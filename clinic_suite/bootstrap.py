"""Puts the house together: every part is made here, once, and handed to those who need it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attrs
import redis
from flask_smorest import Blueprint

from clinic_suite.kernel import crypto, migrations
from clinic_suite.kernel import outbox as outbox_rows
from clinic_suite.kernel.clock import Clock, SystemClock
from clinic_suite.kernel.collections import CollectionSpec, apply
from clinic_suite.kernel.crypto import BlindIndex, Ciphers, KeyRing
from clinic_suite.kernel.events import Subscriptions
from clinic_suite.kernel.ids import Ids, TimeSortedIds
from clinic_suite.kernel.mongo import Engine, connect
from clinic_suite.kernel.outbox import Outbox
from clinic_suite.kernel.unit_of_work import UnitOfWork
from clinic_suite.rest import idempotency
from clinic_suite.rest.idempotency import IdempotencyKeys
from clinic_suite.rest.limits import Limits
from clinic_suite.settings import Settings

COLLECTIONS: tuple[CollectionSpec, ...] = (
    *migrations.COLLECTIONS,
    *crypto.COLLECTIONS,
    *outbox_rows.COLLECTIONS,
    *idempotency.COLLECTIONS,
)
DOORS: tuple[Blueprint, ...] = ()
MIGRATIONS = Path(__file__).parent.parent / "migrations"


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
    redis: redis.Redis
    ciphers: Ciphers
    blind: BlindIndex
    parts: Mapping[type, object]
    """What the doors call, by its class: ``parts[DirectoryService]``."""

    def pending_migrations(self) -> list[str]:
        return migrations.pending(self.engine, MIGRATIONS)

    def bell_answers(self) -> bool:
        """Whether Redis is there; nothing that is true depends on it."""
        try:
            return bool(self.redis.ping())
        except redis.RedisError:
            return False


def wire(settings: Settings, *, clock: Clock | None = None, engine: Engine | None = None) -> Suite:
    """Make the suite from its settings; tests hand in a clock that stands still and an engine of their own."""
    clock = clock or SystemClock()
    engine = engine or connect(settings.mongodb_uri, settings.database, settings.pool_size)
    if engine.kind == "preview":
        # The preview engine keeps its indexes in memory only, so they are declared at each start.
        migrations.run(engine, MIGRATIONS, clock)
        apply(engine, COLLECTIONS)
    ids = TimeSortedIds(clock)
    outbox = Outbox(engine, ids)
    subscriptions = Subscriptions()
    uow = UnitOfWork(engine, clock, ids, subscriptions, outbox)
    masters = KeyRing({version: key.get_secret_value() for version, key in settings.master_keys.items()})
    parts: dict[type, object] = {
        Limits: Limits(settings.redis_url, on=settings.rate_limits),
        IdempotencyKeys: IdempotencyKeys(engine, uow, clock, settings.secret.get_secret_value()),
    }
    return Suite(
        settings=settings,
        engine=engine,
        clock=clock,
        ids=ids,
        subscriptions=subscriptions,
        outbox=outbox,
        uow=uow,
        redis=redis.Redis.from_url(settings.redis_url, socket_connect_timeout=0.5, socket_timeout=2),
        ciphers=Ciphers(engine, masters, clock),
        blind=BlindIndex(settings.secret.get_secret_value()),
        parts=parts,
    )
