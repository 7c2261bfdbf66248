"""Wrong passwords, counted for one account and one place."""

from __future__ import annotations

from datetime import datetime

from clinic_suite.auth.model import Throttle
from clinic_suite.auth.rules.pauses import FORGOTTEN_AFTER, pause_after
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine

_LOOKS = 20


class Pauses:
    """One row for each account and place that has lately been wrong; a right password removes it."""

    def __init__(self, engine: Engine) -> None:
        self._pauses = engine.database["sign_in_pauses"]

    def claim(self, place: str, now: datetime) -> Throttle | None:
        """Count a try before it is compared; answer the pause when there must be no try now.

        Each claim names the count that it has seen, so of many at once only one gets through
        at a time and the others look again.
        """
        for _ in range(_LOOKS):
            row = self._pauses.find_one({"_id": place})
            if row is not None and row["wait_until"] > now:
                return Throttle(failures=row["failures"], wait_until=row["wait_until"])
            if self._counted(place, row, now):
                return None
        return Throttle(failures=_LOOKS, wait_until=now + pause_after(_LOOKS))

    def forget(self, place: str) -> None:
        self._pauses.delete_one({"_id": place})

    def _counted(self, place: str, row: Document | None, now: datetime) -> bool:
        failures = 1 if row is None or row["forget_at"] <= now else row["failures"] + 1
        counted = {
            "failures": failures,
            "wait_until": now + pause_after(failures),
            "forget_at": now + FORGOTTEN_AFTER,
        }
        if row is not None:
            seen = {"_id": place, "failures": row["failures"], "forget_at": row["forget_at"]}
            return self._pauses.update_one(seen, {"$set": counted}).matched_count == 1
        try:
            self._pauses.insert_one({"_id": place, **counted})
        except DuplicateKey:
            return False
        return True
