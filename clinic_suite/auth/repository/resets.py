"""Links for a forgotten password: asked for by anybody, and only then somebody's or nobody's."""

from __future__ import annotations

from datetime import datetime, timedelta

import attrs

from clinic_suite.kernel.ids import AccountId, ClinicId
from clinic_suite.kernel.mongo import Document, Engine

_KEPT = timedelta(days=2)


@attrs.frozen(kw_only=True)
class Asked:
    """A link that was asked for under an e-mail, of which only the blind token is kept."""

    id: str
    email_token: bytes
    ends_at: datetime


@attrs.frozen(kw_only=True)
class Resettable:
    """A link that can still be used."""

    id: str
    clinic_id: ClinicId | None
    account_id: AccountId


class Resets:
    """One row for each asking; it learns whose it is when the mail is written, and not at the door."""

    def __init__(self, engine: Engine) -> None:
        self._resets = engine.database["password_resets"]

    def add(self, asked: Asked, now: datetime) -> None:
        self._resets.insert_one(
            {
                "_id": asked.id,
                "email_token": asked.email_token,
                "clinic_id": None,
                "account_id": None,
                "token_hash": None,
                "asked_at": now,
                "ends_at": asked.ends_at,
                "over_at": None,
                "forget_at": now + _KEPT,
            }
        )

    def asked(self, reset_id: str, now: datetime) -> Asked | None:
        """An asking that is still worth a mail."""
        row = self._resets.find_one({"_id": reset_id, **_open(now)})
        if row is None:
            return None
        return Asked(id=reset_id, email_token=bytes(row["email_token"]), ends_at=row["ends_at"])

    def give(self, reset: Resettable, token_hash: bytes, now: datetime) -> None:
        """The link is this account's from now on, and those it was given before are over."""
        self._resets.update_many(
            {"account_id": reset.account_id, "over_at": None, "_id": {"$ne": reset.id}},
            {"$set": {"over_at": now}},
        )
        self._resets.update_one(
            {"_id": reset.id},
            {
                "$set": {
                    "clinic_id": reset.clinic_id,
                    "account_id": reset.account_id,
                    "token_hash": token_hash,
                }
            },
        )

    def find(self, token_hash: bytes, now: datetime) -> Resettable | None:
        """By the token alone: who holds it has not said yet whose it is."""
        row = self._resets.find_one({"token_hash": token_hash, **_open(now)})
        if row is None:
            return None
        clinic_id = row["clinic_id"]
        return Resettable(
            id=row["_id"],
            clinic_id=None if clinic_id is None else ClinicId(clinic_id),
            account_id=AccountId(row["account_id"]),
        )

    def spend(self, reset: Resettable, now: datetime) -> bool:
        """Use it up; of two who try at once only one succeeds."""
        done = self._resets.update_one({"_id": reset.id, **_open(now)}, {"$set": {"over_at": now}})
        return done.matched_count == 1

    def end_all(self, account_id: AccountId, now: datetime) -> None:
        """A password was set another way, so that a link on its way is good for nothing."""
        self._resets.update_many({"account_id": account_id, "over_at": None}, {"$set": {"over_at": now}})


def _open(now: datetime) -> Document:
    return {"over_at": None, "ends_at": {"$gt": now}}
