"""Invitations: only the hash of a token is kept, and a token is good once."""

from __future__ import annotations

from datetime import datetime, timedelta

import attrs

from clinic_suite.kernel.ids import AccountId, ClinicId
from clinic_suite.kernel.mongo import Document, Engine

_KEPT_AFTER_END = timedelta(days=30)


@attrs.frozen(kw_only=True)
class Open:
    """An invitation that can still be accepted."""

    id: str
    clinic_id: ClinicId | None
    account_id: AccountId


class Invitations:
    """The links with which passwords are set."""

    def __init__(self, engine: Engine) -> None:
        self._invitations = engine.database["invitations"]

    def replace(self, invitation: Open, token_hash: bytes, now: datetime, ends_at: datetime) -> None:
        """A new link; the older ones of the same account are over."""
        self._invitations.update_many(
            {"account_id": invitation.account_id, "clinic_id": invitation.clinic_id, "over_at": None},
            {"$set": {"over_at": now}},
        )
        self._invitations.insert_one(
            {
                "_id": invitation.id,
                "clinic_id": invitation.clinic_id,
                "account_id": invitation.account_id,
                "token_hash": token_hash,
                "made_at": now,
                "ends_at": ends_at,
                "over_at": None,
                "forget_at": ends_at + _KEPT_AFTER_END,
            }
        )

    def find(self, token_hash: bytes, now: datetime) -> Open | None:
        """By the token alone: who holds it has not said yet whose it is."""
        row = self._invitations.find_one({"token_hash": token_hash, **_open(now)})
        if row is None:
            return None
        clinic_id = row["clinic_id"]
        return Open(
            id=row["_id"],
            clinic_id=None if clinic_id is None else ClinicId(clinic_id),
            account_id=AccountId(row["account_id"]),
        )

    def spend(self, invitation: Open, now: datetime) -> bool:
        """Use it up; of two who try at once only one succeeds."""
        done = self._invitations.update_one(
            {"_id": invitation.id, "clinic_id": invitation.clinic_id, **_open(now)},
            {"$set": {"over_at": now}},
        )
        return done.matched_count == 1


def _open(now: datetime) -> Document:
    return {"over_at": None, "ends_at": {"$gt": now}}
