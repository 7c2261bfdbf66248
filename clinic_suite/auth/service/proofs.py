"""Proving who one is: a password, and a second factor where the account has one."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

import attrs

from clinic_suite.auth.errors import InvalidCredentials, SignInTooSoon, TotpInvalid, TotpNeeded
from clinic_suite.auth.events import Refused, SignInRefused
from clinic_suite.auth.model import AccountState, Arrival, Credentials, DeviceState, SecondFactor
from clinic_suite.auth.repository import Accounts, Devices, Pauses, SecondFactors
from clinic_suite.auth.rules.pauses import wait_s
from clinic_suite.auth.rules.second_factor import is_totp, matching_step, plain_recovery_code
from clinic_suite.auth.service.device_proofs import CheckDevice
from clinic_suite.auth.service.noted import about, in_name_of, refusal
from clinic_suite.auth.service.passwords import PasswordHashes
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import AccountId
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork

# Asked for where there is no account, so that an unknown e-mail costs the same look.
_NOBODY = AccountId("")


@attrs.frozen(kw_only=True)
class CheckProofs:
    """Compares what is shown, and makes guessing slow.

    Each try is counted before it is compared, so that many tries at once are still many tries.
    The counts are no part of a unit of work and leave no entry: they must stand whatever becomes
    of the request, they say nothing about a person, and they are forgotten.  A try that came too
    soon was not compared, so it is no decision and is not noted either: a stranger could
    otherwise fill the trail as fast as they can ask.
    """

    uow: UnitOfWork
    clock: Clock
    accounts: Accounts
    second_factors: SecondFactors
    pauses: Pauses
    passwords: PasswordHashes
    devices: Devices
    check: CheckDevice
    recovery_key: bytes = attrs.field(repr=False)

    def password_of(self, email: str, password: str, by: Actor, arrival: Arrival) -> Credentials:
        """Whose e-mail and password these are; the ways to be refused take the same time.

        Tries are counted for the account *and* the place, so a stranger elsewhere can make
        nobody wait but themselves.
        """
        email_token = self.accounts.token_of(email)
        known = self.accounts.credentials(email_token)
        place = self._place(email_token, known, arrival, by)
        self._wait_turn(place)
        matches = self.passwords.matches(known.password_hash if known else None, password)
        if known is None:
            raise self._refused(None, Refused.UNKNOWN)
        if not matches:
            raise self._refused(known, Refused.WRONG_PASSWORD)
        if known.state is not AccountState.ACTIVE:
            raise self._refused(known, Refused.DISABLED)
        self.pauses.forget(place)
        return known

    def own_password(self, known: Credentials, password: str) -> None:
        """The password of somebody who is signed in; only they can make themselves wait."""
        place = f"{known.account_id}/own"
        self._wait_turn(place)
        if not self.passwords.matches(known.password_hash, password):
            raise self._refused(known, Refused.WRONG_PASSWORD)
        self.pauses.forget(place)

    def second_factor_of(self, known: Credentials, code: str | None) -> None:
        """Use up a code of the account's second factor, where it has one.

        Whoever comes here has shown the password, so the tries are counted for the account
        wherever they come from: a thief with many addresses gains nothing.
        """
        factor = known.second_factor
        if factor is None:
            return
        if code is None:
            self._note(known, Refused.SECOND_FACTOR_MISSING)
            raise TotpNeeded
        place = f"{known.account_id}/second-factor"
        self._wait_turn(place)
        if not self._spends(known, factor, code, self.clock.now()):
            self._note(known, Refused.WRONG_SECOND_FACTOR)
            raise TotpInvalid
        self.pauses.forget(place)

    def recovery_hash(self, code: str) -> bytes:
        """A recovery code has 59 bits, so a keyed hash keeps it well, and quickly."""
        return hmac.digest(self.recovery_key, plain_recovery_code(code).encode(), hashlib.sha256)

    def _spends(self, known: Credentials, factor: SecondFactor, code: str, now: datetime) -> bool:
        if not is_totp(code):
            return self._spends_recovery(known, code)
        secret = self.second_factors.secret_of(known, factor)
        step = matching_step(secret, code, now, factor.last_step)
        # By itself and before anything else is asked, so that a code that was seen over a shoulder
        # is used up even if its person is refused for another reason.  The sign-in is what is noted.
        return step is not None and self.second_factors.spend_step(known, step)

    def _spends_recovery(self, known: Credentials, code: str) -> bool:
        """There are only ten, and whoever has the paper has the account: each use is noted."""
        code_hash = self.recovery_hash(code)

        def work(tx: Transaction) -> bool:
            spent = self.second_factors.spend_recovery(known, code_hash)
            if spent:
                me = in_name_of(known, tx.by)
                tx.note(about("used", "recovery_code", known.account_id, known.clinic_id, by=me))
            return spent

        return self.uow.run(work)

    def _place(self, email_token: bytes, known: Credentials | None, arrival: Arrival, by: Actor) -> str:
        """Where a try comes from: an address, or a device that was let in.

        An approved device is a place of its own, so a stranger in the clinic's own network (a
        patient in the waiting room) can make no doctor wait either.
        """
        key = self.check.key_of(arrival)
        account_id = known.account_id if known else _NOBODY
        device = self.devices.find(account_id, key or "")
        if device is not None and device.state is DeviceState.APPROVED:
            return f"{email_token.hex()}/{device.id}"
        return f"{email_token.hex()}@{by.place}"

    def _wait_turn(self, place: str) -> None:
        now = self.clock.now()
        pause = self.pauses.claim(place, now)
        if pause is not None:
            raise SignInTooSoon(wait_s(now, pause.wait_until))

    def _refused(self, known: Credentials | None, why: Refused) -> InvalidCredentials:
        self._note(known, why)
        return InvalidCredentials()

    def _note(self, known: Credentials | None, why: Refused) -> None:
        fact = SignInRefused(
            clinic_id=known.clinic_id if known else None,
            account_id=known.account_id if known else None,
            why=why,
        )

        def work(tx: Transaction) -> None:
            tx.note(refusal(known, why))
            tx.record(fact)

        self.uow.run(work)
