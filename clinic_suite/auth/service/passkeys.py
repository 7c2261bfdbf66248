"""Passkeys: a second way in for a patient, after the first code."""

from __future__ import annotations

import secrets
from datetime import datetime

import attrs

from clinic_suite.auth import policies
from clinic_suite.auth.errors import PasskeyInvalid, PasskeysFull, PasskeysUnavailable, SignInTooSoon
from clinic_suite.auth.events import PasskeyAdded, PasskeyCopied, PasskeyRemoved, Refused, SignInRefused
from clinic_suite.auth.events import SignedIn as HasSignedIn
from clinic_suite.auth.model import (
    Account,
    AccountState,
    Arrival,
    Credentials,
    Passkey,
    PasskeyOffer,
    Session,
    SignedIn,
)
from clinic_suite.auth.repository import Codes, PasskeyChallenges, Passkeys, PatientAccounts
from clinic_suite.auth.repository.passkeys import KnownKey
from clinic_suite.auth.rules import passkeys as rules
from clinic_suite.auth.rules.passkeys import Ceremony, NewCredential, RelyingParty
from clinic_suite.auth.rules.pauses import wait_s
from clinic_suite.auth.service.noted import NOBODY, in_name_of
from clinic_suite.auth.service.sessions import KeepSessions
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import NotFound
from clinic_suite.kernel.ids import AccountId, Ids, PasskeyId
from clinic_suite.kernel.trail import Note, note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork

_CHALLENGE_BYTES = 32


@attrs.frozen(kw_only=True)
class KeepPasskeys:
    """The use cases about coming in with the device itself.

    A challenge is used up by itself and before anything is compared, so that it counts once whatever
    becomes of the request.  What answers no open challenge was not compared, so it is no decision
    and leaves no entry; challenges are counted as codes are, so nobody can fill the trail.
    """

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    passkeys: Passkeys
    challenges: PasskeyChallenges
    patients: PatientAccounts
    codes: Codes
    sessions: KeepSessions
    party: RelyingParty | None

    def offer_new(self, by: Actor) -> PasskeyOffer:
        """What an authenticator needs to make a key for whoever is signed in."""
        account_id = policies.own_account(by)
        phone = self.patients.get(account_id).phone or ""
        known = self.passkeys.credentials_of(account_id)
        if len(known) >= rules.MOST_OF_ONE_ACCOUNT:
            raise PasskeysFull
        return attrs.evolve(
            self._offer(Ceremony.REGISTRATION, account_id),
            user_id=rules.as_text(account_id.encode()),
            user_name=phone,
            known=tuple(rules.as_text(one) for one in known),
        )

    def add(self, shown: rules.ShownRegistration, by: Actor) -> Passkey:
        """Keep a new key of whoever is signed in."""
        account_id, now = policies.own_account(by), self.clock.now()
        challenge = self._used_up(shown.client_data, Ceremony.REGISTRATION, account_id, now)
        try:
            credential = rules.read_registration(shown, challenge, self._require_party())
        except rules.PasskeyUnreadable:
            raise PasskeyInvalid from None
        passkey = Passkey(
            id=PasskeyId(self.ids.new("pk")),
            account_id=account_id,
            label=shown.label,
            transports=shown.transports,
            created_at=now,
        )
        return self.uow.run(lambda tx: self._add_within(tx, passkey, credential))

    def list_own(self, by: Actor) -> list[Passkey]:
        return self.passkeys.of_account(policies.own_account(by))

    def remove(self, passkey_id: PasskeyId, by: Actor) -> None:
        """Take a key away; the next code still lets its person in."""
        account_id = policies.own_account(by)

        def work(tx: Transaction) -> None:
            gone = self.passkeys.remove(account_id, passkey_id)
            if gone is None:
                raise NotFound
            tx.note(note_of("removed", "passkey", before=gone, clinic_id=None))
            tx.record(PasskeyRemoved(clinic_id=None, account_id=account_id, passkey_id=passkey_id))

        self.uow.run(work)

    def offer_sign_in(self, by: Actor) -> PasskeyOffer:
        """A challenge for whoever has a key; who that is, is not asked, so nothing is told either."""
        now = self.clock.now()
        offered, next_hour = self.codes.count_place(f"passkey/{by.place}", now)
        if offered > rules.OFFERS_AN_HOUR:
            raise SignInTooSoon(wait_s(now, next_hour))
        return self._offer(Ceremony.SIGN_IN, None)

    def sign_in(self, shown: rules.ShownAssertion, arrival: Arrival, by: Actor) -> SignedIn:
        """Let in whoever has signed our challenge with a key that we know; whatever is wrong is one answer."""
        challenge = self._used_up(shown.client_data, Ceremony.SIGN_IN, None, self.clock.now())
        known = self._known(shown)
        try:
            count = rules.read_assertion(shown, challenge, self._require_party(), known.public_key)
        except rules.PasskeyUnreadable:
            raise self._refused(known.account_id, Refused.WRONG_PASSKEY) from None
        account = self.patients.get(known.account_id)
        if account.state is not AccountState.ACTIVE:
            raise self._refused(known.account_id, Refused.DISABLED)
        came = self.uow.run(lambda tx: self._come_in_within(tx, known, account, count, arrival, by))
        if came is None:
            raise self._copied(known)
        session, refresh_token = came
        return self.sessions.hand_out(session, refresh_token, account)

    def _known(self, shown: rules.ShownAssertion) -> KnownKey:
        try:
            known = self.passkeys.known(rules.as_bytes(shown.credential_id))
        except rules.PasskeyUnreadable:
            known = None
        if known is None:
            raise self._refused(None, Refused.UNKNOWN)
        if shown.user_handle not in (None, rules.as_text(known.account_id.encode())):
            raise self._refused(known.account_id, Refused.WRONG_PASSKEY)
        return known

    def _come_in_within(
        self, tx: Transaction, key: KnownKey, account: Account, count: int, arrival: Arrival, by: Actor
    ) -> tuple[Session, str] | None:
        if not self.passkeys.use(key.id, count, self.clock.now()):
            return None
        known = Credentials(
            account_id=account.id,
            clinic_id=None,
            role=account.role,
            state=account.state,
            version=account.version,
            password_hash=None,
        )
        session, token = self.sessions.begin(tx, known, by, arrival, None)
        me = in_name_of(known, tx.by)
        tx.note(Note(action="used", entity="passkey", entity_id=key.id, clinic_id=None, by=me))
        tx.record(HasSignedIn(clinic_id=None, account_id=account.id, session_id=session.id))
        return session, token

    def _add_within(self, tx: Transaction, passkey: Passkey, credential: NewCredential) -> Passkey:
        if len(self.passkeys.credentials_of(passkey.account_id)) >= rules.MOST_OF_ONE_ACCOUNT:
            raise PasskeysFull
        self.passkeys.add(passkey, credential)
        tx.note(note_of("added", "passkey", after=passkey, clinic_id=None))
        tx.record(PasskeyAdded(clinic_id=None, account_id=passkey.account_id, passkey_id=passkey.id))
        return passkey

    def _offer(self, ceremony: Ceremony, account_id: AccountId | None) -> PasskeyOffer:
        party, challenge = self._require_party(), secrets.token_bytes(_CHALLENGE_BYTES)
        self.challenges.put(challenge, ceremony, account_id, self.clock.now() + rules.GOOD_FOR)
        return PasskeyOffer(
            challenge=rules.as_text(challenge),
            rp_id=party.id,
            timeout_ms=int(rules.GOOD_FOR.total_seconds()) * 1000,
        )

    def _used_up(
        self, client_data: str, ceremony: Ceremony, account_id: AccountId | None, now: datetime
    ) -> bytes:
        try:
            challenge = rules.challenge_in(client_data)
        except rules.PasskeyUnreadable:
            raise PasskeyInvalid from None
        if not self.challenges.use_up(challenge, ceremony, account_id, now):
            raise PasskeyInvalid
        return challenge

    def _require_party(self) -> RelyingParty:
        if self.party is None:
            raise PasskeysUnavailable
        return self.party

    def _copied(self, key: KnownKey) -> PasskeyInvalid:
        """Somebody counts less than somebody else has counted: of the two, one is a thief, so neither comes in."""

        def work(tx: Transaction) -> None:
            if self.passkeys.mark_copied(key.id, self.clock.now()):
                tx.note(Note(action="found_copied", entity="passkey", entity_id=key.id, clinic_id=None))
                tx.record(PasskeyCopied(clinic_id=None, account_id=key.account_id, passkey_id=key.id))

        self.uow.run(work)
        return self._refused(key.account_id, Refused.COPIED_PASSKEY)

    def _refused(self, account_id: AccountId | None, why: Refused) -> PasskeyInvalid:
        """Noted in nobody's name, because nobody has proven to be anybody."""

        def work(tx: Transaction) -> None:
            named = account_id or NOBODY
            tx.note(
                Note(action="refused", entity="sign_in", entity_id=named, clinic_id=None, reason=why.value)
            )
            tx.record(SignInRefused(clinic_id=None, account_id=account_id, why=why))

        self.uow.run(work)
        return PasskeyInvalid()
