"""Runs what is not applied yet, in order, one runner at a time, and remembers what it ran."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

import attrs

from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.collections import COUNT, ID, INSTANT, TEXT, CollectionSpec, document, one_of
from clinic_suite.kernel.migrations.faults import FilesRefused, LeaseLost
from clinic_suite.kernel.migrations.files import MigrationFile, Up, names_in, read_folder
from clinic_suite.kernel.migrations.lease import LASTS_FOR, Lease, held_lease
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine

PATIENCE = timedelta(minutes=1)

COLLECTIONS = (
    CollectionSpec(
        name="migrations",
        shape=document(
            {
                "_id": {**TEXT, "pattern": "^[0-9]{4}_[a-z0-9_]+$"},
                "hash": {**TEXT, "pattern": "^[0-9a-f]{64}$"},
                "applied_at": INSTANT,
                "took_ms": COUNT,
            }
        ),
    ),
    CollectionSpec(
        name="migration_leases",
        shape=document({"_id": one_of(["runner"]), "holder": TEXT, "until": INSTANT}),
    ),
    CollectionSpec(
        name="installation",
        shape=document({"_id": one_of(["installation"]), "id": ID, "made_at": INSTANT}),
    ),
)


class State(StrEnum):
    """How a migration stands between this version of the product and this database."""

    APPLIED = "applied"
    WAITING = "waiting"
    CHANGED = "changed after it was applied"
    MISSING = "applied, and unknown to this version of the product"


@attrs.frozen(kw_only=True)
class Status:
    """One line of ``clinic db status``."""

    name: str
    state: State
    applied_at: datetime | None = None
    took_ms: int | None = None

    def __str__(self) -> str:
        when = f" at {self.applied_at:%Y-%m-%d %H:%M:%S} UTC in {self.took_ms} ms" if self.applied_at else ""
        return f"{self.name}: {self.state.value}{when if self.state is State.APPLIED else ''}"


def run(
    engine: Engine,
    folder: Path,
    clock: Clock,
    on_step: Callable[[str], None] = lambda _: None,
    *,
    patience: timedelta = PATIENCE,
    lease_for: timedelta = LASTS_FOR,
) -> list[str]:
    """Apply what waits and answer the names of what was applied here.

    ``on_step`` hears a line before each migration, and one when another runner must be waited for.
    A migration that did not end is run again from its beginning, so each ``up`` must make twice once.
    """
    files = read_folder(folder)
    if not _waiting(engine, files):
        return []

    def tell_waiting() -> None:
        on_step("waiting for another process that is running migrations")

    with held_lease(engine, clock, lease_for, patience, tell_waiting) as lease:
        # Asked again: while we waited for the lease, its holder may have done the work.
        waiting = [(file, file.load()) for file in _waiting(engine, files)]
        for file, up in waiting:
            on_step(file.name)
            _apply(engine, clock, lease, file, up)
    return [file.name for file, _ in waiting]


def pending(engine: Engine, folder: Path) -> list[str]:
    """The names of what is not applied yet; cheap enough for a readiness check."""
    applied = {row["_id"] for row in engine.database["migrations"].find({}, {"_id": 1})}
    return [name for name in names_in(folder) if name not in applied]


def status(engine: Engine, folder: Path) -> list[Status]:
    """How each migration stands, those included that this version of the product does not know."""
    files = {f.name: f for f in read_folder(folder)}
    applied = _applied(engine)
    return [_status_of(name, files.get(name), applied.get(name)) for name in sorted(files.keys() | applied)]


def installation_id(engine: Engine) -> str | None:
    """The name that this installation's data carries with it; nothing before the first migration."""
    row = engine.database["installation"].find_one({"_id": "installation"})
    return None if row is None else str(row["id"])


def _waiting(engine: Engine, files: list[MigrationFile]) -> list[MigrationFile]:
    """What is to do, once it is certain that what was done is what the files say."""
    applied = _applied(engine)
    known = {f.name for f in files}
    faults = [f"{f.name}: was changed after it was applied" for f in files if _is_changed(f, applied)]
    faults += [f"{n}: was applied by a newer version of the product" for n in sorted(applied.keys() - known)]
    if faults:
        raise FilesRefused(faults)
    return [f for f in files if f.name not in applied]


def _apply(engine: Engine, clock: Clock, lease: Lease, file: MigrationFile, up: Up) -> None:
    lease.renew()
    began = time.perf_counter()
    up(engine.database)
    took_ms = int((time.perf_counter() - began) * 1000)
    lease.renew()
    done = {"_id": file.name, "hash": file.hash, "applied_at": clock.now(), "took_ms": took_ms}
    try:
        engine.database["migrations"].insert_one(done)
    except DuplicateKey:
        raise LeaseLost(f"another runner has applied {file.name} meanwhile") from None


def _applied(engine: Engine) -> dict[str, Document]:
    return {row["_id"]: row for row in engine.database["migrations"].find()}


def _is_changed(file: MigrationFile, applied: dict[str, Document]) -> bool:
    return file.name in applied and applied[file.name]["hash"] != file.hash


def _status_of(name: str, file: MigrationFile | None, row: Document | None) -> Status:
    if row is None:
        return Status(name=name, state=State.WAITING)
    state = State.MISSING if file is None else State.APPLIED
    if file is not None and file.hash != row["hash"]:
        state = State.CHANGED
    return Status(name=name, state=state, applied_at=row["applied_at"], took_ms=row["took_ms"])
