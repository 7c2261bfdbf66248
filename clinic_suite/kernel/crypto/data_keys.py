"""One data key per subject, wrapped by a master key and kept in ``data_keys``.

A subject is whoever the sealed data is about: a patient, an account, a clinic.  Destroying
the key erases all that was sealed for the subject, wherever copies of it lie.

Keys are read and made *apart from* the unit of work that is open: a key that a rolled-back
transaction took with it, but that stayed in the cache, would seal data for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs
import pymongo
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pymongo import ReturnDocument
from pymongo.errors import BulkWriteError
from pymongo.read_concern import ReadConcern

from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.collections import (
    BYTES,
    ID,
    INSTANT,
    TEXT,
    CollectionSpec,
    IndexSpec,
    document,
    or_null,
)
from clinic_suite.kernel.crypto.cache import KeyCache, Owner
from clinic_suite.kernel.crypto.faults import CryptoFault, DataKeyMissing, SubjectErased
from clinic_suite.kernel.crypto.masters import MasterKeys, Wrapped
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine, apart_from_unit_of_work

_BATCH = 200
_TAKEN = 11000
# Longer than any healthy write, shorter than a transaction may live: a key that is asked for while
# our own transaction has erased it waits for itself, and must fail instead.
_PATIENCE_S = 5

COLLECTIONS = (
    CollectionSpec(
        name="data_keys",
        shape=document(
            {
                "_id": ID,
                "clinic_id": or_null(ID),
                "wrapped": or_null(BYTES),
                "master_version": or_null(TEXT),
                "made_at": INSTANT,
                "erased_at": or_null(INSTANT),
            }
        ),
        indexes=(IndexSpec(name="by_master_version", keys=(("master_version", 1), ("_id", 1))),),
    ),
)


@attrs.frozen(kw_only=True)
class Rewrapped:
    """What a rotation did, what still needs an older master key, and what it could not open."""

    done: int
    remaining: int
    unreadable: tuple[str, ...]


class DataKeys:
    """Makes, opens, destroys and re-wraps the data keys of subjects."""

    def __init__(self, engine: Engine, masters: MasterKeys, clock: Clock, cache: KeyCache) -> None:
        self._rows = engine.database["data_keys"]
        # A key that a change of primary could still take away must not seal anything.
        self._settled = self._rows.with_options(read_concern=ReadConcern("majority"))
        self._masters = masters
        self._clock = clock
        self._cache = cache

    def to_seal(self, owner: Owner) -> AESGCM:
        """The subject's key, made at the first use; two who make it at once get the same."""
        return self._cache.get(owner) or apart_from_unit_of_work(
            lambda: self._read(owner) or self._make(owner)
        )

    def to_open(self, owner: Owner) -> AESGCM:
        """The subject's key, which must be there."""
        key = self._cache.get(owner) or apart_from_unit_of_work(lambda: self._read(owner))
        if key is None:
            raise DataKeyMissing(f"no data key for {owner.subject}")
        return key

    def warm(self, clinic_id: str | None, subjects: Iterable[str]) -> None:
        """Fetch many keys in one round trip, before a list of people is opened.

        Erased subjects are passed over here; whoever opens theirs is refused then.
        """
        cold = [s for s in dict.fromkeys(subjects) if self._cache.get(Owner(s, clinic_id)) is None]
        if not cold:
            return
        wanted = {"_id": {"$in": cold}, "clinic_id": clinic_id, "erased_at": None}
        for row in apart_from_unit_of_work(lambda: list(self._settled.find(wanted))):
            self._unwrap(Owner(row["_id"], clinic_id), row)

    def make_many(self, clinic_id: str | None, subjects: Iterable[str]) -> None:
        """Make the keys that are missing in one round trip, before many new people are stored."""
        wanted = list(dict.fromkeys(subjects))
        self.warm(clinic_id, wanted)
        owners = [Owner(s, clinic_id) for s in wanted]
        rows = [{"_id": o.subject, **self._fresh(o)} for o in owners if self._cache.get(o) is None]
        if rows:
            apart_from_unit_of_work(lambda: self._offer(rows))
            # What was made is read back: a key that somebody else made meanwhile is the one that counts.
            self.warm(clinic_id, wanted)

    def erase(self, owner: Owner) -> None:
        """Destroy the subject's key, together with the unit of work that is open.

        The row stays without its key, so that nobody makes a new one for an erased person.
        Other processes forget their copy when it lapses from their cache.
        """
        try:
            self._mark_erased(owner)
        except DuplicateKey:
            # The row is another clinic's, or somebody made the key at this very moment.
            self._refuse_strangers(owner)
            self._mark_erased(owner)
        finally:
            self._cache.forget(owner)

    def remaining(self) -> int:
        """How many data keys still need an older master key."""
        return self._rows.count_documents(self._old())

    def rewrap_all(self, on_batch: Callable[[int, int], None], batch: int = _BATCH) -> Rewrapped:
        """Wrap every data key under the current master key, while the product runs.

        Killed half-way it has lost nothing: what is done is no longer found by the query.
        ``on_batch(done, remaining)`` is called after each batch.
        """
        done, last = 0, ""
        unreadable: list[str] = []
        while rows := list(
            self._rows.find({**self._old(), "_id": {"$gt": last}}).sort("_id", 1).limit(batch)
        ):
            for row in rows:
                try:
                    done += self._rewrap(row)
                except CryptoFault:
                    unreadable.append(row["_id"])
            last = rows[-1]["_id"]
            on_batch(done, self.remaining())
        return Rewrapped(done=done, remaining=self.remaining(), unreadable=tuple(unreadable))

    def _old(self) -> Document:
        return {"master_version": {"$nin": [self._masters.current, None]}}

    def _rewrap(self, row: Document) -> int:
        """The filter names the old wrapping, so a key that was erased meanwhile stays erased."""
        owner = Owner(row["_id"], row["clinic_id"])
        plain = self._masters.unwrap(Wrapped(row["master_version"], row["wrapped"]), owner.name)
        fresh = self._masters.wrap(plain, owner.name)
        return self._rows.update_one(
            {"_id": row["_id"], "wrapped": row["wrapped"]},
            {"$set": {"wrapped": fresh.sealed, "master_version": fresh.master_version}},
        ).modified_count

    def _read(self, owner: Owner) -> AESGCM | None:
        row = self._settled.find_one({"_id": owner.subject, "clinic_id": owner.clinic_id})
        return None if row is None else self._unwrap(owner, row)

    def _make(self, owner: Owner) -> AESGCM:
        """Offer a fresh key; whoever came first wins, and the answer is what the majority keeps."""
        # The filter is the unique key alone: then the server itself settles two upserts that meet.
        with pymongo.timeout(_PATIENCE_S):
            row = self._rows.find_one_and_update(
                {"_id": owner.subject},
                {"$setOnInsert": self._fresh(owner)},
                upsert=True,
                return_document=ReturnDocument.AFTER,
            )
        if row is None or row["clinic_id"] != owner.clinic_id:
            raise DataKeyMissing(f"{owner.subject} belongs to another clinic")
        return self._unwrap(owner, row)

    def _fresh(self, owner: Owner) -> Document:
        """A new key for an owner as it is stored, without its name."""
        offered = self._masters.wrap(AESGCM.generate_key(256), owner.name)
        return {
            "clinic_id": owner.clinic_id,
            "wrapped": offered.sealed,
            "master_version": offered.master_version,
            "made_at": self._clock.now(),
            "erased_at": None,
        }

    def _offer(self, rows: list[Document]) -> None:
        try:
            self._rows.insert_many(rows, ordered=False)
        except BulkWriteError as refused:
            if any(fault["code"] != _TAKEN for fault in refused.details["writeErrors"]):
                raise

    def _mark_erased(self, owner: Owner) -> None:
        now = self._clock.now()
        self._rows.update_one(
            {"_id": owner.subject, "clinic_id": owner.clinic_id},
            {
                "$set": {"wrapped": None, "master_version": None, "erased_at": now},
                "$setOnInsert": {"made_at": now},
            },
            upsert=True,
        )

    def _refuse_strangers(self, owner: Owner) -> None:
        row = apart_from_unit_of_work(lambda: self._rows.find_one({"_id": owner.subject}))
        if row is None or row["clinic_id"] != owner.clinic_id:
            raise DataKeyMissing(f"{owner.subject} belongs to another clinic")

    def _unwrap(self, owner: Owner, row: Document) -> AESGCM:
        if row["wrapped"] is None:
            raise SubjectErased
        wrapped = Wrapped(row["master_version"], row["wrapped"])
        key = AESGCM(self._masters.unwrap(wrapped, owner.name))
        self._cache.put(owner, key)
        return key
