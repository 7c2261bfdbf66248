"""Who has times kept: the row on which two who hold for one person meet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import attrs

from clinic_suite.kernel.ids import EntryId
from clinic_suite.kernel.mongo import DuplicateKey, Engine

_KEPT_AFTER = timedelta(days=1)


@attrs.frozen(kw_only=True)
class OwnHold:
    """A time that is kept for somebody, until its end."""

    entry_id: EntryId
    sheet_id: str
    expires_at: datetime


class Claimants:
    """A patient, or somebody who has not signed in, and the times that were kept for them.

    The row is written by holding alone.  What was booked or given back since then still stands on it, so
    it says how many times are kept at most; the pages say how many are.
    """

    def __init__(self, engine: Engine) -> None:
        self._claimants = engine.database["claimants"]

    def lock(self, key: str, now: datetime) -> list[OwnHold]:
        """Inside a unit of work: take the row, and answer the holds on it that have not ended."""
        row = self._claimants.find_one_and_update({"_id": key}, {"$inc": {"version": 1}})
        if row is not None:
            # Those of earlier versions, which do not say where they stand, end within minutes.
            return [OwnHold(**h) for h in row["holds"] if h["expires_at"] > now and "sheet_id" in h]
        fresh = {"_id": key, "holds": [], "version": 1, "forget_at": now + _KEPT_AFTER}
        try:
            self._claimants.insert_one(fresh)
        except DuplicateKey:
            return self.lock(key, now)
        return []

    def keep(self, key: str, holds: Sequence[OwnHold]) -> None:
        """Note which holds live, on a row that this unit of work has locked."""
        self._claimants.update_one(
            {"_id": key},
            {
                "$set": {
                    "holds": [attrs.asdict(hold) for hold in holds],
                    "forget_at": max(hold.expires_at for hold in holds) + _KEPT_AFTER,
                },
                "$inc": {"version": 1},
            },
        )
