"""Keeping a time for somebody who is still choosing."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import timedelta

import attrs

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.crypto import BlindIndex
from clinic_suite.kernel.ids import DiaryId
from clinic_suite.kernel.trail import Note
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.errors import HoldExpired, TooManyHolds
from clinic_suite.scheduling.model import EntryState, Hold, NewHold
from clinic_suite.scheduling.repository import Claimants, DaySheets, Kept, OwnHold
from clinic_suite.scheduling.rules import booking as rules
from clinic_suite.scheduling.service.claiming import ClaimTime, Wanted
from clinic_suite.scheduling.service.offering import KnownOffers, Offer

_SECRET_BYTES = 24
_TOKEN = re.compile(r"^([A-Za-z0-9_-]{32})\.((?:pr|re)_[0-9a-z]{20}:\d{4}-\d{2}-\d{2})$")
_MOST_ANONYMOUS, _MOST_DESK = 4, 12


def kept(token: str) -> Kept:
    """What a token says.  It names its page, so that no index over all entries is needed to find it."""
    said = _TOKEN.fullmatch(token)
    if said is None:
        raise HoldExpired
    return Kept(sheet_id=said[2], proof=proof_of(said[1]))


def proof_of(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


@attrs.frozen(kw_only=True)
class HoldTimes:
    """The use cases about times that are kept for a moment."""

    uow: UnitOfWork
    clock: Clock
    blind: BlindIndex
    offers: KnownOffers
    claims: ClaimTime
    claimants: Claimants
    sheets: DaySheets

    def hold(self, wish: NewHold, by: Actor) -> Hold:
        """Keep a time; whoever shows the token before the end can book it, and nobody else can."""
        offer = self.offers.offered_by(wish.service_id, wish.practitioner_id)
        terms, now = offer.house.terms, self.clock.now()
        rules.check_moment(wish.starts_at, now, terms, for_desk=self._is_desk(by, offer))
        wanted = self._wanted(wish, offer)
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        expires_at = now + timedelta(seconds=terms.hold_seconds)
        key, most = self.claimant(by), self._most(by, terms.most_holds)
        entry = attrs.evolve(
            self.claims.blank(wanted),
            state=EntryState.HELD,
            expires_at=expires_at,
            token=proof_of(secret),
            holder=by.account_id,
            service_id=wish.service_id,
        )

        def work(tx: Transaction) -> Hold:
            others = self._undecided(self.claimants.lock(key, now), most)
            if len(others) >= most:
                raise TooManyHolds
            self.claims.claim(wanted, entry)
            own = OwnHold(entry_id=entry.id, sheet_id=wanted.sheet_id, expires_at=expires_at)
            self.claimants.keep(key, [*others, own])
            tx.note(Note(action="held", entity="time", entity_id=entry.id, clinic_id=offer.service.clinic_id))
            return Hold(
                token=f"{secret}.{wanted.sheet_id}",
                practitioner_id=wish.practitioner_id,
                service_id=wish.service_id,
                starts_at=wish.starts_at,
                ends_at=entry.ends_at,
                expires_at=expires_at,
            )

        return self.uow.run(work)

    def give_back(self, token: str, by: Actor) -> None:
        """Let a time go before its end; the token is the right to do so."""
        page = kept(token)

        def work(tx: Transaction) -> None:
            sheet = self.sheets.give_back(page)
            if sheet is None:
                return
            entry = next(e for e in sheet.entries if e.token == page.proof)
            tx.note(Note(action="gave_back", entity="time", entity_id=entry.id, clinic_id=sheet.clinic_id))

        self.uow.run(work)

    def _undecided(self, holds: Sequence[OwnHold], most: int) -> Sequence[OwnHold]:
        """Those that may still be booked.  Booking does not come by here, so that it has one write less; whoever
        seems to have enough is looked at."""
        if len(holds) < most:
            return holds
        standing = self.sheets.undecided({h.entry_id: h.sheet_id for h in holds})
        return [h for h in holds if h.entry_id in standing]

    def claimant(self, by: Actor) -> str:
        """Whose holds are counted together: a person's, or of one address where nobody has signed in."""
        if by.account_id is not None:
            return by.account_id
        return "ip:" + self.blind.exact("hold_address", by.place or "nowhere").hex()

    def _is_desk(self, by: Actor, offer: Offer) -> bool:
        return policies.is_desk(by) and by.clinic_id in (None, offer.service.clinic_id)

    def _most(self, by: Actor, of_person: int) -> int:
        if policies.is_desk(by):
            return _MOST_DESK
        return of_person if by.role is Role.PATIENT else _MOST_ANONYMOUS

    def _wanted(self, wish: NewHold, offer: Offer) -> Wanted:
        return Wanted(
            clinic_id=offer.service.clinic_id,
            diary_id=DiaryId(wish.practitioner_id),
            zone=offer.house.zone,
            starts_at=wish.starts_at,
            visit=offer.visit,
            mode=offer.service.mode,
        )
