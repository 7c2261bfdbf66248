"""Setting up an authenticator app.

It is done with the password and not with a session, because who needs one cannot have a
session before; and because a browser left open must not be enough to change it.
"""

from __future__ import annotations

import secrets

import attrs
import pyotp

from clinic_suite.auth.errors import TotpInvalid, TotpNotOffered
from clinic_suite.auth.events import SecondFactorEnrolled
from clinic_suite.auth.model import Arrival, Enrolment, RecoveryCodes, SignIn
from clinic_suite.auth.repository import SecondFactors
from clinic_suite.auth.rules.second_factor import (
    RECOVERY_CODES,
    matching_step,
    otpauth_url,
    recovery_code,
)
from clinic_suite.auth.service.noted import about, in_name_of
from clinic_suite.auth.service.proofs import CheckProofs
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork

_CHANCE = 12
_NO_STEP_YET = -1


@attrs.frozen(kw_only=True)
class EnrolSecondFactor:
    """The two steps of an enrolment."""

    uow: UnitOfWork
    clock: Clock
    second_factors: SecondFactors
    proofs: CheckProofs

    def offer(self, wish: SignIn, arrival: Arrival, by: Actor) -> Enrolment:
        """A fresh secret for the app; who has a second factor already shows a code of that one."""
        known = self.proofs.password_of(wish.email, wish.password, by, arrival)
        self.proofs.second_factor_of(known, wish.totp)
        secret = pyotp.random_base32()

        def work(tx: Transaction) -> None:
            self.second_factors.offer(known, secret)
            me = in_name_of(known, tx.by)
            tx.note(about("began", "second_factor", known.account_id, known.clinic_id, by=me))

        self.uow.run(work)
        return Enrolment(secret=secret, otpauth_url=otpauth_url(secret, wish.email))

    def confirm(self, wish: SignIn, arrival: Arrival, by: Actor) -> RecoveryCodes:
        """The app has shown a right code of the fresh secret: it counts from now on."""
        known = self.proofs.password_of(wish.email, wish.password, by, arrival)
        secret = self.second_factors.offered(known)
        if secret is None:
            raise TotpNotOffered
        step = matching_step(secret, wish.totp or "", self.clock.now(), _NO_STEP_YET)
        if step is None:
            raise TotpInvalid
        codes = tuple(recovery_code(secrets.token_bytes(_CHANCE)) for _ in range(RECOVERY_CODES))

        def work(tx: Transaction) -> None:
            self.second_factors.enrol(known, secret, step, [self.proofs.recovery_hash(c) for c in codes])
            me = in_name_of(known, tx.by)
            tx.note(about("confirmed", "second_factor", known.account_id, known.clinic_id, by=me))
            tx.record(SecondFactorEnrolled(clinic_id=known.clinic_id, account_id=known.account_id))

        self.uow.run(work)
        return RecoveryCodes(recovery_codes=codes)
