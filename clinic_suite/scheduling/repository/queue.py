"""Lines.  Whoever moves one stores it whole, and only over the version that was seen."""

from __future__ import annotations

from datetime import date, datetime

from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.errors import NotFound, VersionStale
from clinic_suite.kernel.ids import AppointmentId, BoardKeyId, ClinicId, PractitionerId
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine
from clinic_suite.kernel.ripples import QUEUE, topic
from clinic_suite.kernel.unit_of_work import touch
from clinic_suite.scheduling.model.queue import BoardKey, QueueDay, queue_id


class QueueDays:
    """One document for each practitioner and day: numbers, order and calls are given away by writing it."""

    def __init__(self, engine: Engine) -> None:
        self._days = engine.database["queue_days"]

    def get(self, clinic_id: ClinicId, practitioner_id: PractitionerId, on: date) -> QueueDay:
        """The line as it stands; an empty one where nobody has come yet."""
        name = queue_id(practitioner_id, on)
        row = self._days.find_one({"_id": name, "clinic_id": clinic_id})
        if row is not None:
            return _day(row)
        return QueueDay(id=name, clinic_id=clinic_id, practitioner_id=practitioner_id, on=on)

    def keep(self, day: QueueDay) -> None:
        """Store the next version of a line, unless somebody has moved it since it was read.

        A version that was seen is in the condition, so a number cannot be given twice and one call cannot
        call two.  On a replica set the loser's transaction begins anew and sees what the winner did.
        """
        row = to_document(day)
        row["version"] = day.version + 1
        touch(topic(day.clinic_id, QUEUE, day.practitioner_id, day.on.isoformat()))
        if day.version == 0:
            self._add(row)
            return
        name = row.pop("_id")
        done = self._days.update_one(
            {"_id": name, "clinic_id": day.clinic_id, "version": day.version}, {"$set": row}
        )
        if done.matched_count == 0:
            raise VersionStale

    def _add(self, row: Document) -> None:
        try:
            self._days.insert_one(row)
        except DuplicateKey:
            raise VersionStale from None

    def of_visit(self, clinic_id: ClinicId, visit_id: AppointmentId) -> QueueDay:
        """The line in which this visit has a number, the latest if it should be in two."""
        wish = {"clinic_id": clinic_id, "tickets.appointment_id": visit_id}
        rows = list(self._days.find(wish).sort("on", -1).limit(1))
        if not rows:
            raise NotFound
        return _day(rows[0])

    def of_clinic(
        self, clinic_id: ClinicId, on: date, practitioner_id: PractitionerId | None = None
    ) -> list[QueueDay]:
        wish: Document = {"clinic_id": clinic_id, "on": on.isoformat()}
        if practitioner_id is not None:
            wish["_id"] = queue_id(practitioner_id, on)
        return [_day(r) for r in self._days.find(wish).sort("_id", 1)]


class BoardKeys:
    """Which screens may show a clinic's numbers."""

    def __init__(self, engine: Engine) -> None:
        self._keys = engine.database["board_keys"]

    def add(self, key: BoardKey) -> None:
        self._keys.insert_one(to_document(key))

    def living(self, clinic_id: ClinicId) -> list[BoardKey]:
        rows = self._keys.find({"clinic_id": clinic_id, "revoked_at": None}).sort("_id", 1)
        return [from_document(r, BoardKey) for r in rows]

    def opens(self, clinic_id: ClinicId, proof: bytes) -> bool:
        """Whether this is the proof of a key of the clinic that has not been revoked."""
        wish = {"clinic_id": clinic_id, "proof": proof, "revoked_at": None}
        return self._keys.find_one(wish, {"_id": 1}) is not None

    def revoke(self, clinic_id: ClinicId, key_id: BoardKeyId, at: datetime) -> BoardKey:
        """Take a screen's right away; ``NotFound`` when it has none."""
        row = self._keys.find_one_and_update(
            {"_id": key_id, "clinic_id": clinic_id, "revoked_at": None},
            {"$set": {"revoked_at": at}, "$inc": {"version": 1}},
        )
        if row is None:
            raise NotFound
        return from_document(row, BoardKey)


def _day(row: Document) -> QueueDay:
    return from_document(row, QueueDay)
