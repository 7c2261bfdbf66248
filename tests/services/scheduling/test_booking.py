"""Promising times, on the preview engine with the whole house around it."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.directory.service import KeepClinics, KeepPractitioners
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.errors import NotAllowed, NotFound, NotValid
from clinic_suite.kernel.events import Tick
from clinic_suite.kernel.ids import AccountId, DiaryId
from clinic_suite.scheduling.errors import (
    CancellationTooLate,
    HoldExpired,
    NotBookable,
    SlotTaken,
    TooLate,
    TooManyHolds,
    TooManyUpcoming,
    VisitNotSo,
    WindowsOverlap,
)
from clinic_suite.scheduling.handlers import Handlers
from clinic_suite.scheduling.model import (
    AppointmentState,
    Booking,
    Cancellation,
    ExceptionKind,
    Hold,
    Move,
    NewException,
    NewHold,
    NewResource,
    ResourceKind,
    Source,
    TemplateChange,
)
from clinic_suite.scheduling.service import (
    BookVisits,
    ChangeVisits,
    DrawSheets,
    HoldTimes,
    LookAtDiary,
    PlanDiaries,
)
from tests.builders.diary import (
    Practice,
    a_practice,
    at,
    every_day,
    manager_of,
    new_template,
    the_person_of,
)
from tests.builders.directory import new_closure
from tests.builders.ids import an_id
from tests.builders.patients import a_patient
from tests.fakes.clock import FrozenClock


@pytest.fixture
def practice(suite: Suite) -> Practice:
    return a_practice(suite)


def _hold(practice: Practice, when: object = None, by: object = None) -> Hold:
    wish = NewHold(
        practitioner_id=practice.doctor.id, service_id=practice.service.id, starts_at=when or at(10)
    )
    return practice.suite.part(HoldTimes).hold(wish, by or practice.desk)


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
    hold = _hold(practice)
    assert hold.expires_at - clock.now() == timedelta(minutes=2)
    with pytest.raises(SlotTaken):
        practice.book(at(10))
    clock.advance(minutes=2)
    practice.book(at(10))


def test_a_hold_becomes_a_booking_once(practice: Practice) -> None:
    hold = _hold(practice)
    book = practice.suite.part(BookVisits)
    wish = Booking(patient_id=practice.patient.id, hold_token=hold.token)
    assert book.book(wish, practice.desk).starts_at == at(10)
    with pytest.raises(HoldExpired):
        book.book(wish, practice.desk)


def test_a_hold_that_has_ended_is_worth_nothing(practice: Practice, clock: FrozenClock) -> None:
    hold = _hold(practice)
    clock.advance(minutes=2)
    wish = Booking(patient_id=practice.patient.id, hold_token=hold.token)
    with pytest.raises(HoldExpired):
        practice.suite.part(BookVisits).book(wish, practice.desk)


@pytest.mark.parametrize("spoil", [lambda t: "x" * len(t), lambda t: "A" + t[1:], lambda t: t + "0"])
def test_a_token_that_was_guessed_is_a_hold_that_has_ended(practice: Practice, spoil: object) -> None:
    token = spoil(_hold(practice).token)  # type: ignore[operator]
    if token == _hold(practice, at(11)).token:
        pytest.skip("the guess was right")
    with pytest.raises(HoldExpired):
        practice.suite.part(BookVisits).book(
            Booking(patient_id=practice.patient.id, hold_token=token), practice.desk
        )


def test_a_person_has_two_times_kept_at_most(practice: Practice, clock: FrozenClock) -> None:
    person = the_person_of(practice.patient)
    _hold(practice, at(10), person)
    _hold(practice, at(11), person)
    with pytest.raises(TooManyHolds):
        _hold(practice, at(12), person)
    clock.advance(minutes=2)
    _hold(practice, at(12), person)


def test_a_time_that_is_given_back_is_free_at_once(practice: Practice) -> None:
    hold = _hold(practice)
    practice.suite.part(HoldTimes).give_back(hold.token, practice.desk)
    assert at(10) in _free(practice)


def _own(practice: Practice) -> Practice:
    """A practice whose patient has signed in."""
    patient = a_patient(practice.suite, practice.clinic.id, account_id=AccountId(an_id("ac", 77)))
    return attrs.evolve(practice, patient=patient, desk=the_person_of(patient))


def test_a_person_books_for_the_own_family_and_nobody_else(practice: Practice) -> None:
    own = _own(practice)
    assert own.book(at(10)).source is Source.PORTAL
    with pytest.raises(NotFound):
        own.book(at(11), practice.patient)


def test_a_person_has_five_visits_ahead_at_most_and_the_desk_may_add(practice: Practice) -> None:
    own = _own(practice)
    for hour in (9, 10, 11, 12):
        own.book(at(hour))
    own.book(at(9, days=2))
    with pytest.raises(TooManyUpcoming):
        own.book(at(10, days=2))
    practice.book(at(10, days=2), own.patient)


def test_a_person_cannot_book_what_begins_in_a_moment(practice: Practice, clock: FrozenClock) -> None:
    clock.set(at(9, 40))
    with pytest.raises(TooLate):
        _own(practice).book(at(10))
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
    own = _own(practice)
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
    own = _own(practice)
    visit = own.book(at(10))
    with pytest.raises(NotAllowed):
        practice.suite.part(ChangeVisits).arrive(visit.id, own.desk)


def test_leave_takes_the_time_away_and_lists_who_must_be_moved(practice: Practice) -> None:
    visit = practice.book(at(10))
    plan = practice.suite.part(PlanDiaries)
    wish = NewException(kind=ExceptionKind.LEAVE, from_at=at(9), until_at=at(11), reason="Conference")
    planned = plan.add_exception(DiaryId(practice.doctor.id), wish, manager_of(practice.clinic.id))
    [page] = planned.with_strays
    assert [e.appointment_id for e in page.entries] == [visit.id]
    assert _free(practice)[0] == at(11)
    with pytest.raises(NotValid):
        practice.book(at(10, 15))
    look = practice.suite.part(LookAtDiary)
    assert [v.id for v in look.to_move(practice.clinic.id, practice.desk)] == [visit.id]
    practice.suite.part(ChangeVisits).reschedule(visit.id, Move(starts_at=at(12)), practice.desk)
    assert look.to_move(practice.clinic.id, practice.desk) == []


def test_a_closure_bars_its_days_in_the_same_breath_and_withdrawing_it_opens_them(practice: Practice) -> None:
    visit = practice.book(at(10))
    clinics, look = practice.suite.part(KeepClinics), practice.suite.part(LookAtDiary)
    on = at(12).date().isoformat()
    closure = clinics.announce_closure(practice.clinic.id, new_closure(on), the_house())
    assert _free(practice) == []
    with pytest.raises(NotBookable):
        practice.book(at(11))
    assert [v.id for v in look.to_move(practice.clinic.id, practice.desk)] == [visit.id]
    clinics.withdraw_closure(practice.clinic.id, closure.id, the_house())
    assert look.to_move(practice.clinic.id, practice.desk) == []
    practice.book(at(11))


def test_a_page_that_is_drawn_later_knows_of_the_closure(practice: Practice, clock: FrozenClock) -> None:
    far = at(12, days=90).date()
    practice.suite.part(KeepClinics).announce_closure(
        practice.clinic.id, new_closure(far.isoformat()), the_house()
    )
    clock.advance(days=60)
    practice.suite.part(DrawSheets).draw_ahead(the_house())
    assert _free(practice, days=90) == []
    assert _free(practice, days=91) != []


def test_an_inactive_clinic_gives_no_time_away(practice: Practice) -> None:
    clinics = practice.suite.part(KeepClinics)
    clinics.deactivate(practice.clinic.id, 1, the_house())
    with pytest.raises(NotBookable):
        practice.book(at(10))
    clinics.reactivate(practice.clinic.id, 2, the_house())
    practice.book(at(10))


def test_who_sees_nobody_any_more_is_booked_no_more(practice: Practice) -> None:
    practice.suite.part(KeepPractitioners).deactivate(practice.doctor.id, 1, manager_of(practice.clinic.id))
    with pytest.raises(NotBookable):
        practice.book(at(10))


def test_another_template_leaves_every_entry_where_it_is(practice: Practice) -> None:
    visit, plan = practice.book(at(12)), practice.suite.part(PlanDiaries)
    manager = manager_of(practice.clinic.id)
    [template] = plan.templates_of(practice.diary_id, manager)
    shorter = TemplateChange(windows=every_day(until_time="12:00"))
    planned = plan.change_template(template.id, shorter, 1, manager)
    assert [e.appointment_id for page in planned.with_strays for e in page.entries] == [visit.id]
    assert len(_free(practice)) == 12
    plan.change_template(template.id, TemplateChange(windows=every_day()), 2, manager)
    look = practice.suite.part(LookAtDiary)
    assert look.to_move(practice.clinic.id, practice.desk) == []


def test_windows_over_one_another_are_refused(practice: Practice) -> None:
    plan, manager = practice.suite.part(PlanDiaries), manager_of(practice.clinic.id)
    with pytest.raises(WindowsOverlap):
        plan.add_template(practice.diary_id, new_template(windows=every_day("12:00", "14:00")), manager)
    plan.add_template(practice.diary_id, new_template(windows=every_day("14:00", "16:00")), manager)
    assert len(_free(practice)) == 24


def test_a_visit_takes_its_doctor_and_its_room_or_neither(practice: Practice) -> None:
    plan, manager = practice.suite.part(PlanDiaries), manager_of(practice.clinic.id)
    room = plan.add_resource(practice.clinic.id, NewResource(name="Room 1", kind=ResourceKind.ROOM), manager)
    plan.add_template(DiaryId(room.id), new_template(windows=every_day("09:00", "11:00")), manager)
    visit = practice.book(at(10), also=(DiaryId(room.id),))
    assert [p.diary_id for p in visit.places] == [practice.doctor.id, room.id]
    with pytest.raises(NotValid):
        practice.book(at(11), also=(DiaryId(room.id),))
    assert at(11) in _free(practice)
    practice.suite.part(ChangeVisits).cancel(visit.id, Cancellation(reason="Ill"), practice.desk)
    practice.book(at(10), also=(DiaryId(room.id),))


def test_unpaid_visits_lapse_by_themselves_and_are_told_of(practice: Practice, clock: FrozenClock) -> None:
    visit = practice.book(at(10), pay_first=True)
    clock.advance(minutes=3)
    practice.suite.part(Handlers).let_requests_lapse(Tick(planned_at=clock.now()))
    seen = practice.suite.part(ChangeVisits).show(visit.id, practice.desk)
    assert seen.state is AppointmentState.EXPIRED
