"""Taking a stretch of a day out of a diary without anybody being away, and giving it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs

from clinic_suite.directory.public import Offers
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import NotFound, invalid
from clinic_suite.kernel.ids import BlockId, ClinicId, DiaryId, EntryId, Ids, PractitionerId, ResourceId
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.errors import SlotTaken
from clinic_suite.scheduling.events import TimeBlocked, TimeUnblocked
from clinic_suite.scheduling.model import Block, DaySheet, Entry, EntryState, NewBlock
from clinic_suite.scheduling.model.diary import sheet_id
from clinic_suite.scheduling.repository import DaySheets, Resources
from clinic_suite.scheduling.rules.local import day_of
from clinic_suite.scheduling.service.offering import KnownOffers


@attrs.frozen(kw_only=True)
class BlockTime:
    """The use cases about time that the desk takes out."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    offers: Offers
    houses: KnownOffers
    resources: Resources
    sheets: DaySheets

    def block(self, diary_id: DiaryId, wish: NewBlock, by: Actor) -> Block:
        """Take a stretch of one day out, on every seat; who is booked in it must be moved before."""
        clinic_id = self._clinic_of(diary_id, by)
        page_id = self._page_of(clinic_id, diary_id, wish)
        block_id = BlockId(self.ids.new("bl"))

        def work(tx: Transaction) -> Block:
            page = self.sheets.get(clinic_id, page_id)
            if page is None:
                raise invalid("/from_at", "outside_hours", "The diary has no page for this day.")
            entries = [self._entry(block_id, seat, wish) for seat in range(1, _seats(page) + 1)]
            if not self.sheets.block(clinic_id, page_id, entries, self.clock.now()):
                raise SlotTaken("Somebody has a time in this stretch. Move them first.")
            block = Block(
                id=block_id,
                clinic_id=clinic_id,
                diary_id=diary_id,
                from_at=wish.from_at,
                until_at=wish.until_at,
                reason=wish.reason,
                seats=len(entries),
            )
            tx.note(note_of("blocked", "time_block", after=block, clinic_id=clinic_id))
            tx.record(TimeBlocked(**_about(block)))
            return block

        return self.uow.run(work)

    def unblock(self, diary_id: DiaryId, block_id: BlockId, by: Actor) -> None:
        """Give the time back, to whoever is quickest."""
        clinic_id = self._clinic_of(diary_id, by)

        def work(tx: Transaction) -> None:
            entries = self.sheets.unblock(clinic_id, diary_id, block_id)
            if not entries:
                raise NotFound
            block = Block(
                id=block_id,
                clinic_id=clinic_id,
                diary_id=diary_id,
                from_at=entries[0].from_at,
                until_at=entries[0].until_at,
                reason=entries[0].reason,
                seats=len(entries),
            )
            tx.note(note_of("unblocked", "time_block", before=block, clinic_id=clinic_id))
            tx.record(TimeUnblocked(**_about(block)))

        self.uow.run(work)

    def _clinic_of(self, diary_id: DiaryId, by: Actor) -> ClinicId:
        clinic_id = policies.own_clinic(by)
        if diary_id.startswith("re_"):
            return self.resources.get(clinic_id, ResourceId(diary_id)).clinic_id
        return self.offers.practitioner(clinic_id, PractitionerId(diary_id)).clinic_id

    def _page_of(self, clinic_id: ClinicId, diary_id: DiaryId, wish: NewBlock) -> str:
        zone = self.houses.house(clinic_id).zone
        if wish.until_at <= wish.from_at:
            raise invalid("/until_at", "order", "It cannot end before it begins.")
        if wish.until_at <= self.clock.now():
            raise invalid("/until_at", "past", "This time has passed.")
        on = day_of(wish.from_at, zone)
        if day_of(wish.until_at - timedelta(milliseconds=1), zone) != on:
            raise invalid("/until_at", "range", "A block lies within one day; for more there is leave.")
        return sheet_id(diary_id, on)

    def _entry(self, block_id: BlockId, seat: int, wish: NewBlock) -> Entry:
        return Entry(
            id=EntryId(self.ids.new("en")),
            seat=seat,
            from_at=wish.from_at,
            until_at=wish.until_at,
            starts_at=wish.from_at,
            ends_at=wish.until_at,
            state=EntryState.BLOCKED,
            block_id=block_id,
            reason=wish.reason,
        )


def _seats(page: DaySheet) -> int:
    """As many as the day ever has at once, whatever the hour of the block."""
    return max((s.seats for s in page.sessions), default=1)


def _about(block: Block) -> dict[str, Any]:
    return {
        "clinic_id": block.clinic_id,
        "block_id": block.id,
        "diary_id": block.diary_id,
        "from_at": block.from_at,
        "until_at": block.until_at,
    }
