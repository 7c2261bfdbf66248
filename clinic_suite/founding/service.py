"""Making the set-up code, and founding with it."""

from __future__ import annotations

import hashlib
import hmac
import secrets

import attrs

from clinic_suite.auth.public import Arrival, FirstAdmin
from clinic_suite.directory.public import FirstClinic
from clinic_suite.founding import rules
from clinic_suite.founding.errors import FoundedAlready, SetupCodeWrong
from clinic_suite.founding.events import HouseFounded
from clinic_suite.founding.model import Awaited, Founded, NewHouse, SetupCode
from clinic_suite.founding.repository import SetupCodes
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import NotAllowed, NotFound
from clinic_suite.kernel.trail import Note
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork


@attrs.frozen(kw_only=True)
class FoundHouse:
    """The use cases about an installation that is still empty."""

    uow: UnitOfWork
    clock: Clock
    codes: SetupCodes
    clinic: FirstClinic
    admin: FirstAdmin
    key: bytes = attrs.field(repr=False)

    def is_founded(self) -> bool:
        return self.clinic.there_is() or self.admin.there_is_anybody()

    def await_founder(self) -> Awaited:
        """Say that the installation is empty; where it is not, there is nothing here."""
        if self.is_founded():
            raise NotFound
        return Awaited()

    def make_code(self, by: Actor) -> SetupCode:
        """A fresh code for who can read the server's terminal; the one before is good no more."""
        if by.role is not Role.SYSTEM:
            raise NotAllowed
        if self.is_founded():
            raise FoundedAlready
        code = "".join(secrets.choice(rules.LETTERS) for _ in range(rules.LENGTH))
        now = self.clock.now()
        ends_at = now + rules.GOOD_FOR

        def work(tx: Transaction) -> None:
            self.codes.replace(self._hash(code), now, ends_at)
            tx.note(_note("made", "setup_code"))

        self.uow.run(work)
        return SetupCode(code=rules.written(code), ends_at=ends_at)

    def found(self, wish: NewHouse, arrival: Arrival, by: Actor) -> Founded:
        """Open the first clinic with its first admin, whose present browser needs nobody's approval.

        The try is counted by itself and before it is compared, so that many at once are many tries.
        Nothing but the code is looked at before the code is right.
        """
        if self.is_founded():
            raise NotFound
        code_hash = self._require_code(wish.code)
        key = self.admin.prove(arrival)
        password_hash = self.admin.hashed(wish.password, (wish.name, wish.email, wish.clinic_name))

        def work(tx: Transaction) -> Founded:
            if self.is_founded() or not self.codes.spend(code_hash, self.clock.now()):
                raise SetupCodeWrong
            clinic_id = self.clinic.open(
                name=wish.clinic_name,
                line1=wish.line1,
                city=wish.city,
                state=wish.state,
                pin_code=wish.pin_code,
                phone=wish.phone,
                email=wish.email,
                time_zone=wish.time_zone,
            )
            account_id = self.admin.open(
                tx, clinic_id, wish.name, wish.email, password_hash, key, arrival.browser, by.ip
            )
            tx.note(_note("founded", "installation"))
            tx.record(HouseFounded(clinic_id=clinic_id, account_id=account_id))
            return Founded(clinic_id=clinic_id, account_id=account_id)

        return self.uow.run(work)

    def end_code(self) -> None:
        """Inside a unit of work: there is an admin, so no code opens anything any more."""
        self.codes.end(self.clock.now())

    def _require_code(self, typed: str) -> bytes:
        wanted, shown = self.codes.claim(self.clock.now()), self._hash(rules.plain(typed))
        if wanted is None or not hmac.compare_digest(wanted, shown):
            raise SetupCodeWrong
        self.codes.forgive(shown)
        return shown

    def _hash(self, code: str) -> bytes:
        """The code has 59 bits, so a keyed hash keeps it well, and quickly."""
        return hmac.digest(self.key, code.encode(), hashlib.sha256)


def _note(action: str, entity: str) -> Note:
    return Note(action=action, entity=entity, entity_id="setup", clinic_id=None)
