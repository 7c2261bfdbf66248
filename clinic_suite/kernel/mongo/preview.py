"""The preview engine's database: mongomock behind one lock, kept in one file.

Bare mongomock lets threads step between its reads and its writes.  Every operation here
holds one process-wide lock, and a unit of work holds it from its first step to its last,
which also makes the saved file a picture between two units of work, never inside one.
What a unit of work has written is taken back when it ends in a fault.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bson
import mongomock
from bson.codec_options import CodecOptions
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from clinic_suite.kernel.mongo.keyed import Keyed
from clinic_suite.kernel.mongo.keyed import value_of as _at
from clinic_suite.kernel.mongo.undo import noted

_READS = frozenset(
    {"find_one", "count_documents", "estimated_document_count", "distinct", "index_information"}
)
_WRITES = frozenset(
    {
        "insert_one", "insert_many", "replace_one", "update_one", "update_many",
        "find_one_and_update", "find_one_and_replace",
    }
)  # fmt: skip
_CODEC: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True)


class PreviewDatabase:
    """What the houses use of a pymongo database, in one process."""

    def __init__(self, file: Path | None, name: str) -> None:
        self.lock = threading.RLock()
        self._saving = threading.Lock()
        self._file = file
        self._inner: Any = mongomock.MongoClient(tz_aware=True)[name]
        self._collections: dict[str, PreviewCollection] = {}
        self._changes = 0
        self._saved = 0
        self._load()

    def __getitem__(self, name: str) -> PreviewCollection:
        with self.lock:
            if name not in self._collections:
                self._collections[name] = PreviewCollection(self._inner[name], self)
            return self._collections[name]

    def list_collection_names(self) -> list[str]:
        with self.lock:
            names: list[str] = self._inner.list_collection_names()
            return names

    def create_collection(self, name: str) -> None:
        with self.lock:
            self._inner.create_collection(name)
            self.changed()

    def drop_collection(self, name: str) -> None:
        with self.lock:
            self._inner.drop_collection(name)
            self.changed()

    def changed(self) -> None:
        self._changes += 1

    def save(self) -> None:
        """Write all documents to the file, whole or not at all; nothing when nothing changed."""
        if self._file is None:
            return
        # One at a time: two who saved at once would write into the same unfinished file.  Nobody
        # saves from inside a unit of work, or the two locks would be taken in two orders.
        with self._saving:
            self._save_to(self._file)

    def _save_to(self, file: Path) -> None:
        with self.lock:
            mark = self._changes
            if mark == self._saved:
                return
            names = self._inner.list_collection_names()
            packed = [bson.encode({"c": n, "d": d}) for n in names for d in self._inner[n].find()]
            empty = [bson.encode({"c": n}) for n in names]
        unfinished = file.with_suffix(".unfinished")
        with unfinished.open("wb") as out:
            os.fchmod(out.fileno(), 0o600)
            out.write(b"".join(empty + packed))
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(file)
        self._saved = mark

    def _load(self) -> None:
        if self._file is None or not self._file.exists():
            return
        with self._file.open("rb") as saved:
            for row in bson.decode_file_iter(saved, _CODEC):
                if "d" in row:
                    self._inner[row["c"]].insert_one(row["d"])
                else:
                    self._inner.create_collection(row["c"])


class PreviewCollection:
    """A mongomock collection whose every call holds the database's lock."""

    def __init__(self, inner: Any, database: PreviewDatabase) -> None:
        self._inner = inner
        self._database = database
        self.name: str = inner.name
        self._keyed = Keyed(inner)

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        method = getattr(self._inner, verb)

        def locked(*args: Any, **options: Any) -> Any:
            options.pop("session", None)
            options.pop("hint", None)
            if verb in _WRITES:
                # mongomock takes what BSON cannot hold (a date, a set); MongoDB refuses it, and so do we,
                # or the next save would stumble over it for ever.
                bson.encode({"sent": args})
            with self._database.lock:
                answer = noted(self._keyed, verb, args, options, lambda: method(*args, **options))
                if verb not in _READS:
                    self._database.changed()
                return answer

        return locked

    def find_one_and_update(self, wish: dict[str, Any], change: dict[str, Any], **options: Any) -> Any:
        """Change one document and answer it.

        mongomock forgets the wish once it has found the document, and then takes the first entry of a list
        for ``$``, whichever was wished for.  Here the wish goes along with the change.
        """
        with self._database.lock:
            found = self._inner.find_one(wish, {"_id": 1}, sort=options.get("sort"))
            if found is None:
                return self.__getattr__("find_one_and_update")(wish, change, **options)
            named, fields = {**wish, "_id": found["_id"]}, options.get("projection")
            before = self._inner.find_one(named, fields)
            self.update_one(named, change)
            after = options.get("return_document", ReturnDocument.BEFORE) == ReturnDocument.AFTER
            return self._inner.find_one({"_id": found["_id"]}, fields) if after else before

    def create_index(self, keys: Any, **options: Any) -> str:
        """Build an index.  mongomock compares all documents of a unique one, also those that it passes over."""
        with self._database.lock:
            only = options.get("partialFilterExpression")
            if not options.get("unique") or only is None:
                return str(self._inner.create_index(keys, **options))
            held = [tuple(str(_at(row, field)) for field, _ in keys) for row in self._inner.find(only)]
            if len(set(held)) < len(held):
                raise DuplicateKeyError("Two documents have one key of the index.")
            name = str(self._inner.create_index(keys, **{**options, "unique": False}))
            self._inner._store.indexes[name]["unique"] = True
            return name

    def find(self, *args: Any, **options: Any) -> PreviewCursor:
        options.pop("session", None)
        options.pop("hint", None)
        return PreviewCursor(self._inner.find(*args, **options), self._database.lock)

    def aggregate(self, pipeline: list[dict[str, Any]], **_: Any) -> Iterator[dict[str, Any]]:
        with self._database.lock:
            return iter(list(self._inner.aggregate(pipeline)))

    def with_options(self, **_: Any) -> PreviewCollection:
        return self


class PreviewCursor:
    """A cursor that reads all of its rows at once, under the lock."""

    def __init__(self, inner: Any, lock: threading.RLock) -> None:
        self._inner = inner
        self._lock = lock

    def sort(self, *args: Any) -> PreviewCursor:
        self._inner = self._inner.sort(*args)
        return self

    def skip(self, count: int) -> PreviewCursor:
        self._inner = self._inner.skip(count)
        return self

    def limit(self, count: int) -> PreviewCursor:
        self._inner = self._inner.limit(count)
        return self

    def hint(self, _: object) -> PreviewCursor:
        return self

    def batch_size(self, _: int) -> PreviewCursor:
        return self

    def __iter__(self) -> Iterator[dict[str, Any]]:
        with self._lock:
            return iter(list(self._inner))
