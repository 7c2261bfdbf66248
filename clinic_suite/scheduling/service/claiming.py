"""Taking a seat: one conditional update when it is free, and the reason when it is not."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import attrs

from clinic_suite.kernel.care import Mode
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import ClinicId, DiaryId, EntryId, Ids
from clinic_suite.scheduling.errors import SlotTaken
from clinic_suite.scheduling.model import DaySheet, Entry, EntryState, Place, VisitLength
from clinic_suite.scheduling.model.diary import sheet_id
from clinic_suite.scheduling.repository import Claim, DaySheets
from clinic_suite.scheduling.rules import booking as rules
from clinic_suite.scheduling.rules.local import day_of
from clinic_suite.scheduling.rules.slots import taken_by

_TRIES = 60


@attrs.frozen(kw_only=True)
class Wanted:
    """A stretch of one diary that somebody wants."""

    clinic_id: ClinicId
    diary_id: DiaryId
    zone: ZoneInfo
    starts_at: datetime
    visit: VisitLength
    mode: Mode | None = None
    on_grid: bool = True
    ignoring: EntryId | None = None

    @property
    def sheet_id(self) -> str:
        return sheet_id(self.diary_id, day_of(self.starts_at, self.zone))


@attrs.frozen(kw_only=True)
class ClaimTime:
    """The one way in which time is given away, for holds, bookings, moves and offers alike."""

    clock: Clock
    ids: Ids
    sheets: DaySheets

    def blank(self, wanted: Wanted) -> Entry:
        """The entry that would stand on the sheet; what it is for is filled in by whoever asks."""
        from_at, until_at = taken_by(wanted.visit, wanted.starts_at)
        return Entry(
            id=EntryId(self.ids.new("en")),
            seat=1,
            from_at=from_at,
            until_at=until_at,
            starts_at=wanted.starts_at,
            ends_at=wanted.starts_at + wanted.visit.length,
            state=EntryState.BOOKED,
        )

    def claim(self, wanted: Wanted, entry: Entry) -> Place:
        """Inside a unit of work: put the entry on its sheet, on the first seat that is free.

        The first try asks nothing before: most diaries have one seat, and it is free more often than not.
        """
        now = self.clock.now()
        for _ in range(_TRIES):
            if self.sheets.claim(self._claim(wanted, entry), now):
                return Place(
                    diary_id=wanted.diary_id, sheet_id=wanted.sheet_id, entry_id=entry.id, seat=entry.seat
                )
            entry = attrs.evolve(entry, seat=self.free_seat(wanted))
        raise SlotTaken

    def free_seat(self, wanted: Wanted) -> int:
        """A seat that is free as the sheet stands, or the reason why there is none."""
        return self.seat_on(self.sheets.get(wanted.clinic_id, wanted.sheet_id), wanted)

    def seat_on(self, sheet: DaySheet | None, wanted: Wanted) -> int:
        """The same on a page that was read already."""
        now = self.clock.now()
        if sheet is None:
            raise rules.why_not(None, wanted.starts_at, wanted.visit, wanted.mode, now)
        session = rules.session_for(
            sheet, wanted.starts_at, wanted.visit, wanted.mode, any_start=not wanted.on_grid
        )
        return rules.seat_for(sheet, session, wanted.starts_at, wanted.visit, now, wanted.ignoring)

    def _claim(self, wanted: Wanted, entry: Entry) -> Claim:
        return Claim(
            clinic_id=wanted.clinic_id,
            sheet_id=wanted.sheet_id,
            entry=entry,
            mode=wanted.mode,
            on_grid=wanted.on_grid,
            ignoring=wanted.ignoring,
        )
