"""Time that the desk takes out without anybody being away."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.errors import NotAllowed, NotFound, NotValid
from clinic_suite.kernel.ids import BlockId, ClinicId
from clinic_suite.scheduling.errors import SlotTaken
from clinic_suite.scheduling.model import Block, EntryState, NewBlock
from clinic_suite.scheduling.service import BlockTime, LookAtDiary
from tests.builders.diary import Practice, a_practice, at, every_day, manager_of, the_person_of


@pytest.fixture
def practice(suite: Suite) -> Practice:
    return a_practice(suite, windows=every_day(seats=2))


def _block(practice: Practice, **said: Any) -> Block:
    valid: dict[str, Any] = {"from_at": at(10), "until_at": at(11), "reason": "Supplier visit"}
    return practice.suite.part(BlockTime).block(
        practice.diary_id, NewBlock(**{**valid, **said}), practice.desk
    )


def test_a_block_takes_every_seat_and_stands_on_the_day_board(practice: Practice) -> None:
    block = _block(practice)
    assert block.seats == 2
    with pytest.raises(SlotTaken):
        practice.book(at(10, 15))
    practice.book(at(11))
    look = practice.suite.part(LookAtDiary)
    [page] = look.pages(practice.clinic.id, at(10).date(), practice.desk)
    blocked = [e for e in page.entries if e.state is EntryState.BLOCKED]
    assert [(e.seat, e.reason, e.block_id) for e in blocked] == [
        (1, "Supplier visit", block.id),
        (2, "Supplier visit", block.id),
    ]
    assert page.strays is False


def test_time_given_back_can_be_booked_again(practice: Practice) -> None:
    block = _block(practice)
    unblock = practice.suite.part(BlockTime).unblock
    unblock(practice.diary_id, block.id, practice.desk)
    practice.book(at(10, 15))
    with pytest.raises(NotFound):
        unblock(practice.diary_id, block.id, practice.desk)


def test_a_block_goes_over_nobody_who_has_a_time(practice: Practice) -> None:
    practice.book(at(10, 45))
    with pytest.raises(SlotTaken):
        _block(practice)
    _block(practice, until_at=at(10, 45))
    with pytest.raises(SlotTaken):
        _block(practice, from_at=at(10, 30), until_at=at(10, 45))


def test_a_block_lies_within_one_day_that_has_a_page(practice: Practice) -> None:
    for said in (
        {"until_at": at(10)},
        {"until_at": at(11, days=2)},
        {"from_at": at(10, days=0), "until_at": at(11, days=0)},
        {"from_at": at(10, days=300), "until_at": at(11, days=300)},
    ):
        with pytest.raises(NotValid):
            _block(practice, **said)


def test_only_those_who_work_in_the_clinic_take_time_out(practice: Practice) -> None:
    stranger = attrs.evolve(manager_of(practice.clinic.id), clinic_id=ClinicId("cl_00000000000000000000"))
    with pytest.raises(NotFound):
        _block(attrs.evolve(practice, desk=stranger))
    with pytest.raises(NotAllowed):
        _block(attrs.evolve(practice, desk=the_person_of(practice.patient)))
    block = _block(practice)
    with pytest.raises(NotFound):
        practice.suite.part(BlockTime).unblock(practice.diary_id, BlockId(block.id), stranger)
