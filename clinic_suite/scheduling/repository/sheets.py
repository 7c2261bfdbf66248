"""Day sheets.  To give a time away is one conditional update here; everything else follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import attrs

from clinic_suite.kernel.care import Mode
from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.ids import AppointmentId, BlockId, ClinicId, DiaryId, EntryId
from clinic_suite.kernel.mongo import Document, Engine
from clinic_suite.kernel.ripples import topic
from clinic_suite.kernel.unit_of_work import touch
from clinic_suite.patients.public import PatientRef
from clinic_suite.scheduling.model import DaySheet, Entry, EntryState, Session
from clinic_suite.scheduling.model.diary import sheet_id

MOST_SHEETS = 5_000


@attrs.frozen(kw_only=True)
class Claim:
    """An entry that wants to stand on a sheet, and under what conditions it may."""

    clinic_id: ClinicId
    sheet_id: str
    entry: Entry
    mode: Mode | None = None
    on_grid: bool = True
    """Whether it must begin where visits begin; the desk may put one in between."""
    ignoring: EntryId | None = None
    """The visit's own old entry, when it is moved by a few minutes."""


@attrs.frozen(kw_only=True)
class Kept:
    """What a hold's token says: on which page it stands, and the proof that it is the right one."""

    sheet_id: str
    proof: bytes = attrs.field(repr=False)

    @property
    def diary_id(self) -> DiaryId:
        return DiaryId(self.sheet_id.partition(":")[0])


class DaySheets:
    """One sheet for each diary and day."""

    def __init__(self, engine: Engine) -> None:
        self._sheets = engine.database["day_sheets"]

    def claim(self, claim: Claim, now: datetime) -> bool:
        """Put an entry on a sheet if its time is open and its seat is free: all looked at in the write itself.

        False when nothing matched; whoever asks for the reason reads the sheet then.
        """
        entry = claim.entry
        session: Document = {
            "from_at": {"$lte": entry.starts_at},
            "until_at": {"$gte": entry.ends_at},
            "seats": {"$gte": entry.seat},
        }
        if claim.on_grid:
            session["starts"] = entry.starts_at
        if claim.mode is not None:
            session["modes"] = claim.mode.value
        wish = {
            "_id": claim.sheet_id,
            "clinic_id": claim.clinic_id,
            "closed_for": [],
            "sessions": {"$elemMatch": session},
            "entries": {"$not": {"$elemMatch": _clashing(entry, now, claim.ignoring)}},
        }
        done = self._sheets.update_one(
            wish, {"$push": {"entries": to_document_of_entry(entry)}, "$inc": {"version": 1}}
        )
        return _touched(claim.clinic_id, claim.sheet_id, done.matched_count)

    def admit(self, clinic_id: ClinicId, sheet: str) -> bool:
        """Let somebody wait on an open day without a seat.  It counts, so a closure is not overlooked."""
        wish = {"_id": sheet, "clinic_id": clinic_id, "closed_for": [], "sessions.0": {"$exists": True}}
        return self._sheets.update_one(wish, {"$inc": {"version": 1}}).matched_count == 1

    def block(self, clinic_id: ClinicId, sheet: str, entries: Sequence[Entry], now: datetime) -> bool:
        """Take a stretch out on all seats if nobody has any of it; a block needs no open hours."""
        span = entries[0]
        wish = {
            "_id": sheet,
            "clinic_id": clinic_id,
            "entries": {
                "$not": {
                    "$elemMatch": {
                        "from_at": {"$lt": span.until_at},
                        "until_at": {"$gt": span.from_at},
                        "$or": [{"expires_at": None}, {"expires_at": {"$gt": now}}],
                    }
                }
            },
        }
        pushed = {"$each": [to_document_of_entry(e) for e in entries]}
        done = self._sheets.update_one(wish, {"$push": {"entries": pushed}, "$inc": {"version": 1}})
        return _touched(clinic_id, sheet, done.matched_count)

    def unblock(self, clinic_id: ClinicId, diary_id: DiaryId, block_id: BlockId) -> list[Entry]:
        """Give a block's time back; answers the entries that were its own, or none."""
        row = self._sheets.find_one_and_update(
            {"clinic_id": clinic_id, "diary_id": diary_id, "entries.block_id": block_id},
            {"$pull": {"entries": {"block_id": block_id}}, "$inc": {"version": 1}},
        )
        if row is None:
            return []
        _touched(clinic_id, row["_id"])
        return [e for e in _sheet(row).entries if e.block_id == block_id]

    def book_held(
        self,
        kept: Kept,
        patient: PatientRef,
        appointment_id: AppointmentId,
        now: datetime,
        *,
        until: datetime | None,
    ) -> Entry | None:
        """Turn what a token holds into a booking, if the hold lives and stands in the patient's clinic.

        It is one write that looks at all of this itself, so it happens once, and it answers the entry that
        was held, so that nothing is read before.  None when nothing matched; ``held`` says why.
        Nobody is told here: the time was taken before, and the visit that takes it over tells those who see it.
        """
        living = {
            "token": kept.proof,
            "state": EntryState.HELD.value,
            "appointment_id": None,
            "expires_at": {"$gt": now},
        }
        row = self._sheets.find_one_and_update(
            {
                "_id": kept.sheet_id,
                "clinic_id": patient.clinic_id,
                "closed_for": [],
                "entries": {"$elemMatch": living},
            },
            {
                "$set": {
                    "entries.$.state": (EntryState.HELD if until else EntryState.BOOKED).value,
                    "entries.$.expires_at": until,
                    "entries.$.appointment_id": appointment_id,
                    "entries.$.patient_id": patient.id,
                },
                "$inc": {"version": 1},
            },
            projection={"entries": {"$elemMatch": {"token": kept.proof}}},
        )
        return None if row is None else from_document(row["entries"][0], Entry)

    def held(self, kept: Kept) -> DaySheet | None:
        """The page on which a token holds something, living or not."""
        row = self._sheets.find_one({"_id": kept.sheet_id, "entries.token": kept.proof})
        return None if row is None else _sheet(row)

    def undecided(self, holds: Mapping[EntryId, str]) -> set[EntryId]:
        """Which of these, each on its page, still stand there and are nobody's visit yet."""
        wish = {"_id": {"$in": sorted(set(holds.values()))}}
        rows = self._sheets.find(wish, {"entries.id": 1, "entries.appointment_id": 1})
        return {e["id"] for r in rows for e in r["entries"] if e["appointment_id"] is None} & set(holds)

    def give_back(self, kept: Kept) -> DaySheet | None:
        """Release what a token holds and nobody has booked, e.g. when somebody looks for another time.

        Answers the sheet as it was before.
        """
        unbooked = {"token": kept.proof, "appointment_id": None}
        row = self._sheets.find_one_and_update(
            {"_id": kept.sheet_id, "entries": {"$elemMatch": unbooked}},
            {"$pull": {"entries": unbooked}, "$inc": {"version": 1}},
        )
        if row is None:
            return None
        sheet = _sheet(row)
        _touched(sheet.clinic_id, sheet.id)
        return sheet

    def book_entry(
        self, clinic_id: ClinicId, sheet: str, entry_id: EntryId, now: datetime, appointment_id: AppointmentId
    ) -> bool:
        """Turn an entry that was held for an offer into a booking, if it lives."""
        living = {"id": entry_id, "appointment_id": None, "expires_at": {"$gt": now}}
        done = self._sheets.update_one(
            {"_id": sheet, "clinic_id": clinic_id, "closed_for": [], "entries": {"$elemMatch": living}},
            {
                "$set": {
                    "entries.$.state": EntryState.BOOKED.value,
                    "entries.$.expires_at": None,
                    "entries.$.appointment_id": appointment_id,
                },
                "$inc": {"version": 1},
            },
        )
        return _touched(clinic_id, sheet, done.matched_count)

    def confirm(self, clinic_id: ClinicId, sheet: str, entry_id: EntryId, now: datetime) -> bool:
        """Make a requested visit's entry stay, if it has not lapsed."""
        done = self._sheets.update_one(
            {
                "_id": sheet,
                "clinic_id": clinic_id,
                "entries": {"$elemMatch": {"id": entry_id, "expires_at": {"$gt": now}}},
            },
            {
                "$set": {"entries.$.state": EntryState.BOOKED.value, "entries.$.expires_at": None},
                "$inc": {"version": 1},
            },
        )
        return _touched(clinic_id, sheet, done.matched_count)

    def release(self, clinic_id: ClinicId, sheet: str, entry_id: EntryId) -> bool:
        done = self._sheets.update_one(
            {"_id": sheet, "clinic_id": clinic_id, "entries.id": entry_id},
            {"$pull": {"entries": {"id": entry_id}}, "$inc": {"version": 1}},
        )
        return _touched(clinic_id, sheet, done.matched_count)

    def get(self, clinic_id: ClinicId, sheet: str) -> DaySheet | None:
        row = self._sheets.find_one({"_id": sheet, "clinic_id": clinic_id})
        return None if row is None else _sheet(row)

    def of_diary(self, clinic_id: ClinicId, diary_id: DiaryId, first: date, last: date) -> list[DaySheet]:
        """A diary's pages from one day until another, in one query."""
        wish = {**_days(clinic_id, first, last), "diary_id": diary_id}
        return [_sheet(r) for r in self._sheets.find(wish).sort("on", 1)]

    def of_days(self, diary_ids: Iterable[DiaryId], days: Sequence[date]) -> list[DaySheet]:
        """The pages of many diaries for some days, in one query; for a search over doctors."""
        names = [sheet_id(diary, on) for diary in diary_ids for on in days]
        return [_sheet(r) for r in self._sheets.find({"_id": {"$in": names}}).limit(MOST_SHEETS)]

    def of_clinic(self, clinic_id: ClinicId, on: date) -> list[DaySheet]:
        rows = self._sheets.find({"clinic_id": clinic_id, "on": on.isoformat()}).sort("_id", 1)
        return [_sheet(r) for r in rows]

    def with_strays(self, clinic_id: ClinicId, from_on: date) -> list[DaySheet]:
        """The pages on which something must be moved."""
        wish = {"clinic_id": clinic_id, "strays": True, "on": {"$gte": from_on.isoformat()}}
        return [_sheet(r) for r in self._sheets.find(wish).sort("on", 1).limit(MOST_SHEETS)]

    def add_many(self, sheets: Sequence[DaySheet]) -> None:
        if sheets:
            self._sheets.insert_many([to_document(s) for s in sheets])
        for sheet in sheets:
            _touched(sheet.clinic_id, sheet.id)

    def redraw(self, sheet: DaySheet, sessions: tuple[Session, ...], *, strays: bool) -> bool:
        """Give a page other hours, unless somebody has changed it since it was read; entries stay."""
        done = self._sheets.update_one(
            {"_id": sheet.id, "clinic_id": sheet.clinic_id, "version": sheet.version},
            {
                "$set": {"sessions": [to_document(s) for s in sessions], "strays": strays},
                "$inc": {"version": 1},
            },
        )
        return _touched(sheet.clinic_id, sheet.id, done.matched_count)

    def close(self, clinic_id: ClinicId, why: str, first: date, last: date | None) -> None:
        """Let nothing more be booked on these days, in one write."""
        self._sheets.update_many(
            _days(clinic_id, first, last), {"$addToSet": {"closed_for": why}, "$inc": {"version": 1}}
        )
        touch(topic(clinic_id))

    def mark_booked(self, clinic_id: ClinicId, first: date, last: date | None) -> None:
        """On days that were closed, whatever is booked must be moved."""
        booked = {"entries": {"$elemMatch": {"appointment_id": {"$ne": None}}}}
        self._sheets.update_many(
            {**_days(clinic_id, first, last), **booked}, {"$set": {"strays": True}, "$inc": {"version": 1}}
        )

    def closed(self, clinic_id: ClinicId, why: str) -> list[DaySheet]:
        rows = self._sheets.find({"clinic_id": clinic_id, "closed_for": why}).limit(MOST_SHEETS)
        return [_sheet(r) for r in rows]

    def reopen(self, sheet: DaySheet, why: str, *, strays: bool) -> None:
        self._sheets.update_one(
            {"_id": sheet.id, "clinic_id": sheet.clinic_id},
            {"$pull": {"closed_for": why}, "$set": {"strays": strays}, "$inc": {"version": 1}},
        )
        _touched(sheet.clinic_id, sheet.id)

    def close_diary(self, clinic_id: ClinicId, diary_id: DiaryId, why: str, first: date) -> None:
        wish = {**_days(clinic_id, first, None), "diary_id": diary_id}
        self._sheets.update_many(wish, {"$addToSet": {"closed_for": why}, "$inc": {"version": 1}})
        touch(topic(clinic_id, diary_id))

    def sweep(self, before: datetime, from_on: date, clinic_id: ClinicId) -> int:
        """Take dead holds off the pages; they were dead already, this only keeps pages short."""
        dead = {"appointment_id": None, "state": EntryState.HELD.value, "expires_at": {"$lte": before}}
        done = self._sheets.update_many(
            {"clinic_id": clinic_id, "on": {"$gte": from_on.isoformat()}, "entries": {"$elemMatch": dead}},
            {"$pull": {"entries": dead}, "$inc": {"version": 1}},
        )
        return done.modified_count


def _touched(clinic_id: ClinicId, sheet: str, matched: int = 1) -> bool:
    """Whether a page was changed; if so, those who look at it are told.

    It stands with the writes, so that no way of changing a page can forget it.
    """
    if matched:
        diary, _, on = sheet.partition(":")
        touch(topic(clinic_id, diary, on))
    return matched == 1


def _days(clinic_id: ClinicId, first: date, last: date | None) -> Document:
    span: dict[str, Any] = {"$gte": first.isoformat()}
    if last is not None:
        span["$lte"] = last.isoformat()
    return {"clinic_id": clinic_id, "on": span}


def _clashing(entry: Entry, now: datetime, ignoring: EntryId | None) -> Document:
    """What an entry that stands in the way looks like."""
    clash: Document = {
        "seat": entry.seat,
        "from_at": {"$lt": entry.until_at},
        "until_at": {"$gt": entry.from_at},
        "$or": [{"expires_at": None}, {"expires_at": {"$gt": now}}],
    }
    if ignoring is not None:
        clash["id"] = {"$ne": ignoring}
    return clash


def to_document_of_entry(entry: Entry) -> Document:
    """An entry keeps its ``id``: only what is a document of its own has an ``_id``."""
    row = to_document(entry)
    row["id"] = row.pop("_id")
    return row


def _sheet(row: Document) -> DaySheet:
    return from_document(row, DaySheet)
