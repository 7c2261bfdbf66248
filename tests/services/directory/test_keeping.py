"""Opening, changing and closing what the directory shows."""

from __future__ import annotations

import attrs
import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.directory.errors import (
    ClinicInactive,
    ClosureOverlaps,
    RegistrationNumberTaken,
    ServiceNameTaken,
)
from clinic_suite.directory.model import (
    Address,
    Clinic,
    ClinicChange,
    PractitionerChange,
    Search,
    ServiceChange,
    State,
)
from clinic_suite.directory.public import Directory
from clinic_suite.directory.service import KeepClinics, KeepPractitioners, KeepServices
from clinic_suite.kernel.actor import Role, the_house
from clinic_suite.kernel.errors import NotAllowed, NotFound, NotValid, VersionStale
from clinic_suite.kernel.ids import ClosureId, PractitionerId
from clinic_suite.kernel.money import Money
from clinic_suite.kernel.paging import Wanted
from tests.builders.directory import (
    a_clinic,
    a_practitioner,
    a_service,
    new_clinic,
    new_closure,
    new_practitioner,
    new_service,
    somebody,
)
from tests.builders.ids import an_id

ALL = Wanted(100)


@pytest.fixture
def clinic(suite: Suite) -> Clinic:
    return a_clinic(suite)


def _listed(suite: Suite, **search: object) -> list[str]:
    return [r["name"] for r in suite.part(KeepPractitioners).search(Search(**search), ALL).items]  # type: ignore[arg-type]


def test_a_clinic_that_was_closed_is_listed_no_more_and_gains_nothing(suite: Suite, clinic: Clinic) -> None:
    asha = a_practitioner(suite, clinic.id)
    suite.part(KeepClinics).deactivate(clinic.id, 1, the_house())
    assert suite.part(KeepClinics).list_active(None, ALL).items == []
    assert _listed(suite) == []
    with pytest.raises(NotFound):
        suite.part(KeepPractitioners).find(asha.id)
    for gain in (
        lambda: a_practitioner(suite, clinic.id),
        lambda: a_service(suite, clinic.id, asha.id),
        lambda: suite.part(KeepClinics).announce_closure(clinic.id, new_closure("2035-10-29"), the_house()),
    ):
        with pytest.raises(ClinicInactive):
            gain()


def test_a_clinic_that_was_reactivated_shows_only_those_who_still_practise(
    suite: Suite, clinic: Clinic
) -> None:
    admin = somebody(Role.ADMIN, clinic.id)
    gone = a_practitioner(suite, clinic.id, name="Dr. Gone Away")
    a_practitioner(suite, clinic.id, name="Dr. Still Here")
    suite.part(KeepPractitioners).deactivate(gone.id, 1, admin)
    suite.part(KeepClinics).deactivate(clinic.id, 1, admin)
    active = suite.part(KeepClinics).reactivate(clinic.id, 2, the_house())
    assert (active.state, active.version) == (State.ACTIVE, 3)
    assert _listed(suite) == ["Dr. Still Here"]


def test_whoever_is_edited_in_a_closed_clinic_stays_hidden(suite: Suite, clinic: Clinic) -> None:
    admin = somebody(Role.ADMIN, clinic.id)
    asha = a_practitioner(suite, clinic.id)
    suite.part(KeepClinics).deactivate(clinic.id, 1, admin)
    suite.part(KeepPractitioners).change(asha.id, PractitionerChange(bio="Back soon."), 1, admin)
    assert _listed(suite) == []


def test_closing_twice_is_closing_once(suite: Suite, clinic: Clinic) -> None:
    keep = suite.part(KeepClinics)
    keep.deactivate(clinic.id, 1, the_house())
    keep.deactivate(clinic.id, 2, the_house())
    assert keep.find(clinic.id).version == 2


def test_an_edit_of_something_that_somebody_else_has_edited_is_refused(suite: Suite, clinic: Clinic) -> None:
    admin = somebody(Role.ADMIN, clinic.id)
    asha = a_practitioner(suite, clinic.id)
    service = a_service(suite, clinic.id, asha.id)
    for stale in (
        lambda: suite.part(KeepClinics).change(clinic.id, ClinicChange(name="Other"), 7, admin),
        lambda: suite.part(KeepClinics).deactivate(clinic.id, 7, admin),
        lambda: suite.part(KeepPractitioners).change(asha.id, PractitionerChange(bio="x"), 7, admin),
        lambda: suite.part(KeepPractitioners).deactivate(asha.id, 7, admin),
        lambda: suite.part(KeepServices).change(
            clinic.id, service.id, ServiceChange(price=Money(1)), 7, admin
        ),
        lambda: suite.part(KeepServices).withdraw(clinic.id, service.id, 7, admin),
    ):
        with pytest.raises(VersionStale):
            stale()


def test_a_clinic_that_moves_takes_its_doctors_cards_with_it(suite: Suite, clinic: Clinic) -> None:
    asha = a_practitioner(suite, clinic.id)
    moved = attrs.evolve(clinic.address, city="Mumbai", line1="14 Hill Road")
    suite.part(KeepClinics).change(clinic.id, ClinicChange(address=moved), 1, the_house())
    assert _listed(suite, city="mumbai") == [asha.name]
    assert _listed(suite, city="pune") == []
    shown = suite.part(KeepPractitioners).find(asha.id)
    assert (shown.clinic.address_line, shown.version) == ("14 Hill Road", 2)


def test_a_change_that_no_card_shows_leaves_the_doctors_alone(suite: Suite, clinic: Clinic) -> None:
    asha = a_practitioner(suite, clinic.id)
    suite.part(KeepClinics).change(clinic.id, ClinicChange(about="New hours."), 1, the_house())
    assert suite.part(KeepPractitioners).find(asha.id).version == 1


def test_two_doctors_of_a_clinic_cannot_share_a_registration(suite: Suite, clinic: Clinic) -> None:
    admin = somebody(Role.ADMIN, clinic.id)
    a_practitioner(suite, clinic.id, registration_number="MMC/1")
    other = a_practitioner(suite, clinic.id, registration_number="MMC/2")
    with pytest.raises(RegistrationNumberTaken):
        a_practitioner(suite, clinic.id, registration_number="MMC/1")
    with pytest.raises(RegistrationNumberTaken):
        suite.part(KeepPractitioners).change(
            other.id, PractitionerChange(registration_number="MMC/1"), 1, admin
        )
    a_practitioner(suite, a_clinic(suite).id, registration_number="MMC/1")


def test_a_services_name_is_free_again_when_it_was_withdrawn(suite: Suite, clinic: Clinic) -> None:
    admin = somebody(Role.ADMIN, clinic.id)
    asha = a_practitioner(suite, clinic.id)
    first = a_service(suite, clinic.id, asha.id, name="Check-up")
    with pytest.raises(ServiceNameTaken):
        a_service(suite, clinic.id, asha.id, name="CHECK up")
    suite.part(KeepServices).withdraw(clinic.id, first.id, 1, admin)
    second = a_service(suite, clinic.id, asha.id, name="Check-up")
    assert [s.id for s in suite.part(KeepServices).list_active(clinic.id, ALL).items] == [second.id]


def test_a_service_is_offered_by_the_clinics_own_people(suite: Suite, clinic: Clinic) -> None:
    asha, strange = a_practitioner(suite, clinic.id), a_practitioner(suite, a_clinic(suite).id)
    with pytest.raises(NotValid) as refused:
        a_service(suite, clinic.id, asha.id, strange.id)
    assert [f.pointer for f in refused.value.faults] == ["/practitioner_ids/1"]


def test_a_clinic_is_not_closed_twice_on_one_day(suite: Suite, clinic: Clinic) -> None:
    keep = suite.part(KeepClinics)
    diwali = keep.announce_closure(clinic.id, new_closure("2035-10-29", "2035-10-31"), the_house())
    for overlapping in (
        new_closure("2035-10-31"),
        new_closure("2035-10-28", "2035-10-29"),
        new_closure("2035-10-30"),
        new_closure("2035-10-01", "2035-11-30"),
    ):
        with pytest.raises(ClosureOverlaps):
            keep.announce_closure(clinic.id, overlapping, the_house())
    keep.announce_closure(clinic.id, new_closure("2035-11-01"), the_house())
    keep.withdraw_closure(clinic.id, diwali.id, the_house())
    keep.announce_closure(clinic.id, new_closure("2035-10-30"), the_house())
    listed = keep.list_closures(clinic.id, ALL).items
    assert [c.from_on.isoformat() for c in listed] == ["2035-10-30", "2035-11-01"]


def test_a_closure_that_is_over_is_shown_no_more(suite: Suite, clinic: Clinic) -> None:
    keep = suite.part(KeepClinics)
    for day in ("2035-03-03", "2035-03-04", "2035-03-05"):
        keep.announce_closure(clinic.id, new_closure(day), the_house())
    shown = [c.from_on.isoformat() for c in keep.list_closures(clinic.id, ALL).items]
    assert shown == ["2035-03-04", "2035-03-05"], "yesterday may still be today in another zone"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR, Role.SYSTEM}))
def test_only_who_runs_the_installation_opens_a_clinic(suite: Suite, role: Role) -> None:
    with pytest.raises(NotAllowed):
        suite.part(KeepClinics).open(new_clinic(), somebody(role))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN, Role.MANAGER, Role.SYSTEM}))
def test_only_admin_and_manager_keep_a_clinics_entries(suite: Suite, clinic: Clinic, role: Role) -> None:
    by = somebody(role, clinic.id)
    asha = a_practitioner(suite, clinic.id)
    for forbidden in (
        lambda: suite.part(KeepClinics).change(clinic.id, ClinicChange(name="Mine"), 1, by),
        lambda: suite.part(KeepPractitioners).take_on(clinic.id, new_practitioner(), by),
        lambda: suite.part(KeepPractitioners).change(asha.id, PractitionerChange(bio="x"), 1, by),
        lambda: suite.part(KeepPractitioners).deactivate(asha.id, 1, by),
        lambda: suite.part(KeepServices).offer(clinic.id, new_service(asha.id), by),
        lambda: suite.part(KeepClinics).announce_closure(clinic.id, new_closure("2035-10-29"), by),
        lambda: suite.part(KeepClinics).withdraw_closure(clinic.id, ClosureId(an_id("co")), by),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_another_clinics_entries_do_not_exist_for_an_admin(suite: Suite, clinic: Clinic) -> None:
    theirs = a_clinic(suite)
    strange = a_practitioner(suite, theirs.id)
    service = a_service(suite, theirs.id, strange.id)
    closure = suite.part(KeepClinics).announce_closure(theirs.id, new_closure("2035-10-29"), the_house())
    by = somebody(Role.ADMIN, clinic.id)
    for hidden in (
        lambda: suite.part(KeepClinics).change(theirs.id, ClinicChange(name="Mine"), 1, by),
        lambda: suite.part(KeepClinics).deactivate(theirs.id, 1, by),
        lambda: suite.part(KeepPractitioners).take_on(theirs.id, new_practitioner(), by),
        lambda: suite.part(KeepPractitioners).change(strange.id, PractitionerChange(bio="x"), 1, by),
        lambda: suite.part(KeepServices).withdraw(clinic.id, service.id, 1, by),
        lambda: suite.part(KeepClinics).withdraw_closure(clinic.id, closure.id, by),
        lambda: suite.part(KeepPractitioners).deactivate(PractitionerId(an_id("pr")), 1, by),
    ):
        with pytest.raises(NotFound):
            hidden()


def test_other_houses_learn_a_clinics_day_and_not_the_servers(suite: Suite) -> None:
    address = Address(line1="1 Main St", city="New York", state="NY", pin_code="10001", country="US")
    clinic = a_clinic(suite, name="Queens Care", address=address, time_zone="America/New_York")
    brief = suite.part(Directory).brief_of(clinic.id)
    midnight = suite.clock.now().replace(hour=1)
    assert (brief.name, brief.country) == ("Queens Care", "US")
    assert brief.day_of(midnight) < midnight.date()
