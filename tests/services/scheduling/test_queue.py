"""The line of a morning, on the preview engine with the whole house around it."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.errors import NotFound, NotValid
from clinic_suite.kernel.ids import AccountId
from clinic_suite.kernel.paging import Wanted
from clinic_suite.patients.public import PatientLikelyKnown, Sex
from clinic_suite.scheduling.errors import (
    CheckInClosed,
    DoorCodeWrong,
    NobodyWaits,
    NotBookable,
    QueueMovedOn,
    TicketNotSo,
    TooManyScreens,
)
from clinic_suite.scheduling.model import (
    Appointment,
    AppointmentState,
    Cancellation,
    ExceptionKind,
    NewException,
)
from clinic_suite.scheduling.model.queue import Because, CallNext, MoveReason, Placing, TicketState
from clinic_suite.scheduling.schemas.queue import SEXES
from clinic_suite.scheduling.service import (
    ChangeVisits,
    KeepBoards,
    LookAtDiary,
    PlanDiaries,
    RunQueue,
    WatchQueue,
)
from clinic_suite.scheduling.service.watching import QueueSeen
from tests.builders.diary import Practice, a_practice, at, every_day, manager_of, the_person_of
from tests.builders.diary_faults import disagreements
from tests.builders.ids import an_id
from tests.builders.patients import a_patient
from tests.builders.queue import walks_in
from tests.fakes.clock import FrozenClock


@pytest.fixture
def practice(suite: Suite, clock: FrozenClock) -> Practice:
    """It is nine, tomorrow: the doctor's hours begin."""
    practice = a_practice(suite)
    clock.set(at(9))
    return practice


def _queue(practice: Practice) -> RunQueue:
    return practice.suite.part(RunQueue)


def _arrives(practice: Practice, hour: int, minute: int = 0) -> Appointment:
    visit = practice.book(at(hour, minute), a_patient(practice.suite, practice.clinic.id))
    _queue(practice).check_in(visit.id, practice.desk)
    return visit


def _call(practice: Practice, finish: Appointment | None = None) -> int | None:
    wish = CallNext(finish=None if finish is None else finish.id)
    ticket = _queue(practice).call_next(practice.doctor.id, wish, practice.desk).ticket
    return None if ticket is None else ticket.token


def _seen(practice: Practice) -> QueueSeen:
    [seen] = practice.suite.part(WatchQueue).of_clinic(practice.clinic.id, at(9).date(), None, practice.desk)
    return seen


def _order(practice: Practice) -> list[tuple[int, Because]]:
    return [(t.ticket.token, t.ticket.because) for t in _seen(practice).turns if t.place]


def test_a_number_comes_with_the_arrival_and_only_once(practice: Practice) -> None:
    visit = practice.book(at(9, 30))
    first = _queue(practice).check_in(visit.id, practice.desk)
    again = _queue(practice).check_in(visit.id, practice.desk)
    assert first.state is AppointmentState.ARRIVED
    assert first.ticket == again.ticket
    assert first.ticket is not None
    assert first.ticket.token == 1


def test_the_line_goes_by_the_agreed_time_and_says_why(practice: Practice, clock: FrozenClock) -> None:
    _arrives(practice, 10)
    _arrives(practice, 9, 30)
    late = practice.book(at(9, 15))
    clock.set(at(9, 40))
    _queue(practice).check_in(late.id, practice.desk)
    assert _order(practice) == [(2, Because.BOOKED), (3, Because.LATE), (1, Because.BOOKED)]


def test_calling_twice_calls_one_patient_until_they_come_in(practice: Practice) -> None:
    first, _ = _arrives(practice, 9, 30), _arrives(practice, 9, 45)
    assert (_call(practice), _call(practice)) == (1, 1)
    practice.suite.part(ChangeVisits).start(first.id, practice.desk)
    assert _call(practice) == 2


def test_one_press_finishes_one_and_calls_the_next(practice: Practice, clock: FrozenClock) -> None:
    first, second = _arrives(practice, 9, 30), _arrives(practice, 9, 45)
    _call(practice)
    change = practice.suite.part(ChangeVisits)
    change.start(first.id, practice.desk)
    clock.advance(minutes=12)
    assert _call(practice, finish=first) == 2
    assert change.show(first.id, practice.desk).state is AppointmentState.COMPLETED
    # The other screen pressed the same a moment later.
    assert _call(practice, finish=first) == 2
    change.start(second.id, practice.desk)
    with pytest.raises(QueueMovedOn):
        _call(practice, finish=first)
    assert _call(practice, finish=second) is None
    with pytest.raises(NobodyWaits):
        _call(practice)


def test_who_is_set_aside_keeps_the_number_and_comes_back_as_of_now(
    practice: Practice, clock: FrozenClock
) -> None:
    first = _arrives(practice, 9, 15)
    _arrives(practice, 9, 30)
    _arrives(practice, 11)
    assert _call(practice) == 1
    _queue(practice).skip(first.id, practice.desk)
    assert _call(practice) == 2
    clock.set(at(9, 50))
    _queue(practice).come_back(first.id, practice.desk)
    assert _order(practice) == [(1, Because.RETURNED), (3, Because.BOOKED)]
    with pytest.raises(TicketNotSo):
        _queue(practice).come_back(first.id, practice.desk)


def test_the_desk_moves_somebody_and_says_why(practice: Practice) -> None:
    first, _, third = (_arrives(practice, 9, m) for m in (15, 30, 45))
    wish = Placing(why=MoveReason.ELDERLY, before=first.id)
    assert _queue(practice).place(third.id, wish, practice.desk).moved_for is MoveReason.ELDERLY
    assert [token for token, _ in _order(practice)] == [3, 1, 2]
    with pytest.raises(NotValid):
        _queue(practice).place(third.id, attrs.evolve(wish, before=third.id), practice.desk)


@pytest.mark.parametrize("verb", ["cancel", "miss"])
def test_who_is_cancelled_or_gone_leaves_the_line(practice: Practice, clock: FrozenClock, verb: str) -> None:
    visit, change = _arrives(practice, 9, 15), practice.suite.part(ChangeVisits)
    clock.set(at(9, 30))
    if verb == "cancel":
        change.cancel(visit.id, Cancellation(reason="Had to go"), practice.desk)
    else:
        change.miss(visit.id, practice.desk)
    assert _order(practice) == []
    with pytest.raises(NobodyWaits):
        _call(practice)


def test_who_was_given_up_and_comes_after_all_has_the_old_number_and_nobodys_time(
    practice: Practice, clock: FrozenClock
) -> None:
    visit, change = _arrives(practice, 9, 15), practice.suite.part(ChangeVisits)
    clock.set(at(9, 30))
    change.miss(visit.id, practice.desk)
    # The time was given to somebody else, and both are seen.
    practice.book(at(9, 15), a_patient(practice.suite, practice.clinic.id))
    back = _queue(practice).check_in(visit.id, practice.desk)
    assert back.ticket is not None
    assert (back.ticket.token, back.ticket.because, back.places) == (1, Because.RETURNED, ())
    assert disagreements(practice.suite) == []


def test_from_a_telephone_number_to_a_number_in_one_call(practice: Practice, clock: FrozenClock) -> None:
    clock.set(at(9, 2))
    came = walks_in(practice, reason="Fever")
    assert came.ticket is not None
    assert (came.state, came.ticket.token, came.ticket.room) == (AppointmentState.ARRIVED, 1, "")
    # The free time that runs already is theirs, and nobody else's.
    assert (came.starts_at, came.seat) == (at(9), 1)
    assert [d.verb for d in came.history] == ["booked", "arrived"]
    assert disagreements(practice.suite) == []


def test_somebody_who_seems_known_is_shown_and_nothing_is_written(practice: Practice) -> None:
    walks_in(practice, phone="98200 11111")
    with pytest.raises(PatientLikelyKnown) as refused:
        walks_in(practice, phone="98200 11111")
    assert len(refused.value.alike) == 1
    assert len(_seen(practice).turns) == 1
    again = walks_in(practice, phone="98200 11111", although_alike=True)
    assert again.patient_id not in refused.value.alike


def test_a_full_morning_takes_a_walk_in_behind_those_who_booked(suite: Suite, clock: FrozenClock) -> None:
    practice = a_practice(suite, windows=every_day(until_time="10:00"))
    clock.set(at(9))
    for minute in (0, 15, 30, 45):
        _arrives(practice, 9, minute)
    came = [walks_in(practice) for _ in range(2)]
    assert [(v.places, v.seat) for v in came] == [((), 0), ((), 0)]
    assert [token for token, _ in _order(practice)] == [1, 2, 3, 4, 5, 6]
    assert disagreements(suite) == []


def test_who_walks_in_later_overtakes_nobody_who_walked_in_before(suite: Suite, clock: FrozenClock) -> None:
    practice = a_practice(suite, windows=every_day(until_time="10:00"))
    clock.set(at(9))
    booked = [practice.book(at(9, m), a_patient(suite, practice.clinic.id)) for m in (0, 15, 30, 45)]
    first = walks_in(practice)
    suite.part(ChangeVisits).cancel(booked[2].id, Cancellation(reason="Ill"), practice.desk)
    second = walks_in(practice)
    assert (first.seat, second.starts_at) == (0, at(9, 30))
    assert [token for token, _ in _order(practice)] == [1, 2]


def test_an_urgent_walk_in_is_first(practice: Practice) -> None:
    _arrives(practice, 9, 15)
    walks_in(practice, urgent=True)
    assert _order(practice) == [(2, Because.URGENT), (1, Because.BOOKED)]


def test_nobody_is_let_in_where_nobody_is_seen(practice: Practice) -> None:
    leave = NewException(
        kind=ExceptionKind.LEAVE, from_at=at(8), until_at=at(8) + timedelta(hours=6), reason="Ill"
    )
    practice.suite.part(PlanDiaries).add_exception(practice.diary_id, leave, manager_of(practice.clinic.id))
    before = practice.suite.engine.database["patients"].count_documents({})
    with pytest.raises(NotBookable):
        walks_in(practice)
    assert practice.suite.engine.database["patients"].count_documents({}) == before


@pytest.mark.parametrize(
    ("said", "pointer"),
    [({"name": None}, "/name"), ({"sex": None}, "/sex"), ({"age": None}, "/age")],
)
def test_what_is_missing_of_a_newcomer_is_named(
    practice: Practice, said: dict[str, object], pointer: str
) -> None:
    with pytest.raises(NotValid) as refused:
        walks_in(practice, **said)
    assert [f.pointer for f in refused.value.faults] == [pointer]


def _own(practice: Practice, hour: int) -> tuple[Practice, Appointment]:
    patient = a_patient(practice.suite, practice.clinic.id, account_id=AccountId(an_id("ac", 77)))
    return attrs.evolve(practice, desk=the_person_of(patient)), practice.book(at(hour), patient)


def test_a_person_checks_in_with_the_code_of_the_door(practice: Practice, clock: FrozenClock) -> None:
    own, visit = _own(practice, 10)
    code = _queue(practice).door_code(practice.clinic.id, practice.desk).code
    came = _queue(practice).check_in_alone(visit.id, code.lower().replace("-", " "), own.desk)
    assert came.ticket is not None
    assert came.history[-1].by == own.desk.account_id
    # Pressing again says the same.
    assert _queue(practice).check_in_alone(visit.id, code, own.desk).ticket == came.ticket


def test_yesterdays_code_and_another_clinics_are_none(practice: Practice, clock: FrozenClock) -> None:
    own, visit = _own(practice, 10)
    code = _queue(practice).door_code
    clock.set(at(9, days=0))
    old = code(practice.clinic.id, practice.desk).code
    other = a_practice(practice.suite)
    clock.set(at(9))
    for wrong in (old, code(other.clinic.id, other.desk).code, "", "AAAA-AAAA"):
        with pytest.raises(DoorCodeWrong):
            _queue(practice).check_in_alone(visit.id, wrong, own.desk)


@pytest.mark.parametrize(("hour", "minute"), [(8, 59), (10, 31)])
def test_too_early_and_too_late_the_desk_is_asked(
    practice: Practice, clock: FrozenClock, hour: int, minute: int
) -> None:
    own, visit = _own(practice, 10)
    clock.set(at(hour, minute))
    code = _queue(practice).door_code(practice.clinic.id, practice.desk).code
    with pytest.raises(CheckInClosed):
        _queue(practice).check_in_alone(visit.id, code, own.desk)


def test_another_familys_visit_is_not_there_to_check_in(practice: Practice) -> None:
    _, visit = _own(practice, 10)
    stranger = the_person_of(a_patient(practice.suite, practice.clinic.id))
    code = _queue(practice).door_code(practice.clinic.id, practice.desk).code
    with pytest.raises(NotFound):
        _queue(practice).check_in_alone(visit.id, code, stranger)
    with pytest.raises(NotFound):
        practice.suite.part(WatchQueue).mine(visit.id, stranger)


def test_a_person_sees_the_own_place_and_when(practice: Practice, clock: FrozenClock) -> None:
    own, visit = _own(practice, 10)
    _arrives(practice, 9, 30)
    watch = practice.suite.part(WatchQueue)
    before = watch.mine(visit.id, own.desk)
    assert (before.token, before.waiting, before.check_in_from) == (None, 1, at(9))
    _queue(practice).check_in(visit.id, practice.desk)
    place = watch.mine(visit.id, own.desk)
    assert (place.token, place.place, place.people_ahead, place.expected_at) == (2, 2, 1, at(9, 15))
    _queue(practice).delay(practice.doctor.id, 20, practice.desk)
    assert watch.mine(visit.id, own.desk).expected_at == at(9, 35)
    _queue(practice).delay(practice.doctor.id, 0, practice.desk)
    assert watch.mine(visit.id, own.desk).goes_on_at is None


def test_who_waits_longer_than_planned_still_has_the_visit_before_them(
    practice: Practice, clock: FrozenClock
) -> None:
    """A line that is late must not make somebody's place in it disappear from their telephone."""
    own, visit = _own(practice, 9)
    look = practice.suite.part(LookAtDiary)

    def ahead() -> list[str]:
        return [v.id for v in look.mine(Wanted(limit=5), own.desk, ahead=True).items]

    clock.set(at(9, 16))
    assert ahead() == []
    _queue(practice).check_in(visit.id, practice.desk)
    clock.set(at(12))
    assert ahead() == [visit.id]
    practice.suite.part(ChangeVisits).start(visit.id, practice.desk)
    assert ahead() == [visit.id]
    clock.set(at(21, 15))
    assert ahead() == []


def test_the_desk_reads_names_and_another_clinics_desk_does_not(practice: Practice) -> None:
    _arrives(practice, 9, 30)
    [turn] = _seen(practice).turns
    assert turn.patient is not None
    assert turn.patient.name == "Lakshmi Iyer"
    stranger = a_practice(practice.suite)
    with pytest.raises(NotFound):
        practice.suite.part(WatchQueue).of_clinic(practice.clinic.id, at(9).date(), None, stranger.desk)
    with pytest.raises(NotFound):
        _queue(practice).call_next(practice.doctor.id, CallNext(), stranger.desk)


def test_a_screen_shows_numbers_until_its_key_is_taken_away(practice: Practice) -> None:
    visit = _arrives(practice, 9, 30)
    boards = practice.suite.part(KeepBoards)
    made = boards.make_key(practice.clinic.id, "Waiting room", practice.desk)
    assert [k.label for k in boards.list_keys(practice.clinic.id, practice.desk)] == ["Waiting room"]
    _queue(practice).call(visit.id, practice.desk)
    [room] = boards.show(practice.clinic.id, made.key).rooms
    assert (room.called, room.next) == ((1,), ())
    kept = practice.suite.engine.database["board_keys"].find_one({})
    assert made.key not in str(kept)
    boards.revoke_key(practice.clinic.id, made.id, practice.desk)
    for key in (made.key, "x" * 32):
        with pytest.raises(NotFound):
            boards.show(practice.clinic.id, key)


def test_another_clinics_key_shows_nothing_here(practice: Practice) -> None:
    other, boards = a_practice(practice.suite), practice.suite.part(KeepBoards)
    theirs = boards.make_key(other.clinic.id, "Theirs", other.desk)
    with pytest.raises(NotFound):
        boards.show(practice.clinic.id, theirs.key)
    with pytest.raises(NotFound):
        boards.revoke_key(practice.clinic.id, theirs.id, practice.desk)


def test_a_clinic_has_ten_screens_at_most(practice: Practice) -> None:
    boards = practice.suite.part(KeepBoards)
    for number in range(10):
        boards.make_key(practice.clinic.id, f"Screen {number}", practice.desk)
    with pytest.raises(TooManyScreens):
        boards.make_key(practice.clinic.id, "One more", practice.desk)


def test_the_words_for_a_sex_are_the_patients_houses() -> None:
    assert {s.value for s in Sex} == SEXES


def test_a_ticket_ends_with_its_visit(practice: Practice) -> None:
    visit, change = _arrives(practice, 9, 15), practice.suite.part(ChangeVisits)
    change.start(visit.id, practice.desk)
    change.complete(visit.id, practice.desk)
    assert [t.ticket.state for t in _seen(practice).turns] == [TicketState.DONE]
