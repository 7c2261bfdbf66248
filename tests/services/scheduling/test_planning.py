"""Planning weeks, and what becomes of visits that fit them no more."""

from __future__ import annotations

import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.directory.service import KeepClinics, KeepPractitioners
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.errors import NotValid
from clinic_suite.kernel.events import Tick
from clinic_suite.kernel.ids import DiaryId
from clinic_suite.scheduling.errors import (
    NotBookable,
    WindowsOverlap,
)
from clinic_suite.scheduling.handlers import Handlers
from clinic_suite.scheduling.model import (
    AppointmentState,
    Cancellation,
    ExceptionKind,
    Move,
    NewException,
    NewResource,
    ResourceKind,
    TemplateChange,
)
from clinic_suite.scheduling.service import (
    ChangeVisits,
    DrawSheets,
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
