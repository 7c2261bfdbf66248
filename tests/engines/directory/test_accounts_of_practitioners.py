"""As whom a practitioner signs in: set by those who keep the clinic, one account for one person."""

from __future__ import annotations

import attrs
import pytest

from clinic_suite.auth.model import AccountChange, AccountState
from clinic_suite.auth.service import KeepAccounts
from clinic_suite.bootstrap import Suite
from clinic_suite.directory.errors import AccountLinked
from clinic_suite.directory.model import Clinic, Practitioner, PractitionerChange, Search
from clinic_suite.directory.service import KeepPractitioners
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import NotAllowed, NotFound, NotValid, Refusal
from clinic_suite.kernel.ids import AccountId
from clinic_suite.kernel.mongo import DatabaseFault, Engine
from clinic_suite.kernel.paging import Wanted
from tests.builders.directory import a_clinic, a_practitioner, somebody
from tests.builders.ids import an_id
from tests.builders.people import an_account
from tests.builders.suites import a_suite_on
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock


@pytest.fixture
def suite(engine: Engine, clock: FrozenClock) -> Suite:
    return a_suite_on(engine, clock)


@pytest.fixture
def clinic(suite: Suite) -> Clinic:
    return a_clinic(suite)


def _link(suite: Suite, who: Practitioner, account_id: str | None, role: Role = Role.MANAGER) -> Practitioner:
    change = PractitionerChange(account_id=None if account_id is None else AccountId(account_id))
    keep = suite.part(KeepPractitioners)
    return keep.change(who.id, change, who.version, somebody(role, who.clinic_id))


def _as(account_id: str, clinic: Clinic, role: Role = Role.DOCTOR) -> Actor:
    return Actor(role=role, account_id=AccountId(account_id), clinic_id=clinic.id)


def test_a_doctor_who_is_linked_finds_the_own_entry(suite: Suite, clinic: Clinic) -> None:
    who, account = a_practitioner(suite, clinic.id), an_account(suite, clinic.id)
    keep = suite.part(KeepPractitioners)
    with pytest.raises(NotFound):
        keep.find_own(_as(account.id, clinic))
    linked = _link(suite, who, account.id)
    assert keep.find_own(_as(account.id, clinic)) == linked
    [link] = keep.list_links(clinic.id, somebody(Role.ADMIN, clinic.id))
    assert (link.practitioner_id, link.account_id) == (who.id, account.id)
    with pytest.raises(NotFound):
        keep.find_own(_as(account.id, a_clinic(suite)))
    _link(suite, linked, None)
    with pytest.raises(NotFound):
        keep.find_own(_as(account.id, clinic))


def test_who_sees_no_patients_any_more_is_nobody(suite: Suite, clinic: Clinic) -> None:
    who, account = a_practitioner(suite, clinic.id), an_account(suite, clinic.id)
    linked, keep = _link(suite, who, account.id), suite.part(KeepPractitioners)
    keep.deactivate(who.id, linked.version, somebody(Role.ADMIN, clinic.id))
    with pytest.raises(NotFound):
        keep.find_own(_as(account.id, clinic))


def test_only_a_doctor_of_the_clinic_who_may_sign_in_is_linked(suite: Suite, clinic: Clinic) -> None:
    who = a_practitioner(suite, clinic.id)
    desk = an_account(suite, clinic.id, role=Role.FRONT_DESK, email="desk@x.example", with_device=False)
    stranger = an_account(suite, a_clinic(suite).id, email="other@x.example", with_device=False)
    gone = an_account(suite, clinic.id, email="gone@x.example", with_device=False)
    admin = _as(an_id("ac", 5), clinic, Role.ADMIN)
    suite.part(KeepAccounts).change(gone.id, AccountChange(state=AccountState.DISABLED), gone.version, admin)
    for account_id in (desk.id, stranger.id, gone.id, an_id("ac", 404)):
        with pytest.raises(NotValid) as refused:
            _link(suite, who, account_id)
        assert refused.value.faults[0].pointer == "/account_id"
    for role in (Role.DOCTOR, Role.FRONT_DESK, Role.NURSE):
        with pytest.raises(NotAllowed):
            _link(
                suite,
                who,
                an_account(suite, clinic.id, with_device=False, email=f"{role}@x.example").id,
                role,
            )


def test_an_account_is_one_practitioner_in_a_clinic(suite: Suite, clinic: Clinic) -> None:
    account = an_account(suite, clinic.id)
    _link(suite, a_practitioner(suite, clinic.id), account.id)
    other = a_practitioner(suite, clinic.id, registration_number="MMC/2020/2")
    with pytest.raises(AccountLinked):
        _link(suite, other, account.id)
    rows = suite.engine.database["practitioners"]
    with pytest.raises(DatabaseFault):
        rows.update_one({"_id": other.id}, {"$set": {"account_id": account.id}})


def test_of_four_who_link_one_account_at_once_one_does(suite: Suite, clinic: Clinic) -> None:
    account = an_account(suite, clinic.id)
    people = [a_practitioner(suite, clinic.id, registration_number=f"MMC/2020/{n}") for n in range(4)]

    def act(who: int) -> str:
        try:
            _link(suite, people[who], account.id)
        except Refusal as refused:
            return refused.slug
        return "done"

    assert sorted(all_at_once(4, act)) == ["account-linked"] * 3 + ["done"]


def test_the_public_is_not_told_as_whom_a_doctor_signs_in(suite: Suite, clinic: Clinic) -> None:
    who, account = a_practitioner(suite, clinic.id), an_account(suite, clinic.id)
    _link(suite, who, account.id)
    [row] = suite.part(KeepPractitioners).search(Search(clinic_id=clinic.id), Wanted(limit=5)).items
    assert "account_id" not in row
    assert attrs.fields_dict(Practitioner)["account_id"]
