"""Who has times kept: the row on which two wishes of one person meet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from clinic_suite.kernel.ids import EntryId
from clinic_suite.kernel.mongo import DuplicateKey, Engine

_KEPT_AFTER = timedelta(days=1)
Holds = Mapping[EntryId, datetime]


class Claimants:
    """A patient, or somebody who has not signed in, and the times that are kept for them."""

    def __init__(self, engine: Engine) -> None:
        self._claimants = engine.database["claimants"]

    def lock(self, key: str, now: datetime) -> Holds:
        """Inside a unit of work: take the row, and answer the holds on it that still live, with their ends."""
        row = self._claimants.find_one_and_update({"_id": key}, {"$inc": {"version": 1}})
        if row is not None:
            return {EntryId(h["entry_id"]): h["expires_at"] for h in row["holds"] if h["expires_at"] > now}
        fresh = {"_id": key, "holds": [], "version": 1, "forget_at": now + _KEPT_AFTER}
        try:
            self._claimants.insert_one(fresh)
        except DuplicateKey:
            return self.lock(key, now)
        return {}

    def keep(self, key: str, holds: Holds) -> None:
        """Note which holds live, on a row that this unit of work has locked."""
        self._claimants.update_one(
            {"_id": key},
            {
                "$set": {
                    "holds": [{"entry_id": e, "expires_at": at} for e, at in holds.items()],
                    "forget_at": max(holds.values()) + _KEPT_AFTER,
                },
                "$inc": {"version": 1},
            },
        )

    def drop(self, key: str, entry_id: EntryId) -> None:
        """Forget a hold that was given back."""
        self._claimants.update_one(
            {"_id": key}, {"$pull": {"holds": {"entry_id": entry_id}}, "$inc": {"version": 1}}
        )
