"""Codes that were sent: one live challenge for each telephone and purpose, counted before it is compared."""

from __future__ import annotations

from datetime import datetime, timedelta

from pymongo import ReturnDocument

from clinic_suite.auth.model import CodeHistory
from clinic_suite.auth.rules.codes import DAY, HELD_AFTER, TRIES
from clinic_suite.kernel.mongo import DuplicateKey, Engine

_HOUR = timedelta(hours=1)
_KEPT = timedelta(days=2)
# Wrong codes in a row are counted until a right one comes or the desk forgets them: whoever waits three days
# between two guesses must not begin anew, and a number on hold must not release itself.
_KEPT_WRONG = timedelta(days=3650)


class Codes:
    """Challenges, and what each telephone was sent lately."""

    def __init__(self, engine: Engine) -> None:
        self._challenges = engine.database["challenges"]
        self._histories = engine.database["code_histories"]
        self._places = engine.database["code_places"]

    def put(self, place: str, challenge_id: str, mac: bytes, ends_at: datetime) -> None:
        """A new challenge stands where the old one stood, so the old code is good no more."""
        row = {
            "challenge_id": challenge_id,
            "mac": mac,
            "tries": 0,
            "ends_at": ends_at,
            "forget_at": ends_at + DAY,
        }
        self._challenges.update_one({"_id": place}, {"$set": row}, upsert=True)

    def count_try(self, place: str, challenge_id: str, now: datetime) -> bytes | None:
        """Count one try, and only then hand out what to compare it with; nothing when there are none left.

        It is one conditional update, so of two hundred tries at once exactly five come through.
        """
        row = self._challenges.find_one_and_update(
            {
                "_id": place,
                "challenge_id": challenge_id,
                "ends_at": {"$gt": now},
                "tries": {"$lt": TRIES},
            },
            {"$inc": {"tries": 1}},
            return_document=ReturnDocument.AFTER,
        )
        return None if row is None else bytes(row["mac"])

    def use_up(self, place: str, challenge_id: str) -> bool:
        """False when the same code was used in the same moment."""
        return self._challenges.delete_one({"_id": place, "challenge_id": challenge_id}).deleted_count == 1

    def history(self, phone: str) -> CodeHistory:
        row = self._histories.find_one({"_id": phone})
        if row is None:
            return CodeHistory()
        return CodeHistory(
            sent=tuple(row["sent"]),
            failed=tuple(row["failed"]),
            wrong_in_a_row=row["wrong_in_a_row"],
            version=row["version"],
        )

    def note_sent(self, phone: str, seen: CodeHistory, now: datetime) -> bool:
        """Count one code, if nobody has counted another since the history was read."""
        counted = {
            "sent": [*(at for at in seen.sent if now - at < DAY), now],
            "failed": [at for at in seen.failed if now - at < DAY],
            "wrong_in_a_row": seen.wrong_in_a_row,
            "version": seen.version + 1,
            "forget_at": now + (_KEPT_WRONG if seen.wrong_in_a_row else _KEPT),
        }
        if seen.version:
            done = self._histories.update_one({"_id": phone, "version": seen.version}, {"$set": counted})
            return done.matched_count == 1
        try:
            self._histories.insert_one({"_id": phone, **counted})
        except DuplicateKey:
            return False
        return True

    def note_failed(self, phone: str, now: datetime) -> None:
        self._histories.update_one(
            {"_id": phone},
            {
                "$push": {"failed": now},
                "$inc": {"wrong_in_a_row": 1, "version": 1},
                "$set": {"forget_at": now + _KEPT_WRONG},
            },
        )

    def note_right(self, phone: str) -> None:
        self._histories.update_one({"_id": phone}, {"$set": {"wrong_in_a_row": 0}, "$inc": {"version": 1}})

    def release(self, phone: str) -> bool:
        """Forget the wrong codes of a number that is on hold; false when it is not.

        What was sent is not forgotten: messages cost money, whoever stands at the desk.
        """
        done = self._histories.update_one(
            {"_id": phone, "wrong_in_a_row": {"$gte": HELD_AFTER}},
            {"$set": {"wrong_in_a_row": 0, "failed": []}, "$inc": {"version": 1}},
        )
        return done.matched_count == 1

    def count_place(self, ip: str, now: datetime) -> tuple[int, datetime]:
        """How many codes were asked for from one address in this hour, and when the next hour begins."""
        hour = now.replace(minute=0, second=0, microsecond=0)
        row = self._places.find_one_and_update(
            {"_id": f"{ip}@{hour:%Y-%m-%dT%H}"},
            {"$inc": {"sent": 1}, "$set": {"forget_at": hour + 2 * _HOUR}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        return (1 if row is None else int(row["sent"])), hour + _HOUR
