"""How somebody stands to a chart."""

from __future__ import annotations

import pytest

from clinic_suite.access.model import Chart, Relation
from clinic_suite.access.rules import relation_of
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.ids import AccountId
from tests.builders.ids import a_clinic_id, a_patient_id, an_id

HERE, ELSEWHERE = a_clinic_id(1), a_clinic_id(2)
MOTHER, STRANGER = AccountId(an_id("ac", 1)), AccountId(an_id("ac", 2))
CHART = Chart(clinic_id=HERE, patient_id=a_patient_id(), account_id=MOTHER)


@pytest.mark.parametrize(
    ("role", "treating", "relation"),
    [
        (Role.DOCTOR, True, Relation.TREATING),
        (Role.DOCTOR, False, Relation.COULD_BREAK_GLASS),
        (Role.NURSE, True, Relation.TREATING),
        (Role.NURSE, False, Relation.COULD_BREAK_GLASS),
        # Whoever treats nobody opens no chart, whatever the asking house believes.
        (Role.FRONT_DESK, True, Relation.NOT_THEIRS),
        (Role.MANAGER, True, Relation.NOT_THEIRS),
        (Role.ADMIN, True, Relation.NOT_THEIRS),
        (Role.OPERATOR, True, Relation.UNKNOWN),
        (Role.ANONYMOUS, True, Relation.UNKNOWN),
        (Role.SYSTEM, False, Relation.HOUSE),
    ],
)
def test_how_the_clinics_people_stand_to_a_chart(role: Role, treating: bool, relation: Relation) -> None:
    assert relation_of(Actor(role=role, clinic_id=HERE, account_id=STRANGER), CHART, treating) is relation


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.NURSE, Role.ADMIN])
def test_another_clinics_people_know_of_no_such_chart(role: Role) -> None:
    assert relation_of(Actor(role=role, clinic_id=ELSEWHERE), CHART, True) is Relation.UNKNOWN


@pytest.mark.parametrize(
    ("account_id", "owner", "relation"),
    [
        (MOTHER, MOTHER, Relation.OWN),
        (STRANGER, MOTHER, Relation.UNKNOWN),
        (MOTHER, None, Relation.UNKNOWN),
        # Nobody and nobody are not the same person.
        (None, None, Relation.UNKNOWN),
    ],
)
def test_a_patient_opens_the_charts_of_the_own_family_and_no_other(
    account_id: AccountId | None, owner: AccountId | None, relation: Relation
) -> None:
    chart = Chart(clinic_id=HERE, patient_id=a_patient_id(), account_id=owner)
    assert relation_of(Actor(role=Role.PATIENT, account_id=account_id), chart, False) is relation
