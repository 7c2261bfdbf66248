"""A forgotten password, replaced by its own person: asked for by e-mail, set with the link that came."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

import attrs

from clinic_suite.auth.errors import AddressUnreachable, MailUnavailable, ResetOver, ResetTooSoon
from clinic_suite.auth.events import PasswordResetAsked
from clinic_suite.auth.model import Account, AccountState, ResetAnswer, ResetAsked, ResetWish
from clinic_suite.auth.ports import MailSender
from clinic_suite.auth.repository import Accounts, Codes, Resets
from clinic_suite.auth.repository.resets import Asked, Resettable
from clinic_suite.auth.rules.mails import password_changed_mail, reset_mail
from clinic_suite.auth.rules.pauses import wait_s
from clinic_suite.auth.service.invitations import SetPasswords
from clinic_suite.auth.service.noted import named
from clinic_suite.auth.service.proofs import CheckProofs
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import NotFound
from clinic_suite.kernel.ids import AccountId, ClinicId, Ids
from clinic_suite.kernel.trail import Note
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork

GOOD_FOR = timedelta(minutes=30)
PER_ADDRESS_AN_HOUR = 5
PER_PLACE_AN_HOUR = 60


@attrs.frozen(kw_only=True)
class ResetPasswords:
    """The use cases of a forgotten password.

    At the door nobody looks whether the e-mail is anybody's: the same rows are written for
    everybody, so the answer, and the time until it comes, tell nothing.  Whose it is turns out
    afterwards, where nobody waits for an answer.
    """

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    accounts: Accounts
    resets: Resets
    counts: Codes
    proofs: CheckProofs
    set_passwords: SetPasswords
    mail: MailSender
    public_url: str
    key: bytes = attrs.field(repr=False)

    def ask(self, wish: ResetWish, by: Actor) -> ResetAsked:
        """Take down that somebody wants a link; nothing changes for the account by that."""
        self.mail.require_able()
        now = self.clock.now()
        email_token = self.accounts.token_of(wish.email)
        self._require_room(f"reset@{by.place}", PER_PLACE_AN_HOUR, now)
        self._require_room(f"reset/{email_token.hex()}", PER_ADDRESS_AN_HOUR, now)
        asked = Asked(id=self.ids.new("rs"), email_token=email_token, ends_at=now + GOOD_FOR)

        def work(tx: Transaction) -> None:
            self.resets.add(asked, now)
            tx.note(_note("asked", asked.id, None))
            tx.record(PasswordResetAsked(clinic_id=None, reset_id=asked.id))

        self.uow.run(work)
        return ResetAsked(good_for_s=int(GOOD_FOR.total_seconds()))

    def send_link(self, reset_id: str) -> None:
        """Send the link to whose e-mail it is, if it is anybody's; never inside a unit of work.

        The token follows from the asking's id and our secret, so a second attempt sends the same link.
        """
        asked = self.resets.asked(reset_id, self.clock.now())
        account = None if asked is None else self._resettable(asked.email_token)
        if asked is None or account is None:
            return
        token = self._token_of(reset_id)
        reset = Resettable(id=reset_id, clinic_id=account.clinic_id, account_id=account.id)

        def work(tx: Transaction) -> None:
            self.resets.give(reset, _hash(token), self.clock.now())
            tx.note(_note("made", reset_id, account.clinic_id))

        self.uow.run(work)
        link = f"{self.public_url}/staff/reset#{token}"
        self.mail.send(reset_mail(account, link, int(GOOD_FOR.total_seconds()) // 60, key=reset_id))

    def set(self, wish: ResetAnswer) -> None:
        """Set the password with the link, and the second factor where there is one; all sessions end."""
        now = self.clock.now()
        reset = self.resets.find(_hash(wish.token), now)
        if reset is None:
            raise ResetOver
        account = self.accounts.get(reset.clinic_id, reset.account_id)
        if account.state is not AccountState.ACTIVE:
            raise ResetOver
        # Before the second factor, of which each code is good once: a password may be refused twice.
        self.set_passwords.check(account, wish.password, "/password")
        known = self.accounts.own_credentials(reset.clinic_id, reset.account_id)
        self.proofs.second_factor_of(known, wish.totp)
        password_hash = self.set_passwords.passwords.hash(wish.password)

        def work(tx: Transaction) -> None:
            if not self.resets.spend(reset, now):
                raise ResetOver
            by = named(account, tx.by)
            tx.note(_note("accepted", reset.id, account.clinic_id, by))
            self.set_passwords.set_within(tx, account, password_hash, by, but=None)

        self.uow.run(work)

    def tell_changed(self, clinic_id: ClinicId | None, account_id: AccountId, key: str) -> None:
        """Tell somebody that their password is another one now, in case it was not they who did it."""
        if not self._can_mail():
            return
        try:
            account = self.accounts.get(clinic_id, account_id)
            self.mail.send(password_changed_mail(account, key=key))
        except (NotFound, AddressUnreachable):
            return

    def _can_mail(self) -> bool:
        try:
            self.mail.require_able()
        except MailUnavailable:
            return False
        return True

    def _resettable(self, email_token: bytes) -> Account | None:
        """Whose link it may become: somebody who may sign in, and has once shown that the account is theirs.

        Whoever has never set a password proves themselves with the invitation: its e-mail was typed
        by somebody else and may be misspelt.
        """
        known = self.accounts.credentials(email_token)
        if known is None or known.state is not AccountState.ACTIVE or known.password_hash is None:
            return None
        return self.accounts.get(known.clinic_id, known.account_id)

    def _require_room(self, place: str, most: int, now: datetime) -> None:
        asked, next_hour = self.counts.count_place(place, now)
        if asked > most:
            raise ResetTooSoon(wait_s(now, next_hour))

    def _token_of(self, reset_id: str) -> str:
        chance = hmac.digest(self.key, reset_id.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(chance).rstrip(b"=").decode()


def _note(action: str, reset_id: str, clinic_id: ClinicId | None, by: Actor | None = None) -> Note:
    return Note(action=action, entity="password_reset", entity_id=reset_id, clinic_id=clinic_id, by=by)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
