"""Puts the house together: every part is made here, once, and handed to those who need it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar, cast

import attrs
import redis

from clinic_suite.access import collections as access_rows
from clinic_suite.access.routes import doors as access_doors
from clinic_suite.approvals import collections as approval_rows
from clinic_suite.approvals.routes import doors as approval_doors
from clinic_suite.audit import collections as audit_rows
from clinic_suite.audit import repository as audit_questions
from clinic_suite.audit.routes import doors as audit_doors
from clinic_suite.audit.service import KeptTrail
from clinic_suite.auth import collections as auth_rows
from clinic_suite.auth.routes import doors as auth_doors
from clinic_suite.bootstrap.houses import Stand, houses, listen
from clinic_suite.directory import collections as directory_rows
from clinic_suite.directory.routes import doors as directory_doors
from clinic_suite.directory.service import KeepClinics as KeepClinics
from clinic_suite.founding import collections as founding_rows
from clinic_suite.founding.routes import doors as founding_doors
from clinic_suite.kernel import crypto, migrations
from clinic_suite.kernel import outbox as outbox_rows
from clinic_suite.kernel.clock import Clock, SystemClock
from clinic_suite.kernel.collections import CollectionSpec, apply
from clinic_suite.kernel.crypto import BlindIndex, Ciphers, KeyRing, derive
from clinic_suite.kernel.events import Subscriptions
from clinic_suite.kernel.ids import Ids, TimeSortedIds
from clinic_suite.kernel.mongo import Engine, connect
from clinic_suite.kernel.outbox import Outbox
from clinic_suite.kernel.ripples import Ripples
from clinic_suite.kernel.unit_of_work import UnitOfWork
from clinic_suite.patients import collections as patient_rows
from clinic_suite.patients.routes import doors as patient_doors
from clinic_suite.rest import idempotency
from clinic_suite.rest.blueprint import Doors
from clinic_suite.rest.idempotency import IdempotencyKeys
from clinic_suite.rest.limits import Limits
from clinic_suite.scheduling import collections as diary_rows
from clinic_suite.scheduling.routes import doors as diary_doors
from clinic_suite.settings import Settings, Stage
from integrations.live_channel import RedisRipples

T = TypeVar("T")


COLLECTIONS: tuple[CollectionSpec, ...] = (
    *migrations.COLLECTIONS,
    *crypto.COLLECTIONS,
    *outbox_rows.COLLECTIONS,
    *idempotency.COLLECTIONS,
    *approval_rows.COLLECTIONS,
    *auth_rows.COLLECTIONS,
    *directory_rows.COLLECTIONS,
    *founding_rows.COLLECTIONS,
    *patient_rows.COLLECTIONS,
    *diary_rows.COLLECTIONS,
    *access_rows.COLLECTIONS,
    *audit_rows.COLLECTIONS,
)
DOORS: tuple[Doors, ...] = (
    auth_doors,
    approval_doors,
    directory_doors,
    founding_doors,
    audit_doors,
    patient_doors,
    diary_doors,
    access_doors,
)
MIGRATIONS = Path(__file__).parents[2] / "migrations"


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

    def part(self, kind: type[T]) -> T:
        """The one part of this kind, e.g. ``suite.part(KeepClinics)``."""
        return cast(T, self.parts[kind])

    def pending_migrations(self) -> list[str]:
        return migrations.pending(self.engine, MIGRATIONS)

    def bell_answers(self) -> bool:
        """Whether Redis is there; nothing that is true depends on it."""
        try:
            return bool(self.redis.ping())
        except redis.RedisError:
            return False


def wire(
    settings: Settings,
    *,
    clock: Clock | None = None,
    engine: Engine | None = None,
    ripples: Ripples | None = None,
) -> Suite:
    """Make the suite from its settings; tests hand in a clock that stands still and an engine of their own.

    In tests nobody looks on, unless they hand in somebody who does.
    """
    clock = clock or SystemClock()
    engine = engine or connect(settings.mongodb_uri, settings.database, settings.pool_size)
    if engine.kind == "preview":
        # The preview engine keeps its indexes in memory only, so they are declared at each start.
        migrations.run(engine, MIGRATIONS, clock)
        apply(engine, COLLECTIONS)
    if ripples is None and settings.stage is not Stage.TEST:
        ripples = RedisRipples(settings.redis_url)
    outbox = Outbox(engine, TimeSortedIds(clock))
    subscriptions = Subscriptions()
    stand = _stand(settings, engine, clock, subscriptions, outbox, ripples)
    parts: dict[type, object] = {
        **houses(stand, settings),
        Limits: Limits(settings.redis_url, on=settings.rate_limits),
        IdempotencyKeys: IdempotencyKeys(
            engine, stand.uow, clock, derive(settings.secret.get_secret_value(), "rest.idempotent_answers")
        ),
    }
    listen(subscriptions, parts)
    return Suite(
        **attrs.asdict(stand, recurse=False),
        settings=settings,
        subscriptions=subscriptions,
        outbox=outbox,
        redis=redis.Redis.from_url(settings.redis_url, socket_connect_timeout=0.5, socket_timeout=2),
        parts=parts,
    )


def _stand(
    settings: Settings,
    engine: Engine,
    clock: Clock,
    subscriptions: Subscriptions,
    outbox: Outbox,
    ripples: Ripples | None,
) -> Stand:
    """What every house stands on."""
    ids = TimeSortedIds(clock)
    trail = KeptTrail(ids=ids, entries=audit_questions.Entries(engine))
    masters = KeyRing({version: key.get_secret_value() for version, key in settings.master_keys.items()})
    return Stand(
        engine=engine,
        clock=clock,
        ids=ids,
        uow=UnitOfWork(engine, clock, ids, subscriptions, outbox, trail, ripples),
        ciphers=Ciphers(engine, masters, clock),
        blind=BlindIndex(settings.secret.get_secret_value()),
    )
