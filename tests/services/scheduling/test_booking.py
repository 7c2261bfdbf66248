"""Promising times, on the preview engine with the whole house around it."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.directory.service import KeepClinics
from clinic_suite.kernel.actor import Actor, Role, the_house
from clinic_suite.kernel.care import Mode
from clinic_suite.kernel.errors import NotAllowed, NotFound, NotValid
from clinic_suite.scheduling.errors import (
    CancellationTooLate,
    HoldExpired,
    NotBookable,
    SlotTaken,
    TooLate,
    TooManyHolds,
    TooManyUpcoming,
    VisitNotSo,
)
from clinic_suite.scheduling.model import (
    AppointmentState,
    Booking,
    Cancellation,
    Move,
    Source,
)
from clinic_suite.scheduling.service import (
    BookVisits,
    ChangeVisits,
    HoldTimes,
    LookAtDiary,
)
from tests.builders.diary import (
    Practice,
    a_practice,
    at,
    every_day,
    the_person_of,
)
from tests.builders.directory import new_closure
from tests.fakes.clock import FrozenClock


@pytest.fixture
def practice(suite: Suite) -> Practice:
    return a_practice(suite)


def _free(practice: Practice, days: int = 1) -> list[object]:
    on = at(12, days=days).date()
    [day] = practice.suite.part(LookAtDiary).free_of(practice.doctor.id, on, on, practice.service.id)
    return [t.starts_at for t in day.times]


def test_a_free_time_is_promised_and_is_free_no_more(practice: Practice) -> None:
    assert at(10) in _free(practice)
    visit = practice.book(at(10))
    assert visit.state is AppointmentState.CONFIRMED
    assert (visit.starts_at, visit.ends_at) == (at(10), at(10, 15))
    assert at(10) not in _free(practice)
    assert len(_free(practice)) == 15


def test_a_time_is_sold_once(practice: Practice) -> None:
    practice.book(at(10))
    with pytest.raises(SlotTaken):
        practice.book(at(10))


def test_seats_are_sold_one_after_another(suite: Suite) -> None:
    practice = a_practice(suite, windows=every_day(seats=3))
    assert [practice.book(at(10)).seat for _ in range(3)] == [1, 2, 3]
    with pytest.raises(SlotTaken):
        practice.book(at(10))


def test_buffers_keep_the_time_around_a_visit_free(suite: Suite) -> None:
    practice = a_practice(suite, buffer_after_minutes=15)
    practice.book(at(10))
    with pytest.raises(SlotTaken):
        practice.book(at(10, 15))
    practice.book(at(10, 30))


def test_buffers_keep_the_time_before_a_visit_free(suite: Suite) -> None:
    practice = a_practice(suite, buffer_before_minutes=15)
    practice.book(at(10))
    with pytest.raises(SlotTaken):
        practice.book(at(10, 15))
    practice.book(at(10, 30))


def test_a_video_visit_is_not_booked_where_people_are_seen_in_person(suite: Suite) -> None:
    practice = a_practice(suite, mode=Mode.VIDEO)
    with pytest.raises(NotValid) as refused:
        practice.book(at(10))
    assert [f.code for f in refused.value.faults] == ["mode"]


@pytest.mark.parametrize(
    ("when", "code"),
    [
        (at(10, 7), "grid"),
        (at(8, 45), "outside_hours"),
        (at(12, 50), "outside_hours"),
        (at(10, days=-3), "past"),
    ],
)
def test_what_cannot_be_a_visit_is_said_to_be_so(practice: Practice, when: object, code: str) -> None:
    with pytest.raises(NotValid) as refused:
        practice.book(when)  # type: ignore[arg-type]
    assert [f.code for f in refused.value.faults] == [code]


def test_a_held_time_is_nobody_elses_until_it_ends(practice: Practice, clock: FrozenClock) -> None:
    hold = practice.hold(at(10))
    assert hold.expires_at - clock.now() == timedelta(minutes=2)
    with pytest.raises(SlotTaken):
        practice.book(at(10))
    clock.advance(minutes=2)
    practice.book(at(10))


@pytest.mark.parametrize("pay_first", [False, True], ids=["confirmed", "requested"])
def test_a_hold_becomes_a_booking_once(practice: Practice, pay_first: bool) -> None:
    hold = practice.hold(at(10))
    assert practice.book_held(hold, pay_first=pay_first).starts_at == at(10)
    with pytest.raises(HoldExpired):
        practice.book_held(hold)


def test_a_hold_that_has_ended_is_worth_nothing(practice: Practice, clock: FrozenClock) -> None:
    hold = practice.hold(at(10))
    clock.advance(minutes=2)
    with pytest.raises(HoldExpired):
        practice.book_held(hold)


@pytest.mark.parametrize("spoil", [lambda t: "x" * len(t), lambda t: "A" + t[1:], lambda t: t + "0"])
def test_a_token_that_was_guessed_is_a_hold_that_has_ended(practice: Practice, spoil: object) -> None:
    token = spoil(practice.hold(at(10)).token)  # type: ignore[operator]
    if token == practice.hold(at(11)).token:
        pytest.skip("the guess was right")
    with pytest.raises(HoldExpired):
        practice.suite.part(BookVisits).book(
            Booking(patient_id=practice.patient.id, hold_token=token), practice.desk
        )


def test_a_person_has_two_times_kept_at_most(practice: Practice, clock: FrozenClock) -> None:
    person = the_person_of(practice.patient)
    practice.hold(at(10), person)
    practice.hold(at(11), person)
    with pytest.raises(TooManyHolds):
        practice.hold(at(12), person)
    clock.advance(minutes=2)
    practice.hold(at(12), person)


def test_a_stranger_has_four_times_kept_at_most_however_many_addresses_they_have(practice: Practice) -> None:
    """Their own half of an IPv6 address is as good as a name that one picks."""

    def stranger(ip: str) -> Actor:
        return Actor(role=Role.ANONYMOUS, ip=ip)

    for hour in (9, 10, 11, 12):
        practice.hold(at(hour), stranger(f"2001:db8:0:7:{hour}::1"))
    with pytest.raises(TooManyHolds):
        practice.hold(at(12, 30), stranger("2001:db8:0:7:13::1"))
    practice.hold(at(12, 30), stranger("2001:db8:0:8::1"))


def test_a_time_that_was_booked_counts_as_kept_no_longer(practice: Practice) -> None:
    """A family of three is booked in one go; only what is still undecided is counted."""
    for hour in (10, 11, 12):
        own = practice.own(9)
        own.book_held(own.hold(at(hour)), pay_first=hour == 11)


def test_a_time_that_is_given_back_is_free_at_once_and_counts_as_kept_no_longer(practice: Practice) -> None:
    own = practice.own()
    for hour in (10, 10, 11):
        hold = own.hold(at(hour))
        own.suite.part(HoldTimes).give_back(hold.token, own.desk)
        assert at(hour) in _free(practice)


def test_what_was_booked_makes_room_for_one_more_and_not_for_two(practice: Practice) -> None:
    own = practice.own()
    first, _ = own.hold(at(10)), own.hold(at(11))
    own.book_held(first)
    own.hold(at(12))
    with pytest.raises(TooManyHolds):
        own.hold(at(12, 30))


def test_a_time_is_not_booked_for_a_patient_of_another_clinic(practice: Practice, suite: Suite) -> None:
    """It stays kept: the person may register in this clinic and book it then."""
    own, other = practice.own(), a_practice(suite).own()
    hold = own.hold(at(10))
    with pytest.raises(NotValid) as refused:
        other.book_held(hold)
    assert [(f.pointer, f.code) for f in refused.value.faults] == [("/patient_id", "other_clinic")]
    assert own.book_held(hold).starts_at == at(10)


def test_a_time_that_was_kept_is_not_booked_on_a_day_on_which_the_clinic_is_closed(
    practice: Practice, suite: Suite
) -> None:
    hold = practice.hold(at(10))
    suite.part(KeepClinics).announce_closure(
        practice.clinic.id, new_closure(at(10).date().isoformat()), the_house()
    )
    with pytest.raises(NotBookable):
        practice.book_held(hold)


def test_a_person_books_for_the_own_family_and_nobody_else(practice: Practice) -> None:
    own = practice.own()
    assert own.book(at(10)).source is Source.PORTAL
    hold = own.hold(at(11))
    for stranger in (practice.patient, practice.own(78).patient):
        with pytest.raises(NotFound):
            own.book(at(11), stranger)
        with pytest.raises(NotFound):
            attrs.evolve(own, patient=stranger).book_held(hold)
    assert own.book_held(hold).patient_id == own.patient.id


def test_a_person_has_five_visits_ahead_at_most_and_the_desk_may_add(practice: Practice) -> None:
    own = practice.own()
    for hour in (9, 10, 11, 12):
        own.book(at(hour))
    own.book(at(9, days=2))
    held = own.hold(at(10, days=2))
    with pytest.raises(TooManyUpcoming):
        own.book_held(held)
    with pytest.raises(TooManyUpcoming):
        own.book(at(11, days=2))
    practice.book(at(11, days=2), own.patient)
    # The limit is each patient's: somebody else of the family has five of their own.
    practice.own().book_held(held)


def test_a_person_cannot_book_what_begins_in_a_moment(practice: Practice, clock: FrozenClock) -> None:
    clock.set(at(9, 40))
    with pytest.raises(TooLate):
        practice.own().book(at(10))
    practice.book(at(10))


def test_the_desk_of_another_clinic_knows_nothing_of_it(practice: Practice, suite: Suite) -> None:
    other = a_practice(suite)
    with pytest.raises(NotFound):
        attrs.evolve(practice, desk=other.desk).book(at(10))


def test_a_requested_visit_keeps_its_time_for_two_minutes(practice: Practice, clock: FrozenClock) -> None:
    visit = practice.book(at(10), pay_first=True)
    assert visit.state is AppointmentState.REQUESTED
    with pytest.raises(SlotTaken):
        practice.book(at(10))
    clock.advance(minutes=2)
    other = practice.book(at(10))
    with pytest.raises(HoldExpired):
        practice.suite.part(ChangeVisits).confirm(visit.id, practice.desk)
    assert other.state is AppointmentState.CONFIRMED


def test_a_requested_visit_is_confirmed_in_time(practice: Practice, clock: FrozenClock) -> None:
    visit = practice.book(at(10), pay_first=True)
    practice.suite.part(ChangeVisits).confirm(visit.id, practice.desk)
    clock.advance(minutes=5)
    with pytest.raises(SlotTaken):
        practice.book(at(10))


def test_a_moved_visit_keeps_its_name_and_frees_its_old_time(practice: Practice) -> None:
    visit = practice.book(at(10))
    moved = practice.suite.part(ChangeVisits).reschedule(visit.id, Move(starts_at=at(11)), practice.desk)
    assert (moved.id, moved.starts_at) == (visit.id, at(11))
    assert at(10) in _free(practice)
    assert at(11) not in _free(practice)
    assert [d.verb for d in moved.history] == ["booked", "rescheduled"]
    assert moved.history[1].was_at == at(10)


def test_a_visit_moves_by_less_than_its_own_length(suite: Suite) -> None:
    practice = a_practice(suite, length_minutes=45)
    visit = practice.book(at(10))
    moved = practice.suite.part(ChangeVisits).reschedule(visit.id, Move(starts_at=at(10, 15)), practice.desk)
    assert moved.ends_at == at(11)


def test_who_cannot_have_the_new_time_keeps_the_old_one(practice: Practice) -> None:
    visit = practice.book(at(10))
    practice.book(at(11))
    with pytest.raises(SlotTaken):
        practice.suite.part(ChangeVisits).reschedule(visit.id, Move(starts_at=at(11)), practice.desk)
    with pytest.raises(SlotTaken):
        practice.book(at(10))


def test_a_cancelled_visit_frees_its_time(practice: Practice) -> None:
    visit = practice.book(at(10))
    gone = practice.suite.part(ChangeVisits).cancel(visit.id, Cancellation(reason="Ill"), practice.desk)
    assert gone.state is AppointmentState.CANCELLED
    assert practice.book(at(10)).id != visit.id


def test_staff_say_why_they_cancel(practice: Practice) -> None:
    visit = practice.book(at(10))
    with pytest.raises(NotValid):
        practice.suite.part(ChangeVisits).cancel(visit.id, Cancellation(), practice.desk)


def test_a_person_cancels_until_four_hours_before_and_then_calls(
    practice: Practice, clock: FrozenClock
) -> None:
    own = practice.own()
    soon, later = own.book(at(10)), own.book(at(12))
    clock.set(at(7))
    change = practice.suite.part(ChangeVisits)
    with pytest.raises(CancellationTooLate):
        change.cancel(soon.id, Cancellation(), own.desk)
    change.cancel(later.id, Cancellation(), own.desk)
    change.cancel(soon.id, Cancellation(reason="She called"), practice.desk)


def test_a_visit_goes_its_way_and_no_other(practice: Practice, clock: FrozenClock) -> None:
    change, visit = practice.suite.part(ChangeVisits), practice.book(at(10))
    with pytest.raises(VisitNotSo):
        change.start(visit.id, practice.desk)
    with pytest.raises(VisitNotSo):
        change.miss(visit.id, practice.desk)
    clock.set(at(10))
    for step, state in (
        (change.arrive, AppointmentState.ARRIVED),
        (change.start, AppointmentState.IN_CONSULTATION),
        (change.complete, AppointmentState.COMPLETED),
    ):
        assert step(visit.id, practice.desk).state is state
    with pytest.raises(VisitNotSo):
        change.cancel(visit.id, Cancellation(reason="late"), practice.desk)


def test_a_person_cannot_check_in_by_the_desks_doors(practice: Practice) -> None:
    own = practice.own()
    visit = own.book(at(10))
    with pytest.raises(NotAllowed):
        practice.suite.part(ChangeVisits).arrive(visit.id, own.desk)
