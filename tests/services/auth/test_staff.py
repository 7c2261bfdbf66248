"""Taking people on, letting them go, and the passwords in between."""

from __future__ import annotations

import attrs
import pytest

from clinic_suite.auth.errors import InvalidCredentials, InvitationOver, SessionRevoked
from clinic_suite.auth.events import AccountDisabled, PasswordChanged, Refused, RoleChanged, SignInRefused
from clinic_suite.auth.model import (
    Acceptance,
    Account,
    AccountChange,
    AccountState,
    Invited,
    NewAccount,
    NewPassword,
    SignedIn,
)
from clinic_suite.auth.service import KeepAccounts, SetPasswords
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import NotAllowed, NotFound, NotValid, SignInNeeded, VersionStale
from clinic_suite.kernel.ids import AccountId, ClinicId
from clinic_suite.kernel.paging import Wanted
from clinic_suite.rest.actor import Authenticator
from tests.builders.people import GOOD_PASSWORD, a_clinic, a_device, a_session, an_account, refresh, sign_in
from tests.fakes.clock import FrozenClock
from tests.fakes.ears import listening

NEW_PASSWORD = "green umbrella sleeps deep"


@pytest.fixture
def clinic_id(suite: Suite) -> ClinicId:
    return a_clinic(suite)


@pytest.fixture
def admin(suite: Suite, clinic_id: ClinicId) -> Actor:
    return _somebody(suite, Role.ADMIN, clinic_id)


def _somebody(suite: Suite, role: Role, clinic_id: ClinicId) -> Actor:
    return Actor(role=role, clinic_id=clinic_id, account_id=AccountId(suite.ids.new("ac")))


def _acting_as(suite: Suite, signed_in: SignedIn) -> Actor:
    authenticator: Authenticator = suite.part(Authenticator)
    return authenticator.actor_of(signed_in.access_token)


def _invited(suite: Suite, clinic_id: ClinicId, admin: Actor) -> Invited:
    wish = NewAccount(name="Ravi Deshpande", email="ravi@sahyadri.example", role=Role.NURSE)
    return suite.part(KeepAccounts).invite(clinic_id, wish, admin)


def _changed(suite: Suite, account: Account, admin: Actor, **what: object) -> Account:
    change = AccountChange(**what)  # type: ignore[arg-type]
    return suite.part(KeepAccounts).change(account.id, change, account.version, admin)


def test_who_is_invited_sets_a_password_and_comes_in(suite: Suite, clinic_id: ClinicId, admin: Actor) -> None:
    new = _invited(suite, clinic_id, admin)
    assert not new.account.has_password
    assert new.invitation.link.endswith(f"#{new.invitation.token}")
    with pytest.raises(InvalidCredentials):
        sign_in(suite, "ravi@sahyadri.example", NEW_PASSWORD)
    suite.part(SetPasswords).accept(Acceptance(token=new.invitation.token, password=NEW_PASSWORD))
    a_device(suite, new.account)
    assert sign_in(suite, "ravi@sahyadri.example", NEW_PASSWORD).account.role is Role.NURSE


def test_an_invitation_is_good_once_and_for_three_days(
    suite: Suite, clinic_id: ClinicId, admin: Actor, clock: FrozenClock
) -> None:
    passwords = suite.part(SetPasswords)
    new = _invited(suite, clinic_id, admin)
    passwords.accept(Acceptance(token=new.invitation.token, password=NEW_PASSWORD))
    again = passwords.invite(clinic_id, new.account.id, admin)
    newer = passwords.invite(clinic_id, new.account.id, admin)
    clock.advance(hours=72)
    late = passwords.invite(clinic_id, new.account.id, admin)
    for token in (new.invitation.token, again.token, newer.token, "nonsense"):
        with pytest.raises(InvitationOver):
            passwords.accept(Acceptance(token=token, password=NEW_PASSWORD))
    passwords.accept(Acceptance(token=late.token, password=NEW_PASSWORD))


def test_a_bad_password_does_not_use_the_invitation_up(
    suite: Suite, clinic_id: ClinicId, admin: Actor
) -> None:
    token = _invited(suite, clinic_id, admin).invitation.token
    with pytest.raises(NotValid):
        suite.part(SetPasswords).accept(Acceptance(token=token, password="ravi-deshpande-1234"))
    suite.part(SetPasswords).accept(Acceptance(token=token, password=NEW_PASSWORD))


def test_a_disabled_account_cannot_be_opened_with_a_link(
    suite: Suite, clinic_id: ClinicId, admin: Actor
) -> None:
    new = _invited(suite, clinic_id, admin)
    _changed(suite, new.account, admin, state=AccountState.DISABLED)
    with pytest.raises(InvitationOver):
        suite.part(SetPasswords).accept(Acceptance(token=new.invitation.token, password=NEW_PASSWORD))


def test_a_changed_password_signs_the_other_browsers_out(suite: Suite, clinic_id: ClinicId) -> None:
    account = an_account(suite, clinic_id)
    here, there = a_session(suite, account), a_session(suite, account)
    ears = listening(suite)
    me = _acting_as(suite, here)
    suite.part(SetPasswords).change_own(NewPassword(password=GOOD_PASSWORD, new_password=NEW_PASSWORD), me)
    assert _acting_as(suite, here).is_known
    with pytest.raises(SignInNeeded):
        _acting_as(suite, there)
    with pytest.raises(InvalidCredentials):
        sign_in(suite)
    sign_in(suite, password=NEW_PASSWORD)
    assert len(ears.of(PasswordChanged)) == 1


def test_nobody_changes_a_password_without_knowing_it(suite: Suite, clinic_id: ClinicId) -> None:
    me = _acting_as(suite, a_session(suite, an_account(suite, clinic_id)))
    with pytest.raises(InvalidCredentials):
        suite.part(SetPasswords).change_own(NewPassword(password="wrong", new_password=NEW_PASSWORD), me)


def test_who_is_disabled_is_out_at_the_next_request_and_stays_out(
    suite: Suite, clinic_id: ClinicId, admin: Actor
) -> None:
    account = an_account(suite, clinic_id)
    signed_in = a_session(suite, account)
    ears = listening(suite)
    disabled = _changed(suite, account, admin, state=AccountState.DISABLED)
    with pytest.raises(SignInNeeded):
        _acting_as(suite, signed_in)
    with pytest.raises(SessionRevoked):
        refresh(suite, signed_in.refresh_token)
    with pytest.raises(InvalidCredentials):
        sign_in(suite)
    assert [f.account_id for f in ears.of(AccountDisabled)] == [account.id]
    assert [f.why for f in ears.of(SignInRefused)] == [Refused.DISABLED]
    _changed(suite, disabled, admin, state=AccountState.ACTIVE)
    sign_in(suite)


def test_another_role_is_true_at_the_next_request(suite: Suite, clinic_id: ClinicId, admin: Actor) -> None:
    account = an_account(suite, clinic_id)
    signed_in = a_session(suite, account)
    ears = listening(suite)
    _changed(suite, account, admin, role=Role.NURSE)
    with pytest.raises(SignInNeeded):
        _acting_as(suite, signed_in)
    assert _acting_as(suite, sign_in(suite)).role is Role.NURSE
    assert [f.role for f in ears.of(RoleChanged)] == [Role.NURSE]


def test_a_new_name_signs_nobody_out(suite: Suite, clinic_id: ClinicId, admin: Actor) -> None:
    account = an_account(suite, clinic_id)
    signed_in = a_session(suite, account)
    _changed(suite, account, admin, name="Dr. Asha Kulkarni-Rao")
    me = _acting_as(suite, signed_in)
    assert suite.part(KeepAccounts).find_own(me).name == "Dr. Asha Kulkarni-Rao"


def test_two_admins_do_not_overwrite_each_other(suite: Suite, clinic_id: ClinicId, admin: Actor) -> None:
    account = an_account(suite, clinic_id)
    _changed(suite, account, admin, name="Asha K")
    with pytest.raises(VersionStale):
        _changed(suite, account, admin, name="Asha Kulkarni Rao")


@pytest.mark.parametrize("role", [Role.PATIENT, Role.OPERATOR, Role.SYSTEM])
def test_nobody_of_a_clinic_becomes_more_than_staff(
    suite: Suite, clinic_id: ClinicId, admin: Actor, role: Role
) -> None:
    with pytest.raises(NotValid):
        _changed(suite, an_account(suite, clinic_id), admin, role=role)


def test_an_admin_neither_disables_nor_demotes_themselves(suite: Suite, clinic_id: ClinicId) -> None:
    account = an_account(suite, clinic_id, role=Role.ADMIN)
    me = attrs.evolve(_somebody(suite, Role.ADMIN, clinic_id), account_id=account.id)
    for what in ({"state": AccountState.DISABLED}, {"role": Role.DOCTOR}):
        with pytest.raises(NotAllowed):
            _changed(suite, account, me, **what)
    with pytest.raises(NotAllowed):
        suite.part(KeepAccounts).remove_second_factor(account.id, me)
    assert _changed(suite, account, me, name="Asha K").name == "Asha K"


def test_another_clinics_people_do_not_exist_for_us(suite: Suite, clinic_id: ClinicId) -> None:
    account = an_account(suite, clinic_id)
    stranger = _somebody(suite, Role.ADMIN, a_clinic(suite, "Mula Clinic"))
    keep = suite.part(KeepAccounts)
    with pytest.raises(NotFound):
        keep.list_of(clinic_id, Wanted(), stranger)
    with pytest.raises(NotFound):
        keep.find(account.id, stranger)
    with pytest.raises(NotFound):
        _changed(suite, account, stranger, name="Somebody")
    with pytest.raises(NotFound):
        keep.remove_second_factor(account.id, stranger)
    with pytest.raises(NotFound):
        _invited(suite, clinic_id, stranger)
    with pytest.raises(NotFound):
        suite.part(SetPasswords).invite(clinic_id, account.id, stranger)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DOCTOR, Role.NURSE, Role.FRONT_DESK])
def test_only_the_admin_keeps_the_staff(suite: Suite, clinic_id: ClinicId, role: Role) -> None:
    account = an_account(suite, clinic_id)
    by = _somebody(suite, role, clinic_id)
    with pytest.raises(NotAllowed):
        _invited(suite, clinic_id, by)
    with pytest.raises(NotAllowed):
        _changed(suite, account, by, name="Somebody")
    with pytest.raises(NotAllowed):
        suite.part(SetPasswords).invite(clinic_id, account.id, by)
