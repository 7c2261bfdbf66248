"""Whatever changes a page of the diary is told to those who look at it, and to no others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import attrs
import pytest

from clinic_suite.bootstrap import wire
from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.ids import EntryId, PractitionerId
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.ripples import topic
from clinic_suite.scheduling.model import Appointment, Block, Cancellation, Hold, Move, NewBlock, NewHold
from clinic_suite.scheduling.model.diary import sheet_id
from clinic_suite.scheduling.model.queue import CallNext
from clinic_suite.scheduling.model.waiting import NewOffer, NewWait, Offer, Suiting, Wait
from clinic_suite.scheduling.repository import DaySheets
from clinic_suite.scheduling.service import (
    BlockTime,
    ChangeVisits,
    DrawSheets,
    HoldTimes,
    KeepWaitlist,
    MatchWaiting,
    PlanDiaries,
    RunQueue,
)
from tests.builders.diary import (
    TODAY,
    Practice,
    a_practice,
    at,
    every_day,
    manager_of,
    new_template,
    the_person_of,
)
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock
from tests.fakes.onlooker import Onlooker

TOMORROW = (TODAY + timedelta(days=1)).isoformat()


@attrs.frozen(kw_only=True)
class Watched:
    """A practice, and somebody who watches it."""

    practice: Practice
    onlooker: Onlooker

    @property
    def tomorrow(self) -> str:
        return topic(self.practice.clinic.id, self.practice.doctor.id, TOMORROW)

    @property
    def visits(self) -> str:
        return topic(self.practice.clinic.id, "visits", self.practice.doctor.id)

    @property
    def line(self) -> str:
        """The line of today: whoever comes early waits today."""
        return topic(self.practice.clinic.id, "queue", self.practice.doctor.id, TODAY.isoformat())

    def told_of(self, deed: Callable[[], object]) -> set[str]:
        """What is said while something is done."""
        self.onlooker.said.clear()
        deed()
        return set().union(*self.onlooker.said)

    def hold(self) -> Hold:
        wish = NewHold(
            practitioner_id=self.practice.doctor.id, service_id=self.practice.service.id, starts_at=at(9)
        )
        return self.practice.suite.part(HoldTimes).hold(wish, the_person_of(self.practice.patient))

    def change(self) -> ChangeVisits:
        return self.practice.suite.part(ChangeVisits)

    def waits(self, whose: str) -> str:
        """The list of those who wait for one practitioner, or for any."""
        return topic(self.practice.clinic.id, "waits", whose)

    def join(self, practitioner_id: PractitionerId | None) -> Wait:
        wish = NewWait(
            patient_id=self.practice.patient.id,
            service_id=self.practice.service.id,
            practitioner_id=practitioner_id,
            suiting=(Suiting(from_on=TODAY, until_on=TODAY + timedelta(days=3)),),
        )
        return self.practice.suite.part(KeepWaitlist).join(wish, self.practice.desk)

    def cancel(self, visit: Appointment) -> None:
        self.change().cancel(visit.id, Cancellation(reason="ill"), self.practice.desk)


@pytest.fixture
def watched(preview: Engine, clock: FrozenClock) -> Watched:
    onlooker = Onlooker()
    return Watched(
        practice=a_practice(wire(some_settings(), clock=clock, engine=preview, ripples=onlooker)),
        onlooker=onlooker,
    )


def test_a_time_that_is_kept_and_given_back_is_seen_on_its_page(watched: Watched) -> None:
    holds, by = watched.practice.suite.part(HoldTimes), the_person_of(watched.practice.patient)
    kept: list[Hold] = []

    assert watched.told_of(lambda: kept.append(watched.hold())) == {watched.tomorrow}
    assert watched.told_of(lambda: holds.give_back(kept[0].token, by)) == {watched.tomorrow}


def test_a_visit_is_seen_on_its_page_and_on_the_board(watched: Watched) -> None:
    told = watched.told_of(lambda: watched.practice.book(at(9)))
    assert told == {watched.tomorrow, watched.visits}


def test_a_kept_time_that_is_booked_is_seen_on_the_board(watched: Watched) -> None:
    hold = watched.hold()
    told = watched.told_of(lambda: watched.practice.book(at(9), hold_token=hold.token))
    assert watched.visits in told


def test_a_visit_that_is_moved_is_seen_where_it_was_and_where_it_is(watched: Watched) -> None:
    visit = watched.practice.book(at(9))
    later = topic(
        watched.practice.clinic.id, watched.practice.doctor.id, (TODAY + timedelta(days=2)).isoformat()
    )
    move = Move(starts_at=at(9, days=2), reason="asked for it")

    told = watched.told_of(lambda: watched.change().reschedule(visit.id, move, watched.practice.desk))

    assert told == {watched.tomorrow, later, watched.visits}


def test_a_cancelled_visit_is_seen_on_its_page(watched: Watched) -> None:
    visit = watched.practice.book(at(9))
    assert watched.told_of(lambda: watched.cancel(visit)) >= {watched.tomorrow, watched.visits}


def test_an_arrival_is_seen_on_the_board(watched: Watched) -> None:
    visit = watched.practice.book(at(9))
    told = watched.told_of(lambda: watched.change().arrive(visit.id, watched.practice.desk))
    assert told == {watched.visits, watched.line}


def test_a_call_is_seen_in_the_line(watched: Watched) -> None:
    practice, queue = watched.practice, watched.practice.suite.part(RunQueue)
    queue.check_in(practice.book(at(9)).id, practice.desk)

    told = watched.told_of(
        lambda: queue.call_next(PractitionerId(practice.doctor.id), CallNext(), practice.desk)
    )

    assert told == {watched.line}


def test_who_joins_and_who_leaves_the_waitlist_is_seen_among_those_who_wait(watched: Watched) -> None:
    doctor = PractitionerId(watched.practice.doctor.id)
    kept: list[Wait] = []

    assert watched.told_of(lambda: kept.append(watched.join(doctor))) == {watched.waits(doctor)}
    leave = watched.practice.suite.part(KeepWaitlist).leave
    assert watched.told_of(lambda: leave(kept[0].id, watched.practice.desk)) == {watched.waits(doctor)}
    assert watched.told_of(lambda: watched.join(None)) == {watched.waits("any")}


def test_an_offer_and_its_answer_are_seen_by_who_waits(watched: Watched) -> None:
    practice, kept = watched.practice, list[Offer]()
    match, wait = practice.suite.part(MatchWaiting), watched.join(PractitionerId(watched.practice.doctor.id))
    wish = NewOffer(practitioner_id=PractitionerId(practice.doctor.id), starts_at=at(9))

    told = watched.told_of(lambda: kept.append(match.offer(wait.id, wish, practice.desk)))
    assert told == {watched.tomorrow, watched.waits(practice.doctor.id)}
    told = watched.told_of(lambda: match.decline(kept[0].id, practice.desk))
    assert told == {watched.tomorrow, watched.waits(practice.doctor.id)}


def test_time_that_is_taken_out_and_given_back_is_seen_on_its_page(watched: Watched) -> None:
    practice, kept = watched.practice, list[Block]()
    blocks, wish = practice.suite.part(BlockTime), NewBlock(from_at=at(10), until_at=at(11))

    told = watched.told_of(lambda: kept.append(blocks.block(practice.diary_id, wish, practice.desk)))
    assert told == {watched.tomorrow}
    told = watched.told_of(lambda: blocks.unblock(practice.diary_id, kept[0].id, practice.desk))
    assert told == {watched.tomorrow}


def test_a_closed_clinic_is_seen_on_all_of_its_pages(watched: Watched) -> None:
    practice = watched.practice
    draw = practice.suite.part(DrawSheets)

    def close() -> None:
        practice.suite.uow.run(lambda _: draw.close(practice.clinic.id, "closure", TODAY, None))

    assert watched.told_of(close) == {practice.clinic.id}


def test_other_hours_are_seen_on_the_pages_that_they_change(watched: Watched) -> None:
    practice = watched.practice
    plan, manager = practice.suite.part(PlanDiaries), manager_of(practice.clinic.id)
    afternoon = new_template(windows=every_day("14:00", "17:00"), valid_from=TODAY + timedelta(days=1))

    told = watched.told_of(lambda: plan.add_template(practice.diary_id, afternoon, manager))

    assert watched.tomorrow in told
    assert topic(practice.clinic.id, practice.doctor.id, TODAY.isoformat()) not in told


def test_what_is_not_there_to_be_freed_is_told_to_nobody(watched: Watched) -> None:
    practice, sheets = watched.practice, DaySheets(watched.practice.suite.engine)
    page = sheet_id(practice.diary_id, TODAY + timedelta(days=1))

    def free(entry: str) -> object:
        return practice.suite.uow.run(lambda _: sheets.release(practice.clinic.id, page, EntryId(entry)))

    assert watched.told_of(lambda: free("en_nothing")) == set()


def test_who_loses_a_time_tells_nobody(watched: Watched) -> None:
    watched.practice.book(at(9))

    def lose() -> None:
        with pytest.raises(Refusal):
            watched.practice.book(at(9))

    assert watched.told_of(lose) == set()
