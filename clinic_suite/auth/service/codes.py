"""Patients come in with a code that was sent to their telephone."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime

import attrs

from clinic_suite.auth.errors import OtpExpired, OtpHeld, OtpInvalid, OtpTooSoon
from clinic_suite.auth.events import PhoneProven, Refused, SignInRefused
from clinic_suite.auth.events import SignedIn as HasSignedIn
from clinic_suite.auth.model import (
    Arrival,
    Challenge,
    CodeHistory,
    OtpAnswer,
    OtpWish,
    Purpose,
    Session,
    SignedIn,
)
from clinic_suite.auth.ports import CodeSender
from clinic_suite.auth.repository import Codes, PatientAccounts
from clinic_suite.auth.rules import codes as rules
from clinic_suite.auth.rules.pauses import wait_s
from clinic_suite.auth.service.device_proofs import CheckDevice
from clinic_suite.auth.service.noted import about, code_note, in_name_of
from clinic_suite.auth.service.sessions import KeepSessions
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import AccountId, Ids
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork

_CODES = 1_000_000
_PURPOSE = Purpose.SIGN_IN
_LOOKS = 5
_A_MOMENT_S = 1


@attrs.frozen(kw_only=True)
class SignInPatients:
    """The use cases of the patients' door.

    What is counted (codes for a telephone, askers at a place, tries of a code) is counted by
    itself and before anything else, so that it stands whatever becomes of the request.  What is
    refused because of a count was not compared, so it is no decision and leaves no entry: a
    stranger could otherwise fill the trail as fast as they can ask.
    """

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    codes: Codes
    patients: PatientAccounts
    sender: CodeSender
    sessions: KeepSessions
    check: CheckDevice
    countries: tuple[str, ...]
    pepper: bytes = attrs.field(repr=False)

    def send_code(self, wish: OtpWish, arrival: Arrival, by: Actor) -> Challenge:
        """Send a fresh code; whatever was sent before is good no more."""
        rules.check_country(wish.phone, self.countries)
        # Before anything is counted: nobody should wait because of a code that could never be sent.
        self.sender.require_able(wish.channel)
        now = self.clock.now()
        self._require_place_has_room(by, now)
        history = self._counted(self._name_of(wish.phone), wish.phone, arrival, now)
        challenge_id = self.ids.new("ch")
        code = f"{secrets.randbelow(_CODES):06d}"
        mac = rules.code_mac(self.pepper, challenge_id, wish.phone, _PURPOSE, code)

        def work(tx: Transaction) -> None:
            self.codes.put(self._place_of(wish.phone), challenge_id, mac, now + rules.GOOD_FOR)
            tx.note(code_note("asked", challenge_id))

        self.uow.run(work)
        self.sender.send(wish.phone, wish.channel, code)
        return Challenge(
            challenge_id=challenge_id,
            expires_in_s=int(rules.GOOD_FOR.total_seconds()),
            resend_in_s=wait_s(now, rules.may_be_sent_at((*history.sent, now), now)),
        )

    def verify(self, wish: OtpAnswer, arrival: Arrival, by: Actor) -> SignedIn:
        """Let in whoever shows the code, or refuse; each try is counted before it is compared."""
        now = self.clock.now()
        name, place = self._name_of(wish.phone), self._place_of(wish.phone)
        self._require_not_held(self.codes.history(name), wish.phone, arrival, now)
        mac = self.codes.count_try(place, wish.challenge_id, now)
        if mac is None:
            raise OtpExpired
        shown = rules.code_mac(self.pepper, wish.challenge_id, wish.phone, _PURPOSE, wish.code)
        if not hmac.compare_digest(mac, shown):
            self._refuse(name, wish.challenge_id, now)
            raise OtpInvalid
        session, refresh_token = self._come_in(wish, name, arrival, by)
        return self.sessions.hand_out(session, refresh_token, self.patients.get(session.account_id))

    def _refuse(self, name: str, challenge_id: str, now: datetime) -> None:
        def work(tx: Transaction) -> None:
            self.codes.note_failed(name, now)
            tx.note(code_note("refused", challenge_id, reason=Refused.WRONG_CODE.value))
            tx.record(SignInRefused(clinic_id=None, account_id=None, why=Refused.WRONG_CODE))

        self.uow.run(work)

    def _come_in(self, wish: OtpAnswer, name: str, arrival: Arrival, by: Actor) -> tuple[Session, str]:
        fresh = AccountId(self.ids.new("ac"))
        key = self.check.key_of(arrival)

        def work(tx: Transaction) -> tuple[Session, str]:
            if not self.codes.use_up(self._place_of(wish.phone), wish.challenge_id):
                raise OtpExpired
            known = self.patients.admit(wish.phone, fresh, key, self.clock.now())
            if known.account_id == fresh:
                me = in_name_of(known, tx.by)
                tx.note(about("opened", "account", fresh, None, by=me, role=known.role.value))
            session, token = self.sessions.begin(tx, known, by, arrival, None)
            self.codes.note_right(name)
            tx.record(PhoneProven(clinic_id=None, account_id=known.account_id))
            tx.record(HasSignedIn(clinic_id=None, account_id=known.account_id, session_id=session.id))
            return session, token

        return self.uow.run(work)

    def _counted(self, name: str, phone: str, arrival: Arrival, now: datetime) -> CodeHistory:
        """Count a code before it is sent; each count names the history that it has seen."""
        for _ in range(_LOOKS):
            history = self.codes.history(name)
            self._require_not_held(history, phone, arrival, now)
            earliest = rules.may_be_sent_at(history.sent, now)
            if earliest > now:
                raise OtpTooSoon(wait_s(now, earliest))
            if self.codes.note_sent(name, history, now):
                return history
        raise OtpTooSoon(_A_MOMENT_S)

    def _require_not_held(self, history: CodeHistory, phone: str, arrival: Arrival, now: datetime) -> None:
        if rules.is_held(history):
            raise OtpHeld
        until = rules.strangers_wait_until(history, now)
        if until is not None and not self.patients.knows(phone, self.check.key_of(arrival)):
            raise OtpTooSoon(wait_s(now, until))

    def _require_place_has_room(self, by: Actor, now: datetime) -> None:
        asked, next_hour = self.codes.count_place(by.place, now)
        if asked > rules.PER_PLACE_AN_HOUR:
            raise OtpTooSoon(wait_s(now, next_hour))

    def _name_of(self, phone: str) -> str:
        return self.patients.token_of(phone).hex()

    def _place_of(self, phone: str) -> str:
        return f"{self._name_of(phone)}/{_PURPOSE}"
