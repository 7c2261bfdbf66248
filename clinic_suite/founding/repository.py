"""How founding asks MongoDB."""

from __future__ import annotations

from datetime import datetime

from clinic_suite.founding.rules import MOST_TRIES
from clinic_suite.kernel.mongo import Document, Engine

_ONE = "setup"


class SetupCodes:
    """The one set-up code of an installation; a new one takes the place of the one before."""

    def __init__(self, engine: Engine) -> None:
        self._codes = engine.database["setup_codes"]

    def replace(self, code_hash: bytes, now: datetime, ends_at: datetime) -> None:
        fresh = {"code_hash": code_hash, "made_at": now, "ends_at": ends_at, "tries": 0, "over_at": None}
        self._codes.update_one({"_id": _ONE}, {"$set": fresh}, upsert=True)

    def claim(self, now: datetime) -> bytes | None:
        """Count a try before it is compared, and answer what it has to be; none when there is no try left."""
        done = self._codes.update_one({**_good(now), "tries": {"$lt": MOST_TRIES}}, {"$inc": {"tries": 1}})
        row = self._codes.find_one({"_id": _ONE}) if done.matched_count else None
        return None if row is None else row["code_hash"]

    def forgive(self, code_hash: bytes) -> None:
        """Whoever has shown the right code may mistype a password as often as they like."""
        self._codes.update_one({"_id": _ONE, "code_hash": code_hash}, {"$set": {"tries": 0}})

    def spend(self, code_hash: bytes, now: datetime) -> bool:
        """Use the code up: of many who show it at once, one."""
        done = self._codes.update_one({**_good(now), "code_hash": code_hash}, {"$set": {"over_at": now}})
        return done.matched_count == 1

    def end(self, now: datetime) -> None:
        """No code is good any more."""
        self._codes.update_one({"_id": _ONE, "over_at": None}, {"$set": {"over_at": now}})


def _good(now: datetime) -> Document:
    return {"_id": _ONE, "over_at": None, "ends_at": {"$gt": now}}
