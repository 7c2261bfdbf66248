"""Telling calendar programmes of visits: one visit as a file, and all of a family at a secret address."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

import attrs

from clinic_suite.directory.public import Directory, Offers
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import NotFound
from clinic_suite.kernel.ids import AccountId, AppointmentId
from clinic_suite.kernel.paging import LARGEST, Wanted
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.patients.public import Registry
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.model import Appointment
from clinic_suite.scheduling.model.calendars import CalendarFeed, CalendarVisit, MadeFeed
from clinic_suite.scheduling.repository import CalendarFeeds
from clinic_suite.scheduling.rules.calendars import calendar_of
from clinic_suite.scheduling.service.changing import ChangeVisits

_SECRET_BYTES = 32
_LOOKS_BACK = timedelta(days=90)


@attrs.frozen(kw_only=True)
class TellCalendars:
    """The use cases about calendars.  The address alone opens a feed, so nothing stands in it that a
    stranger must not read: no reason, no name of who comes."""

    uow: UnitOfWork
    clock: Clock
    registry: Registry
    directory: Directory
    offers: Offers
    change: ChangeVisits
    feeds: CalendarFeeds

    def make(self, by: Actor) -> MadeFeed:
        """A new address; the one of before is dead from now on."""
        account_id = policies.own_account(by)
        token, now = secrets.token_urlsafe(_SECRET_BYTES), self.clock.now()

        def work(tx: Transaction) -> MadeFeed:
            feed = CalendarFeed(id=account_id, proof=_proof(token), made_at=now)
            self.feeds.put(feed)
            tx.note(note_of("made", "calendar_feed", after=feed, clinic_id=None))
            return MadeFeed(token=token, made_at=now)

        return self.uow.run(work)

    def show(self, by: Actor) -> CalendarFeed:
        """Since when there is a feed; its address was said once."""
        feed = self.feeds.of_account(policies.own_account(by))
        if feed is None:
            raise NotFound
        return feed

    def revoke(self, by: Actor) -> None:
        account_id = policies.own_account(by)

        def work(tx: Transaction) -> None:
            feed = self.feeds.of_account(account_id)
            if feed is None or not self.feeds.remove(account_id):
                return
            tx.note(note_of("revoked", "calendar_feed", before=feed, clinic_id=None))

        self.uow.run(work)

    def read(self, token: str) -> bytes:
        """The visits of the last months and all to come, for whoever has the address."""
        feed = self.feeds.of_proof(_proof(token))
        if feed is None:
            raise NotFound
        return calendar_of(self._named(self._visits_of(feed.id)))

    def one(self, visit_id: AppointmentId, by: Actor) -> bytes:
        """One visit, for somebody who may see it."""
        return calendar_of(self._named([self.change.show(visit_id, by)]))

    def _visits_of(self, account_id: AccountId) -> list[Appointment]:
        patients = self.registry.ids_of_account(account_id)
        since = self.clock.now() - _LOOKS_BACK
        latest = self.change.visits.of_patients(patients, Wanted(limit=LARGEST)).items
        return [v for v in latest if v.starts_at > since]

    def _named(self, visits: Iterable[Appointment]) -> list[CalendarVisit]:
        """With each doctor and clinic asked for once."""
        visits = list(visits)
        who = {(v.clinic_id, v.practitioner_id) for v in visits}
        doctors = {pair: self.offers.practitioner(*pair).name for pair in who}
        clinics = self.directory.briefs_of({v.clinic_id for v in visits})
        return [
            CalendarVisit(
                visit=visit,
                practitioner=doctors[visit.clinic_id, visit.practitioner_id],
                clinic=clinics[visit.clinic_id].name,
                address=clinics[visit.clinic_id].address_line,
            )
            for visit in visits
        ]


def _proof(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
