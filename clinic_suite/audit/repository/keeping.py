"""Retention tables, legal holds, and the one document at which a purge and a hold meet."""

from __future__ import annotations

from clinic_suite.audit.model import HoldId, HoldState, LegalHold, RetentionTable, TrailReview
from clinic_suite.kernel.crypto import Ciphers, Envelope
from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.errors import NotFound, VersionStale
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine
from clinic_suite.kernel.paging import Page, Wanted, cut

_HOLDS = "legal_holds"
_SPOKEN = ("reason", "lifted_because")


class Holds:
    """A clinic's legal holds.  Why they stand is sealed: a reason names people."""

    def __init__(self, engine: Engine, ciphers: Ciphers) -> None:
        self._holds = engine.database[_HOLDS]
        self._guards = engine.database["hold_guards"]
        self._ciphers = ciphers

    def touch(self, clinic_id: ClinicId) -> None:
        """Write the document that every hold and every purge of a clinic writes.

        A purge writes it last: when a hold was placed since the purge began to read, the
        database lets the hold stand and the purge fail.
        """
        self._guards.update_one({"_id": clinic_id}, {"$inc": {"touched": 1}}, upsert=True)

    def add(self, hold: LegalHold) -> None:
        self._holds.insert_one(self._sealed(hold))

    def standing(self, clinic_id: ClinicId) -> list[LegalHold]:
        """All that stand; why they do stays sealed, because nobody who purges has to know."""
        rows = self._holds.find({"clinic_id": clinic_id, "lifted_at": None})
        return [from_document({**row, **dict.fromkeys(_SPOKEN, "")}, LegalHold) for row in rows]

    def get(self, clinic_id: ClinicId, hold_id: HoldId) -> LegalHold:
        row = self._holds.find_one({"_id": hold_id, "clinic_id": clinic_id})
        if row is None:
            raise NotFound
        return self._opened(row)

    def lift(self, hold: LegalHold) -> bool:
        """Store a hold as lifted; false when it was lifted before."""
        wish = {"_id": hold.id, "clinic_id": hold.clinic_id, "lifted_at": None}
        row = self._sealed(hold)
        fields = ("lifted_by", "lifted_at", "lifted_because")
        return self._holds.update_one(wish, {"$set": {f: row[f] for f in fields}}).matched_count == 1

    def of_clinic(self, clinic_id: ClinicId, state: HoldState | None, wanted: Wanted) -> Page[LegalHold]:
        """A clinic's holds, the newest first."""
        wish: Document = {"clinic_id": clinic_id}
        if state is not None:
            wish["lifted_at"] = None if state is HoldState.STANDING else {"$ne": None}
        if wanted.after is not None:
            wish["_id"] = {"$lt": wanted.after[0]}
        rows = list(self._holds.find(wish).sort("_id", -1).limit(wanted.limit + 1))
        return cut(rows, wanted, lambda r: (r["_id"],)).map(self._opened)

    def _sealed(self, hold: LegalHold) -> Document:
        row, fields = to_document(hold), self._envelope(hold.clinic_id, hold.id)
        return {**row, **{n: row[n] and fields.seal(n, row[n]) for n in _SPOKEN}}

    def _opened(self, row: Document) -> LegalHold:
        fields = self._envelope(row["clinic_id"], row["_id"])
        spoken = {n: row[n] and fields.open(n, row[n]) for n in _SPOKEN}
        return from_document({**row, **spoken}, LegalHold)

    def _envelope(self, clinic_id: str, hold_id: str) -> Envelope:
        return self._ciphers.envelope(clinic_id, clinic_id=clinic_id, collection=_HOLDS, document=hold_id)


class RetentionTables:
    """What clinics keep for longer than seven years."""

    def __init__(self, engine: Engine) -> None:
        self._tables = engine.database["retention_tables"]

    def of(self, clinic_id: ClinicId) -> RetentionTable:
        """A clinic's table; one that nobody has ever written has no rows and is version 1."""
        row = self._tables.find_one({"_id": clinic_id})
        return RetentionTable(id=clinic_id) if row is None else from_document(row, RetentionTable)

    def replace(self, table: RetentionTable) -> None:
        """Store an edited table, unless somebody else has edited it since it was read."""
        try:
            done = self._tables.update_one(
                {"_id": table.id, "version": table.version - 1},
                {"$set": to_document(table)},
                upsert=table.version == RetentionTable(id=table.id).version + 1,
            )
        except DuplicateKey:
            raise VersionStale from None
        if done.matched_count == 0 and done.upserted_id is None:
            raise VersionStale


class TrailReviews:
    """What the daily look at each clinic's trail found."""

    def __init__(self, engine: Engine) -> None:
        self._reviews = engine.database["trail_reviews"]

    def put(self, review: TrailReview) -> None:
        row = to_document(review)
        self._reviews.replace_one({"_id": review.id}, row, upsert=True)

    def of(self, clinic_id: ClinicId) -> TrailReview | None:
        row = self._reviews.find_one({"_id": clinic_id})
        return None if row is None else from_document(row, TrailReview)
