"""Which engines a run uses, and why: a pure answer from the environment and what is on this machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

import attrs

Which = Callable[[str], str | None]


class DatabaseKind(StrEnum):
    """Who keeps the documents."""

    GIVEN = "given"
    PRIVATE = "private"
    PREVIEW = "preview"


class RedisKind(StrEnum):
    """Who rings the doorbell of the jobs."""

    GIVEN = "given"
    PRIVATE = "private"


@attrs.frozen(kw_only=True)
class DatabaseChoice:
    """A database to use: an address for a given one, a program to start for a private one."""

    kind: DatabaseKind
    why: str
    address: str = ""
    program: str = ""


@attrs.frozen(kw_only=True)
class RedisChoice:
    """A Redis to use, in the same two ways."""

    kind: RedisKind
    why: str
    address: str = ""
    program: str = ""


@attrs.frozen(kw_only=True)
class Choice:
    """Both engines of one run."""

    database: DatabaseChoice
    redis: RedisChoice


class NoRedis(Exception):
    """No Redis was given, none is on PATH, and the wheel has none for this platform."""


def fetched_mongod(var: Path) -> Path:
    """Where ``clinic engine fetch`` keeps the server that it downloaded."""
    return var / "engine" / "mongod"


def choose(environ: Mapping[str, str], which: Which, var: Path, wheel_redis: str | None) -> Choice:
    """Choose both engines; ``which`` answers where a program stands on PATH, as ``shutil.which`` does."""
    return Choice(database=_database(environ, which, var), redis=_redis(environ, which, wheel_redis))


def _database(environ: Mapping[str, str], which: Which, var: Path) -> DatabaseChoice:
    if address := environ.get("MONGODB_URI"):
        return DatabaseChoice(kind=DatabaseKind.GIVEN, address=address, why="MONGODB_URI names it")
    fetched = fetched_mongod(var)
    if fetched.is_file():
        why = f"a MongoDB server was fetched to {fetched}"
        return DatabaseChoice(kind=DatabaseKind.PRIVATE, program=str(fetched), why=why)
    if found := which("mongod"):
        why = f"MONGODB_URI is not set and {found} is on PATH"
        return DatabaseChoice(kind=DatabaseKind.PRIVATE, program=found, why=why)
    why = "MONGODB_URI is not set and no mongod was fetched or is on PATH"
    if (var / "mongo").is_dir():
        why += f"; the data of an earlier mongod waits in {var / 'mongo'}"
    return DatabaseChoice(kind=DatabaseKind.PREVIEW, address=preview_address(var), why=why)


def preview_address(var: Path) -> str:
    """The preview engine's address; its path is quoted, because a folder's name may hold a space."""
    return f"preview://{quote(str(var.resolve() / 'preview.bson'))}"


def _redis(environ: Mapping[str, str], which: Which, wheel_redis: str | None) -> RedisChoice:
    if address := environ.get("REDIS_URL"):
        return RedisChoice(kind=RedisKind.GIVEN, address=address, why="REDIS_URL names it")
    for name in ("valkey-server", "redis-server"):
        if found := which(name):
            why = f"REDIS_URL is not set and {found} is on PATH"
            return RedisChoice(kind=RedisKind.PRIVATE, program=found, why=why)
    if wheel_redis:
        why = "REDIS_URL is not set and no Redis is on PATH, so the Valkey from our own packages runs"
        return RedisChoice(kind=RedisKind.PRIVATE, program=wheel_redis, why=why)
    raise NoRedis("No Redis: set REDIS_URL, or put valkey-server or redis-server on PATH.")
