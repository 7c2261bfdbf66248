"""Registering somebody, and being warned of those who are known already."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from clinic_suite.bootstrap import Suite
from clinic_suite.directory.errors import ClinicInactive
from clinic_suite.directory.service import KeepClinics
from clinic_suite.kernel.actor import Role, the_house
from clinic_suite.kernel.errors import NotAllowed, NotFound, NotValid
from clinic_suite.kernel.paging import Wanted
from clinic_suite.patients.errors import PatientLikelyKnown
from clinic_suite.patients.model import AgeStated, BornOn, Relation, Sex
from clinic_suite.patients.policies import REGISTRARS
from clinic_suite.patients.public import Registry
from clinic_suite.patients.service import KeepPatients
from tests.builders.directory import a_clinic, somebody
from tests.builders.patients import a_patient, new_patient

PHONE = "+919820012345"


@pytest.fixture
def keep(suite: Suite) -> KeepPatients:
    return suite.part(KeepPatients)


def test_a_new_patient_gets_the_clinics_next_number(suite: Suite) -> None:
    clinic = a_clinic(suite)
    assert [a_patient(suite, clinic.id).mrn for _ in range(3)] == ["SAH-000001", "SAH-000002", "SAH-000003"]


def test_each_clinic_counts_for_itself_and_keeps_its_letters_when_it_is_renamed(suite: Suite) -> None:
    sahyadri, nalam = a_clinic(suite), a_clinic(suite, name="Mylapore Nalam Clinic")
    a_patient(suite, sahyadri.id)
    renamed = attrs.evolve(sahyadri, name="Deccan Clinic", version=2)
    suite.part(KeepClinics).clinics.replace(renamed)
    assert a_patient(suite, sahyadri.id).mrn == "SAH-000002"
    assert a_patient(suite, nalam.id).mrn == "MYL-000001"


def test_what_was_said_is_what_is_kept(suite: Suite, keep: KeepPatients) -> None:
    clinic = a_clinic(suite)
    born = BornOn(date(1990, 5, 1))
    said = new_patient(name="  लक्ष्मी   कुलकर्णी ", phone="098200 12345", birth=born, relation=Relation.PARENT)
    registered = keep.register(clinic.id, said, the_house())
    shown = keep.show(clinic.id, registered.id, the_house())
    assert shown == registered
    assert (shown.name, shown.phone, shown.birth) == ("लक्ष्मी कुलकर्णी", PHONE, born)
    assert (shown.relation, shown.sex) == (Relation.PARENT, Sex.FEMALE)


def test_an_age_that_was_stated_is_kept_with_its_day(suite: Suite, keep: KeepPatients) -> None:
    clinic = a_clinic(suite)
    patient = a_patient(suite, clinic.id, birth=AgeStated(34, date(2026, 3, 1)))
    assert keep.show(clinic.id, patient.id, the_house()).birth == AgeStated(34, date(2026, 3, 1))


def test_whoever_seems_to_be_known_is_not_registered_before_somebody_has_looked(
    suite: Suite, keep: KeepPatients
) -> None:
    clinic = a_clinic(suite)
    known = a_patient(suite, clinic.id, phone=PHONE)
    again = new_patient(name="Laxmi Iyer", phone="98200 12345")
    with pytest.raises(PatientLikelyKnown) as refused:
        keep.register(clinic.id, again, the_house())
    assert refused.value.alike == (known.id,)
    assert [a.patient.id for a in keep.alike(clinic.id, again, the_house())] == [known.id]
    second = keep.register(clinic.id, again, the_house(), although_alike=True)
    assert second.mrn == "SAH-000002"


def test_a_family_on_one_phone_is_registered_without_a_warning(suite: Suite) -> None:
    clinic = a_clinic(suite)
    for name, sex in (("Lakshmi Iyer", Sex.FEMALE), ("Ganesan Iyer", Sex.MALE), ("Meena Iyer", Sex.FEMALE)):
        a_patient(suite, clinic.id, name=name, sex=sex, phone=PHONE)
    assert suite.engine.database["patients"].count_documents({}) == 3


def test_another_clinics_patient_is_no_reason_for_a_warning(suite: Suite) -> None:
    a_patient(suite, a_clinic(suite).id, phone=PHONE)
    a_patient(suite, a_clinic(suite).id, phone=PHONE)


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"phone": "12345"}, "/phone"),
        ({"name": " . "}, "/name"),
        ({"name": "12"}, "/name"),
        ({"birth": BornOn(date(2035, 3, 7))}, "/birth"),
        ({"birth": AgeStated(131, date(2026, 3, 1))}, "/birth"),
    ],
)
def test_what_cannot_be_true_is_refused_at_its_place(
    suite: Suite, keep: KeepPatients, said: dict[str, object], pointer: str
) -> None:
    with pytest.raises(NotValid) as refused:
        keep.register(a_clinic(suite).id, new_patient(**said), the_house())
    assert [f.pointer for f in refused.value.faults] == [pointer]


def test_a_name_in_any_script_is_a_name(suite: Suite) -> None:
    clinic = a_clinic(suite)
    assert a_patient(suite, clinic.id, name="محمد عرفان").name == "محمد عرفان"


def test_an_inactive_clinic_registers_nobody(suite: Suite, keep: KeepPatients) -> None:
    clinic = a_clinic(suite)
    suite.part(KeepClinics).deactivate(clinic.id, 1, the_house())
    with pytest.raises(ClinicInactive):
        keep.register(clinic.id, new_patient(), the_house())
    assert suite.engine.database["patients"].count_documents({}) == 0


@pytest.mark.parametrize("role", sorted(REGISTRARS))
def test_everybody_who_works_in_the_clinic_may_register_and_find(
    suite: Suite, keep: KeepPatients, role: Role
) -> None:
    clinic = a_clinic(suite)
    by = somebody(role, clinic.id)
    patient = keep.register(clinic.id, new_patient(), by)
    assert keep.show(clinic.id, patient.id, by) == patient


@pytest.mark.parametrize("role", sorted(set(Role) - REGISTRARS - {Role.SYSTEM}))
def test_nobody_else_may(suite: Suite, keep: KeepPatients, role: Role) -> None:
    clinic = a_clinic(suite)
    patient = a_patient(suite, clinic.id)
    by = somebody(role, clinic.id)
    for forbidden in (
        lambda: keep.register(clinic.id, new_patient(), by),
        lambda: keep.alike(clinic.id, new_patient(), by),
        lambda: keep.find(clinic.id, "laksh", Wanted(), by),
        lambda: keep.show(clinic.id, patient.id, by),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_another_clinics_patients_do_not_exist_for_us(suite: Suite, keep: KeepPatients) -> None:
    ours, theirs = a_clinic(suite), a_clinic(suite)
    patient = a_patient(suite, theirs.id)
    by = somebody(Role.ADMIN, ours.id)
    for hidden in (
        lambda: keep.register(theirs.id, new_patient(), by),
        lambda: keep.find(theirs.id, "laksh", Wanted(), by),
        lambda: keep.show(theirs.id, patient.id, by),
        lambda: keep.show(ours.id, patient.id, by),
    ):
        with pytest.raises(NotFound):
            hidden()


def test_only_the_house_writes_many_down_without_looking(suite: Suite, keep: KeepPatients) -> None:
    clinic = a_clinic(suite)
    with pytest.raises(NotAllowed):
        keep.register_many(clinic.id, [new_patient()], somebody(Role.ADMIN, clinic.id))
    assert keep.register_many(clinic.id, [new_patient() for _ in range(7)], the_house()) == 7
    assert suite.engine.database["patients"].count_documents({"clinic_id": clinic.id}) == 7


def test_the_trail_tells_of_a_registration_without_a_name_or_a_phone(suite: Suite) -> None:
    patient = a_patient(suite, a_clinic(suite).id, name="Lakshmi Iyer", phone=PHONE)
    rows = [r for r in suite.engine.database["audit_entries"].find() if r["entity"] == "patient"]
    assert [(r["action"], r["entity_id"]) for r in rows] == [("registered", patient.id)]
    assert "Lakshmi" not in str(rows)
    assert PHONE not in str(rows)
    assert "1990" not in str(rows)


def test_neither_a_name_nor_a_phone_stands_in_a_traceback(suite: Suite) -> None:
    patient = a_patient(suite, a_clinic(suite).id, name="Lakshmi Iyer", phone=PHONE)
    said = repr(patient) + repr(new_patient(name="Lakshmi Iyer", phone=PHONE))
    said += repr(suite.part(Registry).brief(patient.clinic_id, patient.id))
    assert "Lakshmi" not in said
    assert PHONE not in said
    assert "1990" not in said


def test_other_houses_get_plain_values_of_their_own_clinics_patients(suite: Suite) -> None:
    ours, theirs = a_clinic(suite), a_clinic(suite)
    mine, strange = a_patient(suite, ours.id, name="Asha Rao"), a_patient(suite, theirs.id)
    registry = suite.part(Registry)
    briefs = registry.briefs(ours.id, [mine.id, strange.id])
    assert {i: b.name for i, b in briefs.items()} == {mine.id: "Asha Rao"}
    with pytest.raises(NotFound):
        registry.brief(ours.id, strange.id)
