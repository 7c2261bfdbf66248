"""Waiting for a time: it is offered by itself, to whom it suits, and the first valid yes has it."""

from __future__ import annotations

import attrs
import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.errors import NotFound, NotValid
from clinic_suite.kernel.ids import AccountId, DiaryId
from clinic_suite.patients.model import Patient
from clinic_suite.scheduling.errors import OfferOver, SlotTaken, WaitsAlready
from clinic_suite.scheduling.model import Appointment, AppointmentState, Cancellation, Move, Source
from clinic_suite.scheduling.model.waiting import (
    NewOffer,
    NewWait,
    Offer,
    Suiting,
    Urgency,
    Wait,
    WaitState,
)
from clinic_suite.scheduling.service import ChangeVisits, KeepWaitlist, MatchWaiting, PlanDiaries
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
from tests.builders.directory import a_practitioner, a_service
from tests.builders.ids import an_id
from tests.builders.patients import a_patient
from tests.fakes.clock import FrozenClock

TOMORROW = at(12).date()


@pytest.fixture
def full(suite: Suite) -> Practice:
    """A practice with two visits a day, both of tomorrow's taken."""
    practice = a_practice(suite, windows=every_day("09:00", "10:00", slot_minutes=30), length_minutes=30)
    practice.book(at(9))
    practice.book(at(9, 30))
    return practice


def _join(practice: Practice, patient: Patient | None = None, **said: object) -> Wait:
    suiting = Suiting(from_on=TODAY, until_on=TOMORROW)
    wish = {
        "patient_id": (patient or a_patient(practice.suite, practice.clinic.id)).id,
        "service_id": practice.service.id,
        "suiting": (suiting,),
        **said,
    }
    return practice.suite.part(KeepWaitlist).join(NewWait(**wish), practice.desk)  # type: ignore[arg-type]


def _free_one(practice: Practice, when: object = None) -> Appointment:
    visits = practice.suite.engine.database["appointments"].find({"starts_at": when or at(9)})
    [visit] = [v["_id"] for v in visits if v["state"] == "confirmed"]
    cancelled = practice.suite.part(ChangeVisits).cancel(visit, Cancellation(reason="Ill"), practice.desk)
    practice.suite.part(MatchWaiting).offer_day(practice.clinic.id, practice.doctor.id, cancelled.starts_at)
    return cancelled


def _offers(practice: Practice) -> dict[str, Offer]:
    waiting = practice.suite.part(KeepWaitlist).of_clinic(practice.clinic.id, practice.desk)
    return {w.wait.id: w.offer for w in waiting if w.offer is not None}


def test_a_freed_time_is_kept_for_who_waits_and_for_nobody_else(full: Practice) -> None:
    wait = _join(full)
    _free_one(full)
    offer = _offers(full)[wait.id]
    assert (offer.starts_at, offer.practitioner_id) == (at(9), full.doctor.id)
    with pytest.raises(SlotTaken):
        full.book(at(9))


def test_a_yes_makes_it_a_visit(full: Practice) -> None:
    wait = _join(full)
    _free_one(full)
    visit = full.suite.part(MatchWaiting).accept(_offers(full)[wait.id].id, full.desk)
    assert (visit.starts_at, visit.state, visit.source) == (
        at(9),
        AppointmentState.CONFIRMED,
        Source.WAITLIST,
    )
    assert _offers(full) == {}
    assert full.suite.part(KeepWaitlist).waits.get(wait.id).state is WaitState.BOOKED


def test_a_second_yes_is_told_that_the_offer_is_over(full: Practice) -> None:
    wait = _join(full)
    _free_one(full)
    match, offer = full.suite.part(MatchWaiting), _offers(full)[wait.id]
    match.accept(offer.id, full.desk)
    with pytest.raises(OfferOver):
        match.accept(offer.id, full.desk)


def test_who_is_urgent_comes_first_and_then_who_waits_longer(full: Practice, clock: FrozenClock) -> None:
    longest = _join(full)
    clock.advance(seconds=1)
    _join(full)
    clock.advance(seconds=1)
    urgent = _join(full, urgency=Urgency.URGENT)
    _free_one(full)
    _free_one(full, at(9, 30))
    assert {o.starts_at: w for w, o in _offers(full).items()} == {at(9): urgent.id, at(9, 30): longest.id}


def test_an_unanswered_offer_moves_on_by_itself_and_is_not_made_twice(
    full: Practice, clock: FrozenClock
) -> None:
    first = _join(full)
    clock.advance(seconds=1)
    second = _join(full)
    _free_one(full)
    match, offer = full.suite.part(MatchWaiting), _offers(full)[first.id]
    clock.advance(minutes=15)
    with pytest.raises(OfferOver):
        match.accept(offer.id, full.desk)
    assert match.let_lapse(the_house()) == 1
    match.offer_day(full.clinic.id, full.doctor.id, offer.starts_at)
    assert set(_offers(full)) == {second.id}
    match.decline(_offers(full)[second.id].id, full.desk)
    match.offer_day(full.clinic.id, full.doctor.id, offer.starts_at)
    assert _offers(full) == {}
    full.book(at(9))


def test_a_no_frees_the_time_for_the_next(full: Practice) -> None:
    wait = _join(full)
    _free_one(full)
    full.suite.part(MatchWaiting).decline(_offers(full)[wait.id].id, full.desk)
    assert full.suite.part(KeepWaitlist).waits.get(wait.id).state is WaitState.WAITING
    full.book(at(9))


@pytest.mark.parametrize(
    "suiting",
    [
        Suiting(from_on=TODAY, until_on=TOMORROW, from_time="09:30"),
        Suiting(from_on=TODAY, until_on=TOMORROW, until_time="09:15"),
        Suiting(from_on=TODAY, until_on=TOMORROW, weekdays=(0, 2, 3, 4, 5, 6)),
        Suiting(from_on=TODAY, until_on=TODAY),
    ],
)
def test_nobody_is_offered_what_does_not_suit(full: Practice, suiting: Suiting) -> None:
    _join(full, suiting=(suiting,))
    _free_one(full)
    assert _offers(full) == {}


def test_nobody_is_offered_a_time_at_which_they_are_elsewhere(full: Practice) -> None:
    patient = a_patient(full.suite, full.clinic.id)
    colleague = a_practitioner(full.suite, full.clinic.id)
    service = a_service(full.suite, full.clinic.id, colleague.id, name="With the colleague")
    full.suite.part(PlanDiaries).add_template(
        DiaryId(colleague.id), new_template(), manager_of(full.clinic.id)
    )
    attrs.evolve(full, doctor=colleague, service=service).book(at(9, 15), patient)
    _join(full, patient)
    _free_one(full)
    assert _offers(full) == {}


def test_nobody_is_offered_what_begins_before_they_could_answer(full: Practice, clock: FrozenClock) -> None:
    _join(full)
    clock.set(at(8, 28))
    _free_one(full)
    assert _offers(full) == {}


def test_who_joins_while_a_time_is_free_is_offered_it_at_once(suite: Suite) -> None:
    practice = a_practice(suite, windows=every_day("09:00", "10:00", slot_minutes=30), length_minutes=30)
    wait = _join(practice, suiting=(Suiting(from_on=TOMORROW, until_on=TOMORROW, from_time="09:30"),))
    assert suite.part(MatchWaiting).look_for(wait.id)
    assert _offers(practice)[wait.id].starts_at == at(9, 30)


def test_a_moved_visit_frees_its_old_time_for_who_waits(full: Practice) -> None:
    wait = _join(full)
    [visit] = full.suite.engine.database["appointments"].find({"starts_at": at(9)})
    full.suite.part(ChangeVisits).reschedule(visit["_id"], Move(starts_at=at(9, days=2)), full.desk)
    full.suite.part(MatchWaiting).offer_day(full.clinic.id, full.doctor.id, at(9))
    assert _offers(full)[wait.id].starts_at == at(9)


def test_the_desk_offers_a_time_of_its_choice(full: Practice) -> None:
    wait = _join(full)
    offer = full.suite.part(MatchWaiting).offer(
        wait.id, NewOffer(practitioner_id=full.doctor.id, starts_at=at(9, 30, days=3)), full.desk
    )
    assert _offers(full) == {wait.id: offer}


def test_the_desk_reads_who_waits_by_name_and_whom_to_call(full: Practice) -> None:
    patient = a_patient(full.suite, full.clinic.id, name="Kamala Deshpande", phone="+919822011111")
    wait = _join(full, patient)
    [row] = full.suite.part(KeepWaitlist).of_clinic(full.clinic.id, full.desk)
    assert row.patient is not None
    assert (row.wait.id, row.patient.name, row.patient.phone, row.patient.mrn) == (
        wait.id,
        "Kamala Deshpande",
        "+919822011111",
        patient.mrn,
    )


def test_nobody_waits_twice_for_the_same(full: Practice) -> None:
    patient = a_patient(full.suite, full.clinic.id)
    wait = _join(full, patient)
    with pytest.raises(WaitsAlready):
        _join(full, patient)
    full.suite.part(KeepWaitlist).leave(wait.id, full.desk)
    _join(full, patient)


def test_leaving_lets_go_of_what_is_kept(full: Practice) -> None:
    wait = _join(full)
    _free_one(full)
    full.suite.part(KeepWaitlist).leave(wait.id, full.desk)
    assert _offers(full) == {}
    full.book(at(9))


def test_a_person_waits_for_the_own_family_and_cannot_say_that_it_is_urgent(full: Practice) -> None:
    patient = a_patient(full.suite, full.clinic.id, account_id=AccountId(an_id("ac", 77)))
    own = attrs.evolve(full, desk=the_person_of(patient))
    with pytest.raises(NotValid):
        _join(own, patient, urgency=Urgency.URGENT)
    with pytest.raises(NotFound):
        _join(own, full.patient)
    wait = _join(own, patient)
    assert [w.wait.id for w in full.suite.part(KeepWaitlist).mine(own.desk)] == [wait.id]


def test_another_persons_offer_does_not_exist(full: Practice) -> None:
    wait = _join(full)
    _free_one(full)
    stranger = the_person_of(full.patient)
    with pytest.raises(NotFound):
        full.suite.part(MatchWaiting).accept(_offers(full)[wait.id].id, stranger)


def test_waiting_for_days_that_are_over_ends(full: Practice, clock: FrozenClock) -> None:
    wait = _join(full)
    clock.advance(days=3)
    full.suite.part(KeepWaitlist).end_over(full.clinic.id, the_house())
    assert full.suite.part(KeepWaitlist).waits.get(wait.id).state is WaitState.ENDED
