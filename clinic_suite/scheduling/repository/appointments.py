"""Appointments.  Why somebody comes is sealed under the patient's key; the rest is times and ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs

from clinic_suite.kernel.crypto import Ciphers, SubjectErased
from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.errors import NotFound, VersionStale
from clinic_suite.kernel.ids import AppointmentId, ClinicId, PatientId, PractitionerId, SeriesId
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine
from clinic_suite.kernel.paging import Page, Wanted, cut
from clinic_suite.kernel.ripples import VISITS, topic
from clinic_suite.kernel.unit_of_work import touch
from clinic_suite.scheduling.errors import SlotTaken
from clinic_suite.scheduling.model import Appointment, AppointmentState

_NAME = "appointments"
_AHEAD = (AppointmentState.REQUESTED.value, AppointmentState.CONFIRMED.value)
_HERE = (AppointmentState.ARRIVED.value, AppointmentState.IN_CONSULTATION.value)
_LONGEST_WAIT = timedelta(hours=12)
"""Who is in the clinic is still being seen when the planned time is over; a day later it was forgotten."""
MOST_A_DAY = 5_000


@attrs.frozen(kw_only=True)
class DayWish:
    """Which visits of a clinic's day, or days, somebody wants to see."""

    from_at: datetime
    until_at: datetime
    practitioner_id: PractitionerId | None = None
    state: AppointmentState | None = None


class Appointments:
    """The visits."""

    def __init__(self, engine: Engine, ciphers: Ciphers) -> None:
        self._visits = engine.database[_NAME]
        self._ciphers = ciphers

    def add(self, visit: Appointment) -> None:
        try:
            self._visits.insert_one(self._stored(visit))
        except DuplicateKey:
            # The sheet has let it through and the last line has not: two sheets disagree about one seat.
            raise SlotTaken from None
        touch(_place_of(visit))

    def add_many(self, visits: Sequence[Appointment]) -> None:
        if visits:
            self._visits.insert_many([self._stored(v) for v in visits])

    def get(self, clinic_id: ClinicId, visit_id: AppointmentId) -> Appointment:
        row = self._visits.find_one({"_id": visit_id, "clinic_id": clinic_id})
        if row is None:
            raise NotFound
        return self._visit(row)

    def of_any_clinic(self, visit_id: AppointmentId) -> Appointment:
        """For a patient, whose visits lie in whichever clinic; whose it is, the asking use case looks at."""
        row = self._visits.find_one({"_id": visit_id})
        if row is None:
            raise NotFound
        return self._visit(row)

    def replace(self, visit: Appointment) -> None:
        """Store the next version, unless somebody has changed the visit since it was read."""
        row = self._stored(visit)
        try:
            done = self._visits.update_one(
                {"_id": row.pop("_id"), "clinic_id": visit.clinic_id, "version": visit.version - 1},
                {"$set": row},
            )
        except DuplicateKey:
            raise SlotTaken from None
        if done.matched_count == 0:
            raise VersionStale
        touch(_place_of(visit))

    def ahead_of(self, patient_id: PatientId, now: datetime) -> set[AppointmentId]:
        """The visits that a patient still has before them; a requested one counts until it lapses."""
        wish = {
            "patient_id": patient_id,
            "starts_at": {"$gt": now},
            "state": {"$in": list(_AHEAD)},
            "$or": [{"expires_at": None}, {"expires_at": {"$gt": now}}],
        }
        return {AppointmentId(r["_id"]) for r in self._visits.find(wish, {"_id": 1})}

    def is_busy(self, patient_id: PatientId, from_at: datetime, until_at: datetime) -> bool:
        """Whether a patient has another visit at this time, with whomever."""
        wish = {
            "patient_id": patient_id,
            "starts_at": {"$lt": until_at},
            "ends_at": {"$gt": from_at},
            "state": {"$in": [*_AHEAD, *_HERE]},
        }
        return self._visits.find_one(wish, {"_id": 1}) is not None

    def of_patients(
        self, patient_ids: Iterable[PatientId], wanted: Wanted, *, ahead_from: datetime | None = None
    ) -> Page[Appointment]:
        """The visits of a family, the latest first; or only those to come or going on, the next first."""
        wish: dict[str, Any] = {"patient_id": {"$in": list(patient_ids)}}
        way, beyond = (-1, "$lt") if ahead_from is None else (1, "$gt")
        if ahead_from is not None:
            wish["$or"] = [
                {"state": {"$in": list(_AHEAD)}, "ends_at": {"$gt": ahead_from}},
                {"state": {"$in": list(_HERE)}, "ends_at": {"$gt": ahead_from - _LONGEST_WAIT}},
            ]
        if wanted.after is not None:
            millis, last = wanted.after
            at = datetime_of(int(millis))
            wish["$and"] = [{"$or": [{"starts_at": {beyond: at}}, {"starts_at": at, "_id": {beyond: last}}]}]
        rows = self._visits.find(wish).sort([("starts_at", way), ("_id", way)]).limit(wanted.limit + 1)
        page = cut(list(rows), wanted, lambda r: (millis_of(r["starts_at"]), r["_id"]))
        return Page(self._opened(page.items), page.next_cursor)

    def of_clinic(self, clinic_id: ClinicId, wish: DayWish) -> list[Appointment]:
        """A clinic's visits between two moments, in their order."""
        what: dict[str, Any] = {
            "clinic_id": clinic_id,
            "starts_at": {"$gte": wish.from_at, "$lt": wish.until_at},
        }
        if wish.practitioner_id is not None:
            what["practitioner_id"] = wish.practitioner_id
        if wish.state is not None:
            what["state"] = wish.state.value
        rows = self._visits.find(what).sort([("starts_at", 1), ("_id", 1)]).limit(MOST_A_DAY)
        return self._opened(list(rows))

    def of_ids(self, clinic_id: ClinicId, ids: Iterable[AppointmentId]) -> list[Appointment]:
        wish = {"_id": {"$in": list(ids)}, "clinic_id": clinic_id}
        return self._opened(list(self._visits.find(wish).sort([("starts_at", 1), ("_id", 1)])))

    def of_series(self, clinic_id: ClinicId, series_id: SeriesId) -> list[Appointment]:
        wish = {"series_id": series_id, "clinic_id": clinic_id}
        return self._opened(list(self._visits.find(wish).sort("starts_at", 1)))

    def lapsed(self, now: datetime, at_most: int = 100) -> list[Appointment]:
        """Requested visits whose time to pay is over, of all clinics."""
        wish = {"state": AppointmentState.REQUESTED.value, "expires_at": {"$lte": now}}
        return self._opened(list(self._visits.find(wish).sort("expires_at", 1).limit(at_most)))

    def _opened(self, rows: list[Document]) -> list[Appointment]:
        by_clinic: dict[str, list[str]] = {}
        for row in rows:
            if row["reason"] is not None or any(d["reason"] for d in row["history"]):
                by_clinic.setdefault(row["clinic_id"], []).append(row["patient_id"])
        for clinic_id, patients in by_clinic.items():
            self._ciphers.warm(clinic_id, patients)
        return [self._visit(row) for row in rows]

    def _stored(self, visit: Appointment) -> Document:
        row = to_document(attrs.evolve(visit, reason=None))
        # Who walked in and waits for a gap has nobody's time, so several of them may begin at one moment.
        row["live"] = visit.live and visit.seat > 0
        if visit.reason is None and not any(d.reason for d in visit.history):
            return row
        fields = self._ciphers.envelope(
            visit.patient_id, clinic_id=visit.clinic_id, collection=_NAME, document=visit.id
        )
        row["reason"] = None if visit.reason is None else fields.seal("reason", visit.reason)
        for deed in row["history"]:
            if deed["reason"] is not None:
                deed["reason"] = fields.seal("history", deed["reason"])
        return row

    def _visit(self, row: Document) -> Appointment:
        row = {**row, "history": [dict(d) for d in row["history"]]}
        sealed = [row, *row["history"]]
        if any(part["reason"] is not None for part in sealed):
            fields = self._ciphers.envelope(
                row["patient_id"], clinic_id=row["clinic_id"], collection=_NAME, document=row["_id"]
            )
            for part in sealed:
                if part["reason"] is None:
                    continue
                try:
                    part["reason"] = fields.open("reason" if part is row else "history", part["reason"])
                except SubjectErased:
                    part["reason"] = None
        return from_document(row, Appointment)


def millis_of(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def datetime_of(millis: int) -> datetime:
    return datetime.fromtimestamp(millis / 1000, UTC)


def _place_of(visit: Appointment) -> str:
    """Where a visit's steps are seen that leave the diary's page as it was, e.g. an arrival."""
    return topic(visit.clinic_id, VISITS, visit.practitioner_id)
