"""Taking staff on, and who there is."""

from __future__ import annotations

import attrs

from clinic_suite.auth import policies
from clinic_suite.auth.events import AccountOpened
from clinic_suite.auth.model import Account, NewAccount
from clinic_suite.auth.ports import Clinics
from clinic_suite.auth.repository import Accounts
from clinic_suite.auth.rules.passwords import NEEDS_SECOND_FACTOR, check_password
from clinic_suite.auth.service.passwords import PasswordHashes
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import AccountId, ClinicId, Ids
from clinic_suite.kernel.paging import Page, Wanted
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork


@attrs.frozen(kw_only=True)
class KeepAccounts:
    """The use cases about who may sign in."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    accounts: Accounts
    passwords: PasswordHashes
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
        return self._open(clinic_id, wish, self.passwords.hash(password))

    def list_of(self, clinic_id: ClinicId | None, wanted: Wanted, by: Actor) -> Page[Account]:
        policies.require_may_see_staff(by, clinic_id)
        return self.accounts.of_clinic(clinic_id, wanted)

    def find_own(self, by: Actor) -> Account:
        return self.accounts.get(by.clinic_id, policies.own_account(by))

    def _open(self, clinic_id: ClinicId | None, wish: NewAccount, password_hash: str | None) -> Account:
        policies.require_role_fits(wish.role, clinic_id)
        account = Account(
            id=AccountId(self.ids.new("ac")),
            clinic_id=clinic_id,
            role=wish.role,
            name=wish.name,
            email=wish.email,
            has_password=password_hash is not None,
        )

        def work(tx: Transaction) -> Account:
            if clinic_id is not None:
                self.clinics.let_gain(clinic_id)
            self.accounts.add(account, self.clock.now(), password_hash)
            tx.record(AccountOpened(clinic_id=clinic_id, account_id=account.id, role=account.role))
            return account

        return self.uow.run(work)

    def _clinic_words(self, clinic_id: ClinicId | None) -> tuple[str, ...]:
        return () if clinic_id is None else (self.clinics.name_of(clinic_id),)
