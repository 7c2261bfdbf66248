"""Coming in by e-mail and password."""

from __future__ import annotations

from datetime import datetime

import attrs

from clinic_suite.auth.errors import InvalidCredentials, SignInTooSoon
from clinic_suite.auth.events import Refused, SignInRefused
from clinic_suite.auth.events import SignedIn as HasSignedIn
from clinic_suite.auth.model import AccountState, Credentials, Session, SignedIn, SignIn
from clinic_suite.auth.repository import Accounts, Pauses
from clinic_suite.auth.rules.pauses import wait_s
from clinic_suite.auth.service.passwords import PasswordHashes
from clinic_suite.auth.service.sessions import KeepSessions
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork


@attrs.frozen(kw_only=True)
class SignInStaff:
    """The use case of the staff's door."""

    uow: UnitOfWork
    clock: Clock
    accounts: Accounts
    pauses: Pauses
    passwords: PasswordHashes
    sessions: KeepSessions

    def sign_in(self, wish: SignIn, browser: str, by: Actor) -> SignedIn:
        """Let somebody in who proves to be who they say, or refuse without telling what was wrong."""
        now = self.clock.now()
        email_token = self.accounts.token_of(wish.email)
        place = f"{email_token.hex()}@{by.ip}"
        self._wait_turn(place, now)
        known = self._checked(self.accounts.credentials(email_token), wish)
        session, refresh_token = self._come_in(known, browser, by, now)
        self.pauses.forget(place)
        if known.password_hash is not None and self.passwords.is_old(known.password_hash):
            self.accounts.rehash(known, self.passwords.hash(wish.password))
        account = self.accounts.get(known.clinic_id, known.account_id)
        return self.sessions.hand_out(session, refresh_token, account)

    def _wait_turn(self, place: str, now: datetime) -> None:
        """Count the try before it is compared, so that many tries at once are still many tries.

        The count is kept for the account *and* the place, so a stranger elsewhere can make
        nobody wait but themselves.
        """
        pause = self.pauses.claim(place, now)
        if pause is not None:
            raise SignInTooSoon(wait_s(now, pause.wait_until))

    def _checked(self, known: Credentials | None, wish: SignIn) -> Credentials:
        """Compare first and look at the rest afterwards: each way to be refused takes the same time."""
        matches = self.passwords.matches(known.password_hash if known else None, wish.password)
        if known is None:
            raise self._refused(None, Refused.UNKNOWN)
        if not matches:
            raise self._refused(known, Refused.WRONG_PASSWORD)
        if known.state is not AccountState.ACTIVE:
            raise self._refused(known, Refused.DISABLED)
        return known

    def _refused(self, known: Credentials | None, why: Refused) -> InvalidCredentials:
        fact = SignInRefused(
            clinic_id=known.clinic_id if known else None,
            account_id=known.account_id if known else None,
            why=why,
        )
        self.uow.run(lambda tx: tx.record(fact))
        return InvalidCredentials()

    def _come_in(self, known: Credentials, browser: str, by: Actor, now: datetime) -> tuple[Session, str]:
        def work(tx: Transaction) -> tuple[Session, str]:
            if not self.accounts.admit(known, now):
                raise InvalidCredentials
            session, token = self.sessions.begin(known, by, browser, None)
            tx.record(
                HasSignedIn(clinic_id=known.clinic_id, account_id=known.account_id, session_id=session.id)
            )
            return session, token

        return self.uow.run(work)
