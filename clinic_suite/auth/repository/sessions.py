"""Sessions, each with the refresh token that is good now and the one that was good before."""

from __future__ import annotations

from datetime import datetime, timedelta

import attrs

from clinic_suite.auth.model import Claims, Session, SessionEnd
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.ids import AccountId, ClinicId, DeviceId, SessionId
from clinic_suite.kernel.mongo import Document, Engine

_KEPT_AFTER_END = timedelta(days=7)
_LIVE_SHOWN = {"role": 1, "device_id": 1}
_SHOWN = {f.name if f.name != "id" else "_id": 1 for f in attrs.fields(Session)}


@attrs.frozen(kw_only=True)
class Refreshable:
    """A live session with what a refresh token is compared with; hashes only."""

    session: Session
    refresh_hash: bytes
    spent_hash: bytes | None
    successor: bytes | None


class Sessions:
    """The sessions of staff and patients; an ended one stays a while, to recognise a stolen token."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._sessions = engine.database["sessions"]

    def add(self, session: Session, refresh_hash: bytes) -> None:
        self._sessions.insert_one(
            {
                **to_document(session),
                "refresh_hash": refresh_hash,
                "spent_hash": None,
                "successor": None,
                "ended_at": None,
                "end": None,
                "forget_at": session.ends_at + _KEPT_AFTER_END,
            }
        )

    def live(self, claims: Claims, now: datetime) -> Actor | None:
        """Whom an access token speaks of, if nothing has ended the session: one read by its id.

        It is asked at each request of everybody, so only what the token does not say already is fetched.
        """
        wish = {
            "_id": claims.session_id,
            "account_id": claims.account_id,
            "clinic_id": claims.clinic_id,
            "account_version": claims.account_version,
            **_alive(now),
        }
        row = self._engine.find_direct("sessions", wish, _LIVE_SHOWN)
        if row is None:
            return None
        return Actor(
            role=Role(row["role"]),
            account_id=claims.account_id,
            clinic_id=claims.clinic_id,
            device_id=row["device_id"],
            session_id=claims.session_id,
        )

    def refreshable(self, session_id: SessionId, now: datetime) -> Refreshable | None:
        """By its id alone: whoever holds a genuine refresh token has not said yet whose it is."""
        row = self._sessions.find_one({"_id": session_id, **_alive(now)})
        if row is None:
            return None
        return Refreshable(
            session=from_document({name: row[name] for name in _SHOWN}, Session),
            refresh_hash=row["refresh_hash"],
            spent_hash=row["spent_hash"],
            successor=row["successor"],
        )

    def rotate(self, refreshed: Session, spent: bytes, fresh: bytes, successor: bytes) -> bool:
        """Put the fresh token in the place of the spent one; false when somebody has spent it already."""
        done = self._sessions.update_one(
            {
                "_id": refreshed.id,
                "clinic_id": refreshed.clinic_id,
                "refresh_hash": spent,
                "ended_at": None,
            },
            {
                "$set": {
                    "refresh_hash": fresh,
                    "spent_hash": spent,
                    "successor": successor,
                    "refreshed_at": refreshed.refreshed_at,
                    "idle_until": refreshed.idle_until,
                    "browser": refreshed.browser,
                    "ip": refreshed.ip,
                }
            },
        )
        return done.matched_count == 1

    def end(self, clinic_id: ClinicId | None, session_id: SessionId, why: SessionEnd, now: datetime) -> bool:
        done = self._sessions.update_one(
            {"_id": session_id, "clinic_id": clinic_id, "ended_at": None}, _ended(why, now)
        )
        return done.matched_count == 1

    def end_all(
        self,
        account_id: AccountId,
        why: SessionEnd,
        now: datetime,
        *,
        but: SessionId | None = None,
    ) -> None:
        wish: Document = {"account_id": account_id, "ended_at": None}
        if but is not None:
            wish["_id"] = {"$ne": but}
        self._sessions.update_many(wish, _ended(why, now))

    def end_of_device(self, device_id: DeviceId, why: SessionEnd, now: datetime) -> None:
        self._sessions.update_many({"device_id": device_id, "ended_at": None}, _ended(why, now))

    def of_account(self, account_id: AccountId, now: datetime) -> list[Session]:
        """Where somebody is signed in now, the newest first."""
        rows = self._sessions.find({"account_id": account_id, **_alive(now)}, _SHOWN)
        return [from_document(r, Session) for r in rows.sort("_id", -1).limit(100)]


def _alive(now: datetime) -> Document:
    return {"ended_at": None, "idle_until": {"$gt": now}, "ends_at": {"$gt": now}}


def _ended(why: SessionEnd, now: datetime) -> Document:
    return {"$set": {"ended_at": now, "end": why.value, "successor": None}}
