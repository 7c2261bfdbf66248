"""The only place that knows which engine runs: a MongoDB replica set, or the preview engine.

Everything above writes for both.  A unit of work is a transaction on MongoDB, and on the
preview engine one lock around the whole of it.  Reads and writes inside a unit of work
join it by themselves, so no call can forget its session.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from pathlib import Path
from typing import Protocol, TypeVar, cast
from urllib.parse import unquote, urlsplit

import pymongo
from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import (
    ConnectionFailure,
    DuplicateKeyError,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WaitQueueTimeoutError,
)
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from clinic_suite.kernel.mongo.direct import Direct
from clinic_suite.kernel.mongo.direct import Document as Document
from clinic_suite.kernel.mongo.preview import PreviewDatabase
from clinic_suite.kernel.mongo.undo import taking_back

T = TypeVar("T")
Documents = Collection[Document]

DuplicateKey = DuplicateKeyError
DatabaseAway = (ConnectionFailure, WaitQueueTimeoutError, ExecutionTimeout)
DatabaseFault = PyMongoError

_MAJORITY = WriteConcern(w="majority", j=True)
_SNAPSHOT = ReadConcern("snapshot")
_WRITE_CONFLICT = 112
_SELECTION_MS = 3000
_PREVIEW = "preview://"
_REFUSING = {"validationLevel": "strict", "validationAction": "error"}


class Engine(Protocol):
    """A database with units of work."""

    kind: str

    @property
    def database(self) -> Database[Document]: ...
    def run(self, attempt: Callable[[], T]) -> T: ...
    def find_direct(self, name: str, wish: Document, fields: Document) -> Document | None: ...
    def insert_direct(self, name: str, row: Document) -> None: ...
    def ping(self) -> None: ...
    def make_collection(self, name: str, validator: Document) -> None: ...
    def set_validator(self, name: str, validator: Document) -> None: ...
    def validator_of(self, name: str) -> Document | None: ...
    def save(self) -> None: ...
    def close(self) -> None: ...


class MongoEngine:
    """A replica set: majority writes, journalled, snapshot transactions."""

    kind = "mongodb"

    def __init__(self, uri: str, database: str, pool_size: int) -> None:
        self._client: MongoClient[Document] = MongoClient(
            uri,
            tz_aware=True,
            maxPoolSize=pool_size,
            serverSelectionTimeoutMS=_SELECTION_MS,
            retryWrites=True,
            appname="clinic-suite",
        )
        # No write concern of our own, whatever the address says: a replica set's default is a
        # journalled majority, and inside a transaction the server refuses a second opinion.
        self._database = self._client.get_database(database, write_concern=WriteConcern())
        self._direct = Direct(self._database, lines=pool_size // 2)

    @property
    def database(self) -> Database[Document]:
        return self._database

    def run(self, attempt: Callable[[], T]) -> T:
        """Run in one transaction; the driver tries again after a conflict or a change of primary."""
        with self._client.start_session() as session:

            def bound(_: object) -> T:
                try:
                    with session.bind(end_session=False):
                        return attempt()
                except ServerSelectionTimeoutError:
                    # The driver would knock for two minutes, and whoever waits for an answer with it.
                    raise ConnectionFailure("no server answers") from None

            return session.with_transaction(bound, read_concern=_SNAPSHOT, write_concern=_MAJORITY)

    def find_direct(self, name: str, wish: Document, fields: Document) -> Document | None:
        """``find_one`` for what is asked at every request."""
        return self._direct.find(name, wish, fields)

    def insert_direct(self, name: str, row: Document) -> None:
        """``insert_one`` for what is written at almost every request, outside of a unit of work."""
        self._direct.insert(name, row)

    def ping(self) -> None:
        with pymongo.timeout(2):
            self._client.admin.command("ping")

    def make_collection(self, name: str, validator: Document) -> None:
        self._database.create_collection(name, validator=validator)

    def set_validator(self, name: str, validator: Document) -> None:
        self._database.command({"collMod": name, "validator": validator, **_REFUSING})

    def validator_of(self, name: str) -> Document | None:
        """The validator that really refuses; one that was switched to warnings counts as none."""
        options = self._database[name].options()
        if any(options.get(option, strict) != strict for option, strict in _REFUSING.items()):
            return {}
        return cast(Document, options.get("validator", {}))

    def save(self) -> None:
        """Nothing to do: MongoDB saves what it acknowledges."""

    def close(self) -> None:
        self._direct.close()
        self._client.close()


class PreviewEngine:
    """mongomock in this process, one lock around every operation and every unit of work.

    What a unit of work has written is taken back when it ends in a fault or a refusal.
    """

    kind = "preview"

    def __init__(self, file: Path | None, database: str) -> None:
        self._preview = PreviewDatabase(file, database)

    @property
    def database(self) -> Database[Document]:
        return cast("Database[Document]", self._preview)

    def run(self, attempt: Callable[[], T]) -> T:
        with self._preview.lock, taking_back():
            return attempt()

    def find_direct(self, name: str, wish: Document, fields: Document) -> Document | None:
        found: Document | None = self._preview[name].find_one(wish, fields)
        return found

    def insert_direct(self, name: str, row: Document) -> None:
        self._preview[name].insert_one(row)

    def ping(self) -> None:
        """It is here as long as we are."""

    def make_collection(self, name: str, validator: Document) -> None:
        self._preview.create_collection(name)

    def set_validator(self, name: str, validator: Document) -> None:
        """The preview engine has no validators; ``validator_of`` says so."""

    def validator_of(self, name: str) -> Document | None:
        return None

    def save(self) -> None:
        self._preview.save()

    def close(self) -> None:
        self._preview.save()


def connect(uri: str, database: str, pool_size: int = 50) -> Engine:
    """Open the engine that the address names.

    ``preview:///data/preview.bson`` is the preview engine with its file, and
    ``preview://memory`` one that forgets.
    """
    if not uri.startswith(_PREVIEW):
        return MongoEngine(uri, database, pool_size)
    path = unquote(urlsplit(uri).path)
    return PreviewEngine(Path(path) if path else None, database)


def is_write_conflict(fault: Exception) -> bool:
    """Whether another unfinished transaction holds what this one wanted to write."""
    return isinstance(fault, OperationFailure) and fault.code == _WRITE_CONFLICT


def apart_from_unit_of_work(work: Callable[[], T]) -> T:
    """Do something that must stand whether or not the unit of work around it commits.

    The open transaction travels in a context variable, so an empty context is outside of it.
    """
    return Context().run(work)
