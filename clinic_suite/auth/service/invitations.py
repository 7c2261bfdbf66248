"""Setting a password: with the present one, or with a link that an admin has given."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

import attrs

from clinic_suite.auth import policies
from clinic_suite.auth.errors import InvitationOver
from clinic_suite.auth.events import PasswordChanged, StaffInvited
from clinic_suite.auth.model import Acceptance, Account, AccountState, Invitation, NewPassword, SessionEnd
from clinic_suite.auth.ports import Clinics
from clinic_suite.auth.repository import Accounts, Invitations, Resets, Sessions
from clinic_suite.auth.repository.invitations import Open
from clinic_suite.auth.rules.passwords import NEEDS_SECOND_FACTOR, check_password
from clinic_suite.auth.service.noted import about, named
from clinic_suite.auth.service.passwords import PasswordHashes
from clinic_suite.auth.service.proofs import CheckProofs
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import AccountId, ClinicId, Ids, SessionId
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork

GOOD_FOR = timedelta(hours=72)
_CHANCE = 32


@attrs.frozen(kw_only=True)
class SetPasswords:
    """The use cases about a password that changes."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    accounts: Accounts
    sessions: Sessions
    invitations: Invitations
    resets: Resets
    passwords: PasswordHashes
    proofs: CheckProofs
    clinics: Clinics
    public_url: str

    def invite(self, clinic_id: ClinicId, account_id: AccountId, by: Actor) -> Invitation:
        """A new link for somebody of the clinic; it also replaces a password that was forgotten."""
        policies.require_may_keep_staff(by, clinic_id)
        return self.uow.run(lambda tx: self.invite_within(tx, self.accounts.get(clinic_id, account_id)))

    def invite_within(self, tx: Transaction, account: Account) -> Invitation:
        """Inside a unit of work.  The token is in the link's fragment, which no server log ever sees."""
        token = secrets.token_urlsafe(_CHANCE)
        now = self.clock.now()
        made = Open(id=self.ids.new("in"), clinic_id=account.clinic_id, account_id=account.id)
        self.invitations.replace(made, _hash(token), now, now + GOOD_FOR)
        tx.note(note_of("made", "invitation", after=made, clinic_id=account.clinic_id))
        tx.record(StaffInvited(clinic_id=account.clinic_id, account_id=account.id))
        link = f"{self.public_url}/staff/invitation#{token}"
        return Invitation(account_id=account.id, token=token, link=link, ends_at=now + GOOD_FOR)

    def accept(self, wish: Acceptance) -> None:
        """Set the password that goes with an invitation; whoever was signed in with the old one is out."""
        now = self.clock.now()
        invitation = self.invitations.find(_hash(wish.token), now)
        if invitation is None:
            raise InvitationOver
        account = self.accounts.get(invitation.clinic_id, invitation.account_id)
        if account.state is not AccountState.ACTIVE:
            raise InvitationOver
        self.check(account, wish.password, "/password")
        password_hash = self.passwords.hash(wish.password)

        def work(tx: Transaction) -> None:
            if not self.invitations.spend(invitation, now):
                raise InvitationOver
            # Whoever holds the link acts as the person it was made for.
            by = named(account, tx.by)
            tx.note(note_of("accepted", "invitation", before=invitation, clinic_id=account.clinic_id, by=by))
            self.set_within(tx, account, password_hash, by, but=None)

        self.uow.run(work)

    def change_own(self, wish: NewPassword, by: Actor) -> None:
        """Another password, for who shows the present one; other browsers are signed out."""
        account_id = policies.own_account(by)
        known = self.accounts.own_credentials(by.clinic_id, account_id)
        self.proofs.own_password(known, wish.password)
        account = self.accounts.get(by.clinic_id, account_id)
        self.check(account, wish.new_password, "/new_password")
        password_hash = self.passwords.hash(wish.new_password)
        self.uow.run(lambda tx: self.set_within(tx, account, password_hash, None, but=by.session_id))

    def set_within(
        self,
        tx: Transaction,
        account: Account,
        password_hash: str,
        by: Actor | None,
        *,
        but: SessionId | None,
    ) -> None:
        """Inside a unit of work: another password, and whatever else could have set one is over."""
        now = self.clock.now()
        self.accounts.set_password(account.clinic_id, account.id, password_hash)
        self.sessions.end_all(account.id, SessionEnd.PASSWORD_CHANGED, now, but=but)
        self.resets.end_all(account.id, now)
        tx.note(about("changed", "password", account.id, account.clinic_id, by=by))
        tx.record(PasswordChanged(clinic_id=account.clinic_id, account_id=account.id))

    def check(self, account: Account, password: str, pointer: str) -> None:
        """Refuse a password that is not good enough for this account."""
        clinic = () if account.clinic_id is None else (self.clinics.name_of(account.clinic_id),)
        check_password(
            password,
            second_factor=account.has_second_factor or account.role in NEEDS_SECOND_FACTOR,
            own_words=(account.name, account.email, *clinic),
            pointer=pointer,
        )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
