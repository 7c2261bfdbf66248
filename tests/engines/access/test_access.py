"""Opening a chart in need, and letting somebody in again whose number is on hold."""

from __future__ import annotations

from collections import Counter

import attrs
import pytest

from clinic_suite.access.errors import ChartClosed, NumberNotHeld, PhoneMissing
from clinic_suite.access.events import GlassBroken, NumberReleased
from clinic_suite.access.model import Grant, Need, SeenState
from clinic_suite.access.public import Chart, Charts, Opening
from clinic_suite.access.service import BreakGlass, ReleaseNumbers
from clinic_suite.auth.errors import OtpHeld
from clinic_suite.auth.model import Arrival, Channel, OtpWish
from clinic_suite.auth.repository import Codes, PatientAccounts
from clinic_suite.auth.service import SignInPatients
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import NotAllowed, NotFound, Refusal
from clinic_suite.kernel.ids import AccountId, ClinicId, PatientId, SessionId
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.paging import Wanted
from clinic_suite.kernel.unit_of_work import acting_as
from tests.builders.ids import a_patient_id, an_id
from tests.builders.patients import a_patient
from tests.builders.people import a_clinic, at
from tests.builders.settings import some_settings
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock
from tests.fakes.code_sender import FakeCodeSender
from tests.fakes.ears import listening

REASON = "Brought in unconscious, Lakshmi Iyer's allergies unknown"
PHONE = "+919812345678"
ALL = Wanted(limit=20)


@attrs.frozen
class _Place:
    """A clinic, a patient on a phone, and people who work there."""

    suite: Suite
    clinic_id: ClinicId
    patient_id: PatientId

    @property
    def chart(self) -> Chart:
        return Chart(clinic_id=self.clinic_id, patient_id=self.patient_id, account_id=None)

    def somebody(self, role: Role, number: int = 1) -> Actor:
        return Actor(
            role=role,
            account_id=AccountId(an_id("ac", number)),
            session_id=SessionId(an_id("se", number)),
            clinic_id=self.clinic_id,
        )

    def break_glass(self, by: Actor, patient_id: PatientId | None = None) -> Grant:
        with acting_as(by):
            wish = Need(reason=REASON)
            return self.suite.part(BreakGlass).break_glass(patient_id or self.patient_id, wish, by)

    def opens(self, by: Actor, *, treating: bool = False) -> Opening:
        return self.suite.part(Charts).require_may_open_chart(by, self.chart, treating=treating)

    def may_open(self, by: Actor) -> bool:
        return self.suite.part(Charts).may_open_chart(by, self.chart, treating=False)


@pytest.fixture
def place(engine: Engine, clock: FrozenClock) -> _Place:
    suite = wire(some_settings(), clock=clock, engine=engine)
    clinic_id = a_clinic(suite)
    return _Place(suite, clinic_id, a_patient(suite, clinic_id, phone=PHONE).id)


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.NURSE])
def test_whoever_says_why_opens_the_chart_for_an_hour_and_no_longer(
    place: _Place, clock: FrozenClock, role: Role
) -> None:
    by = place.somebody(role)
    with pytest.raises(ChartClosed):
        place.opens(by)
    place.break_glass(by)
    assert place.opens(by) is Opening.BROKEN_GLASS
    clock.advance(minutes=59, seconds=59)
    assert place.may_open(by)
    clock.advance(seconds=1)
    assert not place.may_open(by)


def test_a_grant_is_one_persons_in_one_browser_for_one_chart(place: _Place) -> None:
    by = place.somebody(Role.DOCTOR)
    place.break_glass(by, a_patient(place.suite, place.clinic_id).id)
    assert not place.may_open(by)
    place.break_glass(by)
    assert not place.may_open(place.somebody(Role.DOCTOR, 2))
    assert not place.may_open(attrs.evolve(by, session_id=SessionId(an_id("se", 9))))
    assert not place.may_open(attrs.evolve(by, account_id=AccountId(an_id("ac", 9))))
    # Whoever is no doctor any more has lost it, and so has who works elsewhere now.
    assert not place.may_open(attrs.evolve(by, role=Role.MANAGER))
    elsewhere = attrs.evolve(by, clinic_id=a_clinic(place.suite, "Mula Clinic"))
    with pytest.raises(NotFound):
        place.opens(elsewhere)


def test_who_treats_the_person_needs_no_grant(place: _Place) -> None:
    assert place.opens(place.somebody(Role.DOCTOR), treating=True) is Opening.TREATING


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DOCTOR, Role.NURSE}))
def test_nobody_else_breaks_a_glass(place: _Place, role: Role) -> None:
    with pytest.raises(NotAllowed):
        place.break_glass(place.somebody(role))


def test_a_glass_is_broken_for_the_clinics_own_patients_only_and_in_an_own_session(place: _Place) -> None:
    theirs = a_patient(place.suite, a_clinic(place.suite, "Mula Clinic")).id
    for patient_id in (theirs, a_patient_id(9)):
        with pytest.raises(NotFound):
            place.break_glass(place.somebody(Role.DOCTOR), patient_id)
    with pytest.raises(NotAllowed):
        place.break_glass(attrs.evolve(place.somebody(Role.DOCTOR), session_id=None))


def test_it_is_in_the_trail_at_once_and_everybody_may_hear_of_it_but_not_why(place: _Place) -> None:
    ears = listening(place.suite)
    by = place.somebody(Role.NURSE)
    grant = place.break_glass(by)
    assert ears.of(GlassBroken) == [
        GlassBroken(
            clinic_id=place.clinic_id,
            account_id=AccountId(an_id("ac", 1)),
            patient_id=place.patient_id,
            grant_id=grant.id,
        )
    ]
    database = place.suite.engine.database
    [entry] = database["audit_entries"].find({"entity": "chart_grant"})
    assert (entry["action"], entry["account_id"], entry["patient_id"], entry["entity_id"]) == (
        "broke_glass",
        by.account_id,
        place.patient_id,
        grant.id,
    )
    assert entry["after"]["reason"] == "•••"
    assert len(entry["after"]["reason_digest"]) == 32
    [row] = database["chart_grants"].find()
    assert not any("Lakshmi" in repr(r) or "unconscious" in repr(r) for r in (row, entry))


def test_the_manager_sees_who_opened_what_and_why_and_puts_a_name_to_it_once(
    place: _Place, clock: FrozenClock
) -> None:
    glass = place.suite.part(BreakGlass)
    first = place.break_glass(place.somebody(Role.DOCTOR))
    clock.advance(minutes=1)
    second = place.break_glass(place.somebody(Role.NURSE, 2))
    manager, admin = place.somebody(Role.MANAGER, 3), place.somebody(Role.ADMIN, 4)
    assert [g.id for g in glass.list_of(None, ALL, manager).items] == [second.id, first.id]
    assert {g.reason for g in glass.list_of(None, ALL, manager).items} == {REASON}
    seen = glass.mark_seen(first.id, manager)
    assert (seen.seen_by, seen.seen_at) == (manager.account_id, clock.now())
    clock.advance(minutes=1)
    assert glass.mark_seen(first.id, admin) == seen
    assert [g.id for g in glass.list_of(SeenState.UNSEEN, ALL, admin).items] == [second.id]
    assert [g.id for g in glass.list_of(SeenState.SEEN, ALL, admin).items] == [first.id]
    with pytest.raises(NotAllowed):
        glass.list_of(None, ALL, place.somebody(Role.DOCTOR))
    stranger = attrs.evolve(admin, clinic_id=a_clinic(place.suite, "Mula Clinic"))
    assert glass.list_of(None, ALL, stranger).items == []
    with pytest.raises(NotFound):
        glass.mark_seen(second.id, stranger)


def test_nobody_puts_their_name_to_what_they_did_themselves(place: _Place) -> None:
    grant = place.break_glass(place.somebody(Role.DOCTOR))
    with pytest.raises(NotAllowed):
        place.suite.part(BreakGlass).mark_seen(grant.id, place.somebody(Role.MANAGER))


def test_of_many_who_look_at_once_one_name_stays(place: _Place) -> None:
    grant = place.break_glass(place.somebody(Role.DOCTOR))
    glass = place.suite.part(BreakGlass)
    names = all_at_once(6, lambda n: glass.mark_seen(grant.id, place.somebody(Role.ADMIN, 10 + n)).seen_by)
    stored = glass.list_of(None, ALL, place.somebody(Role.ADMIN)).items[0].seen_by
    noted = list(place.suite.engine.database["audit_entries"].find({"action": "saw"}))
    assert stored in names
    assert len(noted) == 1


def test_an_erased_patients_grants_stay_without_their_reason(place: _Place) -> None:
    place.break_glass(place.somebody(Role.DOCTOR))
    place.suite.ciphers.erase(place.patient_id, clinic_id=place.clinic_id)
    [grant] = place.suite.part(BreakGlass).list_of(None, ALL, place.somebody(Role.ADMIN)).items
    assert grant.reason is None


def _hold(place: _Place, wrong: int) -> None:
    """As many wrong codes in a row, a day ago."""
    suite = place.suite
    name = suite.part(PatientAccounts).token_of(PHONE).hex()
    codes = Codes(suite.engine)
    codes.note_sent(name, codes.history(name), suite.clock.now())
    for _ in range(wrong):
        codes.note_failed(name, suite.clock.now())


def _ask(place: _Place) -> None:
    door = attrs.evolve(place.suite.part(SignInPatients), sender=FakeCodeSender())
    arrival = Arrival(browser="Chrome on Android", method="POST", path="/api/v1/auth/otp")
    door.send_code(OtpWish(phone=PHONE, channel=Channel.SMS), arrival, at())


def test_the_desk_releases_the_number_of_who_stands_there(place: _Place, clock: FrozenClock) -> None:
    ears = listening(place.suite)
    _hold(place, 20)
    clock.advance(minutes=30)
    with pytest.raises(OtpHeld):
        _ask(place)
    release = place.suite.part(ReleaseNumbers)
    by = place.somebody(Role.FRONT_DESK)
    with acting_as(by):
        release.release(place.patient_id, by)
    # The ten wrong codes of today are forgotten as well: the person stands there and is who they are.
    _ask(place)
    [entry] = place.suite.engine.database["audit_entries"].find({"action": "released"})
    assert (entry["patient_id"], entry["account_id"]) == (place.patient_id, by.account_id)
    assert PHONE[3:] not in repr(entry)
    assert ears.of(NumberReleased) == [NumberReleased(clinic_id=place.clinic_id, patient_id=place.patient_id)]


@pytest.mark.parametrize("wrong", [0, 19])
def test_a_number_that_is_not_held_is_not_released(place: _Place, wrong: int) -> None:
    _hold(place, wrong)
    with pytest.raises(NumberNotHeld):
        place.suite.part(ReleaseNumbers).release(place.patient_id, place.somebody(Role.ADMIN))


def test_a_desk_releases_its_own_patients_numbers_only(place: _Place) -> None:
    _hold(place, 20)
    release = place.suite.part(ReleaseNumbers)
    by = place.somebody(Role.FRONT_DESK)
    elsewhere = attrs.evolve(by, clinic_id=a_clinic(place.suite, "Mula Clinic"))
    with pytest.raises(NotFound):
        release.release(place.patient_id, elsewhere)
    with pytest.raises(PhoneMissing):
        release.release(a_patient(place.suite, place.clinic_id, phone=None).id, by)
    for role in (Role.DOCTOR, Role.NURSE, Role.OPERATOR, Role.PATIENT):
        with pytest.raises(NotAllowed):
            release.release(place.patient_id, attrs.evolve(by, role=role))


def test_of_many_who_release_at_once_one_did(place: _Place) -> None:
    _hold(place, 20)
    release, by = place.suite.part(ReleaseNumbers), place.somebody(Role.FRONT_DESK)

    def outcome(_: int) -> str:
        try:
            release.release(place.patient_id, by)
        except Refusal as refused:
            return type(refused).__name__
        return "released"

    assert Counter(all_at_once(6, outcome)) == {"released": 1, "NumberNotHeld": 5}
