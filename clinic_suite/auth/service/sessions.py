"""Beginning, refreshing and ending sessions."""

from __future__ import annotations

from datetime import datetime

import attrs

from clinic_suite.auth import policies
from clinic_suite.auth.errors import DeviceProofInvalid, SessionRevoked
from clinic_suite.auth.events import SessionReplayed, SignedOut
from clinic_suite.auth.model import (
    Account,
    Arrival,
    Credentials,
    Device,
    OwnSession,
    Session,
    SessionEnd,
    SignedIn,
)
from clinic_suite.auth.repository import Accounts, PatientAccounts, Refreshable, Sessions
from clinic_suite.auth.rules.lifetimes import GRACE_FOR, idle_until, lifetime_of
from clinic_suite.auth.service.access_tokens import AccessTokens
from clinic_suite.auth.service.device_proofs import CheckDevice
from clinic_suite.auth.service.noted import in_name_of
from clinic_suite.auth.service.refresh_tokens import RefreshTokens, hash_of, open_successor, seal_successor
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import NotFound
from clinic_suite.kernel.ids import Ids, SessionId
from clinic_suite.kernel.trail import Note, note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork


@attrs.frozen(kw_only=True)
class KeepSessions:
    """The use cases about being signed in."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    accounts: Accounts
    patients: PatientAccounts
    sessions: Sessions
    access_tokens: AccessTokens
    refresh_tokens: RefreshTokens
    check: CheckDevice

    def begin(
        self, tx: Transaction, known: Credentials, by: Actor, arrival: Arrival, device: Device | None
    ) -> tuple[Session, str]:
        """Inside a unit of work: a new session, noted, and its first refresh token."""
        now = self.clock.now()
        ends_at = now + lifetime_of(known.role).at_most
        session = Session(
            id=SessionId(self.ids.new("se")),
            account_id=known.account_id,
            clinic_id=known.clinic_id,
            role=known.role,
            device_id=device.id if device else None,
            device_key=device.key if device else None,
            account_version=known.version,
            browser=arrival.browser,
            ip=by.ip,
            started_at=now,
            refreshed_at=now,
            idle_until=idle_until(known.role, now, ends_at),
            ends_at=ends_at,
        )
        token = self.refresh_tokens.make(session.id)
        self.sessions.add(session, hash_of(token))
        me = in_name_of(known, tx.by)
        tx.note(note_of("signed_in", "session", after=session, clinic_id=session.clinic_id, by=me))
        return session, token

    def hand_out(self, session: Session, refresh_token: str, account: Account) -> SignedIn:
        access_token, seconds = self.access_tokens.issue(session)
        return SignedIn(
            access_token=access_token,
            expires_in_s=seconds,
            refresh_token=refresh_token,
            refresh_for_s=int((session.ends_at - self.clock.now()).total_seconds()),
            session_id=session.id,
            account=account,
        )

    def refresh(self, refresh_token: str, arrival: Arrival, by: Actor) -> SignedIn:
        """Spend a refresh token: a new access token, and the next refresh token.

        It is one conditional update and no unit of work, and leaves no entry: nobody comes in or
        goes out, and it happens in every open browser several times an hour.
        """
        now = self.clock.now()
        held = self._held(refresh_token, now)
        self._require_same_device(held.session, arrival)
        refreshed = attrs.evolve(
            held.session,
            refreshed_at=now,
            idle_until=idle_until(held.session.role, now, held.session.ends_at),
            browser=arrival.browser,
            ip=by.ip,
        )
        fresh = self.refresh_tokens.make(refreshed.id)
        sealed = seal_successor(refresh_token, fresh)
        if not self.sessions.rotate(refreshed, hash_of(refresh_token), hash_of(fresh), sealed):
            fresh = self._again(refresh_token, arrival, now)
        return self.hand_out(refreshed, fresh, self._whose(refreshed))

    def sign_out(self, refresh_token: str) -> None:
        """End the session of this cookie; one that is over already is no fault."""
        session_id = self.refresh_tokens.session_of(refresh_token)
        held = session_id and self.sessions.refreshable(session_id, self.clock.now())
        if held:
            self._end(held.session, SessionEnd.SIGNED_OUT)

    def list_own(self, by: Actor) -> list[OwnSession]:
        return [
            OwnSession(
                id=session.id,
                browser=session.browser,
                ip=session.ip,
                started_at=session.started_at,
                refreshed_at=session.refreshed_at,
                ends_at=session.ends_at,
                is_this_one=session.id == by.session_id,
            )
            for session in self._own(by)
        ]

    def end_own(self, session_id: SessionId, by: Actor) -> None:
        """Sign out another browser of one's own, or this one."""
        mine = {session.id: session for session in self._own(by)}
        if session_id not in mine:
            raise NotFound
        self._end(mine[session_id], SessionEnd.ENDED_ELSEWHERE)

    def end_all_own(self, by: Actor) -> None:
        own = self._own(by)

        def work(tx: Transaction) -> None:
            for session in own:
                self._end_within(tx, session, SessionEnd.ENDED_ELSEWHERE)

        self.uow.run(work)

    def _own(self, by: Actor) -> list[Session]:
        return self.sessions.of_account(policies.own_account(by), self.clock.now())

    def _whose(self, session: Session) -> Account:
        if session.role is Role.PATIENT:
            return self.patients.get(session.account_id)
        return self.accounts.get(session.clinic_id, session.account_id)

    def _held(self, refresh_token: str, now: datetime) -> Refreshable:
        session_id = self.refresh_tokens.session_of(refresh_token)
        held = session_id and self.sessions.refreshable(session_id, now)
        if not held:
            raise SessionRevoked
        return held

    def _require_same_device(self, session: Session, arrival: Arrival) -> None:
        """A stolen cookie is worth nothing elsewhere, and showing it there does not hurt its owner."""
        if session.device_key is not None and self.check.require_key(arrival) != session.device_key:
            raise DeviceProofInvalid

    def _again(self, refresh_token: str, arrival: Arrival, now: datetime) -> str:
        """A spent token: a lost answer is given again to the same browser, and anything else is a theft.

        Two tabs that refresh at the same moment also come here, and get the same next token.
        """
        held = self._held(refresh_token, now)
        session = held.session
        if (
            held.spent_hash == hash_of(refresh_token)
            and held.successor is not None
            and now - session.refreshed_at <= GRACE_FOR
            and session.browser == arrival.browser
        ):
            return open_successor(refresh_token, held.successor)

        def work(tx: Transaction) -> None:
            if self.sessions.end(session.clinic_id, session.id, SessionEnd.REPLAYED, now):
                # In nobody's name: of the two who hold this token, one is a thief.
                tx.note(_ending(session, SessionEnd.REPLAYED))
                tx.record(
                    SessionReplayed(
                        clinic_id=session.clinic_id, account_id=session.account_id, session_id=session.id
                    )
                )

        self.uow.run(work)
        raise SessionRevoked

    def _end(self, session: Session, why: SessionEnd) -> None:
        self.uow.run(lambda tx: self._end_within(tx, session, why))

    def _end_within(self, tx: Transaction, session: Session, why: SessionEnd) -> None:
        if self.sessions.end(session.clinic_id, session.id, why, self.clock.now()):
            tx.note(_ending(session, why, in_name_of(session, tx.by)))
            tx.record(
                SignedOut(clinic_id=session.clinic_id, account_id=session.account_id, session_id=session.id)
            )


def _ending(session: Session, why: SessionEnd, by: Actor | None = None) -> Note:
    """The end of a session: what it is called in the trail is why it ended."""
    return Note(
        action=why.value,
        entity="session",
        entity_id=session.id,
        clinic_id=session.clinic_id,
        before={"account_id": session.account_id, "device_id": session.device_id},
        by=by,
    )
