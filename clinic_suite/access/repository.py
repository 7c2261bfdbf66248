"""How the house of access asks MongoDB.  Why a glass was broken is sealed with the patient's own key."""

from __future__ import annotations

from datetime import datetime

from clinic_suite.access.model import Grant, GrantId, SeenState
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.crypto import Ciphers, Envelope, SubjectErased
from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.errors import NotFound
from clinic_suite.kernel.ids import ClinicId, PatientId
from clinic_suite.kernel.mongo import Document, Engine
from clinic_suite.kernel.paging import Page, Wanted, cut

_NAME = "chart_grants"


class Grants:
    """Who broke which glass, when and why."""

    def __init__(self, engine: Engine, ciphers: Ciphers) -> None:
        self._grants = engine.database[_NAME]
        self._ciphers = ciphers

    def add(self, grant: Grant) -> None:
        fields = self._envelope(grant.clinic_id, grant.patient_id, grant.id)
        self._grants.insert_one({**to_document(grant), "reason": fields.seal("reason", grant.reason or "")})

    def is_live(self, by: Actor, clinic_id: ClinicId, patient_id: PatientId, now: datetime) -> bool:
        """Whether this person, in this very session, holds a grant for this chart."""
        wish = {
            "clinic_id": clinic_id,
            "session_id": by.session_id,
            "account_id": by.account_id,
            "patient_id": patient_id,
            "ends_at": {"$gt": now},
        }
        return self._grants.find_one(wish, {"_id": 1}) is not None

    def get(self, clinic_id: ClinicId, grant_id: GrantId) -> Grant:
        row = self._grants.find_one({"_id": grant_id, "clinic_id": clinic_id})
        if row is None:
            raise NotFound
        return self._opened(row)

    def mark_seen(self, grant: Grant) -> bool:
        """False when somebody else was faster."""
        wish = {"_id": grant.id, "clinic_id": grant.clinic_id, "seen_at": None}
        seen = {"seen_by": grant.seen_by, "seen_at": grant.seen_at}
        return self._grants.update_one(wish, {"$set": seen}).matched_count == 1

    def of_clinic(self, clinic_id: ClinicId, state: SeenState | None, wanted: Wanted) -> Page[Grant]:
        """A clinic's grants, the newest first."""
        wish: Document = {"clinic_id": clinic_id}
        if state is not None:
            wish["seen_at"] = None if state is SeenState.UNSEEN else {"$ne": None}
        if wanted.after is not None:
            wish["_id"] = {"$lt": wanted.after[0]}
        rows = list(self._grants.find(wish).sort("_id", -1).limit(wanted.limit + 1))
        page = cut(rows, wanted, lambda r: (r["_id"],))
        self._ciphers.warm(clinic_id, [r["patient_id"] for r in page.items])
        return page.map(self._opened)

    def _opened(self, row: Document) -> Grant:
        fields = self._envelope(row["clinic_id"], row["patient_id"], row["_id"])
        try:
            reason = fields.open("reason", row["reason"])
        except SubjectErased:
            reason = None
        return from_document({**row, "reason": reason}, Grant)

    def _envelope(self, clinic_id: str, patient_id: str, grant_id: str) -> Envelope:
        return self._ciphers.envelope(patient_id, clinic_id=clinic_id, collection=_NAME, document=grant_id)
