"""Codes that were sent: one live challenge for each telephone and purpose, counted before it is compared."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

import attrs
from pymongo import ReturnDocument

from clinic_suite.auth.errors import CodesUnavailable
from clinic_suite.auth.model import Channel, CodeHistory
from clinic_suite.auth.rules.codes import DAY, TRIES
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import Ids
from clinic_suite.kernel.mongo import DuplicateKey, Engine

_HOUR = timedelta(hours=1)
_KEPT = timedelta(days=2)


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
            "forget_at": now + _KEPT,
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
                "$set": {"forget_at": now + _KEPT},
            },
        )

    def note_right(self, phone: str) -> None:
        self._histories.update_one({"_id": phone}, {"$set": {"wrong_in_a_row": 0}, "$inc": {"version": 1}})

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


class NoSender:
    """No provider is set up, so nobody can be sent anything; that is said and never pretended."""

    def send(self, phone: str, channel: Channel, code: str) -> None:
        raise CodesUnavailable


@attrs.frozen(kw_only=True)
class DemoMessage:
    """What would have been sent, had this been real."""

    to: str
    channel: str
    text: str
    at: datetime


class DemoTray:
    """Takes what would be sent, in a demo only, so that one can sign in without a telephone."""

    def __init__(self, engine: Engine, clock: Clock, ids: Ids) -> None:
        self._messages = engine.database["demo_messages"]
        self._clock = clock
        self._ids = ids

    def send(self, phone: str, channel: Channel, code: str) -> None:
        """Put it into the tray, and show it to whoever started the demo.

        The row is written by itself, as a real message would leave by itself: once the change is true.
        """
        now = self._clock.now()
        text = f"{code} is your code for the clinic. It is good for 5 minutes."
        self._messages.insert_one(
            {
                "_id": self._ids.new("dm"),
                "to": phone,
                "channel": channel.value,
                "text": text,
                "at": now,
                "forget_at": now + DAY,
            }
        )
        # Past the log and not through it: a log is kept and searched, this is for the eyes in front of it.
        sys.stderr.write(f"[{channel.value} to …{phone[-4:]}] {text}\n")
        sys.stderr.flush()

    def newest(self, to: str | None) -> list[DemoMessage]:
        rows = self._messages.find({} if to is None else {"to": to}).sort("_id", -1).limit(50)
        return [DemoMessage(to=r["to"], channel=r["channel"], text=r["text"], at=r["at"]) for r in rows]
