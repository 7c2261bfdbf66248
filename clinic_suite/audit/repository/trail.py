"""How the trail asks MongoDB.  It inserts entries and marks them sealed; nothing else changes one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from clinic_suite.audit.model import Entry, Seal, Search
from clinic_suite.kernel.documents import as_stored, from_document, to_document
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine
from clinic_suite.kernel.paging import Page, Wanted, cut

LARGEST_BATCH = 500


class Entries:
    """What was done and read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._entries = engine.database["audit_entries"]

    def add_alone(self, entry: Entry) -> None:
        """One entry of which no change depends, which is a read: it is the whole deed."""
        self._engine.insert_direct("audit_entries", _row(entry))

    def add(self, entries: Sequence[Entry]) -> None:
        rows = [_row(entry) for entry in entries]
        if len(rows) == 1:
            # Most deeds are one entry, and to the driver one row is cheaper than a list of one.
            self._entries.insert_one(rows[0])
        else:
            self._entries.insert_many(rows)

    def unsealed_chains(self) -> list[str]:
        return sorted(self._entries.distinct("chain", {"sealed": False}))

    def unsealed(self, chain: str) -> list[Document]:
        """The oldest entries that no seal covers, as stored: a digest is of what is stored."""
        wish = {"chain": chain, "sealed": False}
        return list(self._entries.find(wish).sort("_id", 1).limit(LARGEST_BATCH))

    def mark_sealed(self, chain: str, ids: Sequence[str]) -> None:
        self._entries.update_many({"_id": {"$in": list(ids)}, "chain": chain}, {"$set": {"sealed": True}})

    def stored(self, chain: str, ids: Sequence[str]) -> list[Document]:
        return list(self._entries.find({"_id": {"$in": list(ids)}, "chain": chain}))

    def clinics(self) -> list[ClinicId]:
        """Every clinic that has a trail."""
        return sorted(ClinicId(c) for c in self._entries.distinct("clinic_id") if c is not None)

    def oldest_at(self, clinic_id: ClinicId) -> datetime | None:
        rows = list(self._entries.find({"clinic_id": clinic_id}, {"at": 1}).sort("_id", 1).limit(1))
        return rows[0]["at"] if rows else None

    def count_before(self, clinic_id: ClinicId, moment: datetime) -> int:
        return self._entries.count_documents({"clinic_id": clinic_id, "at": {"$lt": moment}})

    def count_unsealed(self) -> int:
        return self._entries.count_documents({"sealed": False})

    def search(self, clinic_id: ClinicId, search: Search, wanted: Wanted) -> Page[Entry]:
        """A clinic's entries, the newest first."""
        wish: dict[str, Any] = {"clinic_id": clinic_id}
        said = {
            "account_id": search.account_id,
            "patient_id": search.patient_id,
            "entity": search.entity,
            "entity_id": search.entity_id,
            "action": search.action,
        }
        wish.update({field: value for field, value in said.items() if value})
        span = {"$gte": search.since, "$lt": search.until}
        if any(span.values()):
            wish["at"] = {op: at for op, at in span.items() if at}
        if wanted.after is not None:
            wish["_id"] = {"$lt": wanted.after[0]}
        rows = list(self._entries.find(wish).sort("_id", -1).limit(wanted.limit + 1))
        page = cut(rows, wanted, lambda r: (r["_id"],))
        return page.map(lambda r: from_document(r, Entry))


def _row(entry: Entry) -> Document:
    """An entry as it is stored.  By hand, because one is written for all that is done and read."""
    return {
        "_id": entry.id,
        "chain": entry.chain,
        "at": entry.at,
        "clinic_id": entry.clinic_id,
        "role": entry.role.value,
        "account_id": entry.account_id,
        "device_id": entry.device_id,
        "ip": entry.ip,
        "request_id": entry.request_id,
        "action": entry.action,
        "entity": entry.entity,
        "entity_id": entry.entity_id,
        "patient_id": entry.patient_id,
        "reason": entry.reason,
        "before": as_stored(entry.before),
        "after": as_stored(entry.after),
        "sealed": False,
    }


class Seals:
    """The seals of all chains."""

    def __init__(self, engine: Engine) -> None:
        self._seals = engine.database["audit_seals"]

    def last(self, chain: str) -> Seal | None:
        rows = list(self._seals.find({"chain": chain}).sort("number", -1).limit(1))
        return from_document(rows[0], Seal) if rows else None

    def add(self, seal: Seal) -> bool:
        """Store a seal; false when somebody else has just sealed under this number."""
        try:
            self._seals.insert_one(to_document(seal))
        except DuplicateKey:
            return False
        return True

    def chains(self) -> list[str]:
        return sorted(self._seals.distinct("chain"))

    def of_chain(self, chain: str) -> Iterator[Seal]:
        for row in self._seals.find({"chain": chain}).sort("number", 1):
            yield from_document(row, Seal)
