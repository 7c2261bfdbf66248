"""How approvals ask MongoDB.  Every step that an approval takes is one conditional update."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from clinic_suite.approvals.model import Approval, ApprovalState, Sought
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.crypto import Ciphers, Envelope
from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.errors import NotFound
from clinic_suite.kernel.ids import AccountId, ApprovalId, ClinicId
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine
from clinic_suite.kernel.paging import Page, Wanted, cut

_NAME = "approvals"
_WORDS = ("reason", "decision_reason")
_LARGEST_SWEEP = 200


class Approvals:
    """What was asked for, and what became of it.  What people wrote is sealed under the asker's key."""

    def __init__(self, engine: Engine, ciphers: Ciphers) -> None:
        self._approvals = engine.database[_NAME]
        self._ciphers = ciphers

    def get(self, clinic_id: ClinicId | None, approval_id: ApprovalId) -> Approval:
        row = self._approvals.find_one({"_id": approval_id, "clinic_id": clinic_id})
        if row is None:
            raise NotFound
        return self._approval(row)

    def find_open(self, clinic_id: ClinicId | None, kind: str, subject_id: str) -> Approval | None:
        row = self._approvals.find_one(
            {"clinic_id": clinic_id, "kind": kind, "subject_id": subject_id, "open": True}
        )
        return None if row is None else self._approval(row)

    def add(self, approval: Approval) -> bool:
        """False when one of this kind and subject is open already."""
        try:
            self._approvals.insert_one(self._row(approval))
        except DuplicateKey:
            return False
        return True

    def decide(self, decided: Approval, now: datetime) -> bool:
        """Store a decision on what still waits, made by somebody else than its asker; once."""
        still_waits = {
            "state": ApprovalState.WAITING.value,
            "ends_at": {"$gt": now},
            "asked_by": {"$ne": decided.decided_by},
        }
        return self._step(decided, still_waits)

    def withdraw(self, withdrawn: Approval) -> bool:
        """Store that what was open is asked for no more."""
        return self._step(withdrawn, {"open": True})

    def lapse(self, lapsed: Approval, now: datetime) -> bool:
        """Store that the end of what was open has passed."""
        return self._step(lapsed, {"open": True, "ends_at": {"$lte": now}})

    def use(self, used: Approval, now: datetime) -> bool:
        """Store the one use of what was approved and has not ended."""
        unused = {"state": ApprovalState.APPROVED.value, "used_at": None, "ends_at": {"$gt": now}}
        return self._step(used, unused)

    def ended(self, now: datetime) -> list[Approval]:
        """What is still open and past its end, of all clinics, the oldest first."""
        rows = self._approvals.find({"open": True, "ends_at": {"$lte": now}})
        return [self._approval(r) for r in rows.sort("ends_at", 1).limit(_LARGEST_SWEEP)]

    def for_decider(
        self, clinic_id: ClinicId, needs: Iterable[Role], but: AccountId | None, sought: Sought,
        wanted: Wanted, now: datetime,
    ) -> Page[Approval]:  # fmt: skip
        """What a clinic's decider sees, the newest first; what waits for them is never their own."""
        wish: Document = {"clinic_id": clinic_id, "needs": {"$in": [n.value for n in needs]}}
        if sought.state is ApprovalState.WAITING:
            wish["asked_by"] = {"$ne": but}
        return self._page({**wish, **_sought(sought, now)}, wanted)

    def of_asker(
        self, clinic_id: ClinicId | None, asker: AccountId, sought: Sought, wanted: Wanted, now: datetime
    ) -> Page[Approval]:
        """What somebody has asked for, the newest first."""
        return self._page({"clinic_id": clinic_id, "asked_by": asker, **_sought(sought, now)}, wanted)

    def _page(self, wish: Document, wanted: Wanted) -> Page[Approval]:
        if wanted.after is not None:
            wish["_id"] = {"$lt": wanted.after[0]}
        rows = list(self._approvals.find(wish).sort("_id", -1).limit(wanted.limit + 1))
        page = cut(rows, wanted, lambda r: (r["_id"],))
        for clinic_id in {r["clinic_id"] for r in page.items}:
            self._ciphers.warm(clinic_id, [r["asked_by"] for r in page.items])
        return page.map(self._approval)

    def _step(self, approval: Approval, only: Document) -> bool:
        """Store an approval that has come one step further, if it is still where it was seen.

        The version is counted by the database, because a write that changes nothing is no write
        to MongoDB, and two who both change nothing would both be let through.
        """
        row = self._row(approval)
        row.pop("version")
        here = {"_id": row.pop("_id"), "clinic_id": row.pop("clinic_id"), "version": approval.version - 1}
        done = self._approvals.update_one({**here, **only}, {"$set": row, "$inc": {"version": 1}})
        return done.matched_count == 1

    def _row(self, approval: Approval) -> Document:
        fields = self._envelope(approval.id, approval.clinic_id, approval.asked_by)
        row = {**to_document(approval), "open": approval.is_open}
        for name in _WORDS:
            row[name] = None if row[name] is None else fields.seal(name, row[name])
        return row

    def _approval(self, row: Document) -> Approval:
        fields = self._envelope(row["_id"], row["clinic_id"], row["asked_by"])
        opened: dict[str, Any] = {n: None if row[n] is None else fields.open(n, row[n]) for n in _WORDS}
        return from_document({**row, **opened}, Approval)

    def _envelope(self, approval_id: str, clinic_id: str | None, asker: str) -> Envelope:
        return self._ciphers.envelope(asker, clinic_id=clinic_id, collection=_NAME, document=approval_id)


def _sought(sought: Sought, now: datetime) -> Document:
    """What is past its end counts as lapsed here too, whether anybody has noted it or not."""
    wish: Document = {} if sought.kind is None else {"kind": sought.kind}
    lives: list[Document] = [{"open": False}, {"ends_at": {"$gt": now}}]
    if sought.state is None:
        return wish
    if sought.state is not ApprovalState.LAPSED:
        return {**wish, "state": sought.state.value, "$or": lives}
    ended: Document = {"open": True, "ends_at": {"$lte": now}}
    return {**wish, "$or": [{"state": ApprovalState.LAPSED.value}, ended]}
