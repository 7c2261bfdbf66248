"""Coming in by e-mail and password, with a second factor where the role needs one."""

from __future__ import annotations

import attrs

from clinic_suite.auth.errors import InvalidCredentials, TotpEnrolmentNeeded
from clinic_suite.auth.events import SignedIn as HasSignedIn
from clinic_suite.auth.model import Arrival, Credentials, Device, Session, SignedIn, SignIn
from clinic_suite.auth.repository import Accounts
from clinic_suite.auth.rules.passwords import NEEDS_SECOND_FACTOR
from clinic_suite.auth.service.devices import KeepDevices
from clinic_suite.auth.service.noted import about, in_name_of
from clinic_suite.auth.service.passwords import PasswordHashes
from clinic_suite.auth.service.proofs import CheckProofs
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
    proofs: CheckProofs
    passwords: PasswordHashes
    sessions: KeepSessions
    devices: KeepDevices

    def sign_in(self, wish: SignIn, arrival: Arrival, by: Actor) -> SignedIn:
        """Let somebody in who shows every proof that their role needs, on a device that was let in."""
        known = self.proofs.password_of(wish.email, wish.password, by, arrival)
        if known.second_factor is None and known.role in NEEDS_SECOND_FACTOR:
            raise TotpEnrolmentNeeded
        self.proofs.second_factor_of(known, wish.totp)
        device = self.devices.admit(known, arrival, by)
        session, refresh_token = self._come_in(known, device, arrival, by)
        self._keep_hash_fresh(known, wish.password)
        account = self.accounts.get(known.clinic_id, known.account_id)
        return self.sessions.hand_out(session, refresh_token, account)

    def _come_in(
        self, known: Credentials, device: Device, arrival: Arrival, by: Actor
    ) -> tuple[Session, str]:
        def work(tx: Transaction) -> tuple[Session, str]:
            now = self.clock.now()
            if not self.accounts.admit(known, now) or not self.devices.devices.use(device, now):
                raise InvalidCredentials
            session, token = self.sessions.begin(tx, known, by, arrival, device)
            tx.record(
                HasSignedIn(clinic_id=known.clinic_id, account_id=known.account_id, session_id=session.id)
            )
            return session, token

        return self.uow.run(work)

    def _keep_hash_fresh(self, known: Credentials, password: str) -> None:
        """The only moment at which we have the password in our hands to hash it more strongly."""
        if known.password_hash is None or not self.passwords.is_old(known.password_hash):
            return
        # Hashed outside of the unit of work: it is slow, and a transaction must not wait for it.
        fresh = self.passwords.hash(password)

        def work(tx: Transaction) -> None:
            self.accounts.rehash(known, fresh)
            me = in_name_of(known, tx.by)
            tx.note(about("rehashed", "password", known.account_id, known.clinic_id, by=me))

        self.uow.run(work)
