"""Taking staff on, and who there is."""

from __future__ import annotations

import attrs

from clinic_suite.auth import policies
from clinic_suite.auth.events import (
    AccountDisabled,
    AccountOpened,
    AccountRestored,
    RoleChanged,
    SecondFactorRemoved,
)
from clinic_suite.auth.model import Account, AccountChange, AccountState, Invited, NewAccount, SessionEnd
from clinic_suite.auth.ports import Clinics
from clinic_suite.auth.repository import Accounts, PatientAccounts, SecondFactors, Sessions
from clinic_suite.auth.rules.passwords import NEEDS_SECOND_FACTOR, check_password
from clinic_suite.auth.service.invitations import SetPasswords
from clinic_suite.auth.service.noted import about
from clinic_suite.auth.service.passwords import PasswordHashes
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.changes import applied
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import NotFound, VersionStale
from clinic_suite.kernel.ids import AccountId, ClinicId, Ids
from clinic_suite.kernel.paging import Page, Wanted
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork


@attrs.frozen(kw_only=True)
class KeepAccounts:
    """The use cases about who may sign in."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    accounts: Accounts
    patients: PatientAccounts
    sessions: Sessions
    second_factors: SecondFactors
    passwords: PasswordHashes
    set_passwords: SetPasswords
    clinics: Clinics

    def open_with_password(
        self, clinic_id: ClinicId | None, wish: NewAccount, password: str, by: Actor
    ) -> Account:
        """Take somebody on whose password is known already; only the command line does."""
        policies.require_is_the_house(by)
        check_password(
            password,
            second_factor=wish.role in NEEDS_SECOND_FACTOR,
            own_words=(wish.name, wish.email, *self._clinic_words(clinic_id)),
        )
        password_hash = self.passwords.hash(password)
        return self.uow.run(lambda tx: self._open_within(tx, clinic_id, wish, password_hash))

    def open_within(
        self, tx: Transaction, clinic_id: ClinicId, wish: NewAccount, password_hash: str
    ) -> Account:
        """Inside a unit of work: take on the first admin of an installation, who chose the password."""
        return self._open_within(tx, clinic_id, wish, password_hash)

    def invite(self, clinic_id: ClinicId, wish: NewAccount, by: Actor) -> Invited:
        """Take somebody on, who sets their password with the link that comes back."""
        policies.require_may_keep_staff(by, clinic_id)

        def work(tx: Transaction) -> Invited:
            account = self._open_within(tx, clinic_id, wish, None)
            return Invited(account=account, invitation=self.set_passwords.invite_within(tx, account))

        return self.uow.run(work)

    def find(self, account_id: AccountId, by: Actor) -> Account:
        return self.accounts.get(policies.seen_clinic(by), account_id)

    def change(self, account_id: AccountId, change: AccountChange, seen: int, by: Actor) -> Account:
        """Rename somebody, give them another role, disable or restore them.

        Another role or a disabled account ends all sessions in the same transaction, so that it
        is true at the very next request.
        """
        clinic_id = policies.kept_clinic(by)
        policies.require_not_oneself(by, account_id, change)

        def work(tx: Transaction) -> Account:
            before = self.accounts.get(clinic_id, account_id)
            if before.version != seen:
                raise VersionStale
            changed = applied(change, before)
            policies.require_role_fits(changed.role, clinic_id)
            self.accounts.replace(changed)
            tx.note(
                note_of(_deed(before, changed), "account", before=before, after=changed, clinic_id=clinic_id)
            )
            self._follow(tx, before, changed)
            return changed

        return self.uow.run(work)

    def remove_second_factor(self, account_id: AccountId, by: Actor) -> None:
        """For somebody who has lost the telephone and the recovery codes; they enrol again."""
        clinic_id = policies.kept_clinic(by)
        policies.require_somebody_else(by, account_id)

        def work(tx: Transaction) -> None:
            self.accounts.get(clinic_id, account_id)
            self.second_factors.remove(clinic_id, account_id)
            tx.note(about("removed", "second_factor", account_id, clinic_id))
            self.sessions.end_all(account_id, SessionEnd.ENDED_ELSEWHERE, self.clock.now())
            tx.record(SecondFactorRemoved(clinic_id=clinic_id, account_id=account_id))

        self.uow.run(work)

    def find_by_email(self, email: str, by: Actor) -> Account:
        policies.require_is_the_house(by)
        known = self.accounts.credentials(self.accounts.token_of(email))
        if known is None:
            raise NotFound("Nobody signs in with this e-mail.")
        return self.accounts.get(known.clinic_id, known.account_id)

    def list_of(self, clinic_id: ClinicId | None, wanted: Wanted, by: Actor) -> Page[Account]:
        policies.require_may_see_staff(by, clinic_id)
        return self.accounts.of_clinic(clinic_id, wanted)

    def find_own(self, by: Actor) -> Account:
        if by.role is Role.PATIENT:
            return self.patients.get(policies.own_account(by))
        return self.accounts.get(by.clinic_id, policies.own_account(by))

    def _open_within(
        self, tx: Transaction, clinic_id: ClinicId | None, wish: NewAccount, password_hash: str | None
    ) -> Account:
        policies.require_role_fits(wish.role, clinic_id)
        account = Account(
            id=AccountId(self.ids.new("ac")),
            clinic_id=clinic_id,
            role=wish.role,
            name=wish.name,
            email=wish.email,
            has_password=password_hash is not None,
        )
        if clinic_id is not None:
            self.clinics.let_gain(clinic_id)
        self.accounts.add(account, self.clock.now(), password_hash)
        tx.note(note_of("opened", "account", after=account, clinic_id=clinic_id))
        tx.record(AccountOpened(clinic_id=clinic_id, account_id=account.id, role=account.role))
        return account

    def _follow(self, tx: Transaction, before: Account, changed: Account) -> None:
        """What another role or state means for the sessions, and what others hear of it."""
        now = self.clock.now()
        clinic_id, account_id = changed.clinic_id, changed.id
        if changed.role is not before.role:
            self.sessions.end_all(changed.id, SessionEnd.ROLE_CHANGED, now)
            tx.record(RoleChanged(clinic_id=clinic_id, account_id=account_id, role=changed.role))
        if changed.state is before.state:
            return
        if changed.state is AccountState.DISABLED:
            self.sessions.end_all(changed.id, SessionEnd.ACCOUNT_DISABLED, now)
            tx.record(AccountDisabled(clinic_id=clinic_id, account_id=account_id))
        else:
            tx.record(AccountRestored(clinic_id=clinic_id, account_id=account_id))

    def _clinic_words(self, clinic_id: ClinicId | None) -> tuple[str, ...]:
        return () if clinic_id is None else (self.clinics.name_of(clinic_id),)


def _deed(before: Account, changed: Account) -> str:
    """The word for an edit: who searches for what was disabled must not have to read every edit."""
    if changed.state is before.state:
        return "changed"
    return "disabled" if changed.state is AccountState.DISABLED else "restored"
