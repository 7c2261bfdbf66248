"""People who do everything that can be done to a diary, each remembering what they were promised."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime

import attrs

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.ids import AccountId, AppointmentId
from clinic_suite.scheduling.model import Booking, Cancellation, Move, NewHold
from clinic_suite.scheduling.service import BookVisits, ChangeVisits, HoldTimes
from tests.builders.diary import Practice
from tests.builders.ids import an_id

_MOST_VISITS = 5


def _at_a_desk(who: int, kinds: tuple[Practice, ...]) -> Actor:
    account = AccountId(an_id("ac", 100 + who))
    return Actor(role=Role.FRONT_DESK, account_id=account, clinic_id=kinds[0].clinic.id)


class Writer:
    """Somebody who books, keeps, moves and cancels by chance: each fourth for oneself, the others at a desk."""

    def __init__(self, who: int, kinds: tuple[Practice, ...], starts: list[datetime]) -> None:
        self._chance = random.Random(who)
        one = kinds[0].own(100 + who) if who % 4 == 0 else attrs.evolve(kinds[0], desk=_at_a_desk(who, kinds))
        self._by, self._patient_id = one.desk, one.patient.id
        self._kinds, self._starts = kinds, starts
        self._part = kinds[0].suite.part
        self.promised: list[AppointmentId] = []
        self.told: list[str] = []

    def act(self) -> None:
        """Do one thing, and remember what was said."""
        deeds: list[Callable[[], None]] = [
            self._book,
            self._book,
            self._hold_and_book,
            self._let_go,
        ]
        if self._by.role is Role.FRONT_DESK:
            deeds.append(self._pay)
        if self.promised:
            deeds += [self._move, self._move, self._cancel]
        deed = self._cancel if len(self.promised) >= _MOST_VISITS else self._chance.choice(deeds)
        try:
            deed()
        except Refusal as refused:
            self.told.append(refused.slug)
        else:
            self.told.append("done")

    def _book(self) -> None:
        self.promised.append(self._part(BookVisits).book(self._wish(), self._by).id)

    def _hold_and_book(self) -> None:
        token = self._held()
        wish = Booking(patient_id=self._patient_id, hold_token=token)
        self.promised.append(self._part(BookVisits).book(wish, self._by).id)

    def _let_go(self) -> None:
        self._part(HoldTimes).give_back(self._held(), self._by)

    def _pay(self) -> None:
        visit = self._part(BookVisits).book(self._wish(pay_first=True), self._by)
        self.promised.append(self._part(ChangeVisits).confirm(visit.id, self._by).id)

    def _move(self) -> None:
        wish = Move(starts_at=self._chance.choice(self._starts))
        self._part(ChangeVisits).reschedule(self._chance.choice(self.promised), wish, self._by)

    def _cancel(self) -> None:
        visit = self._chance.choice(self.promised)
        self._part(ChangeVisits).cancel(visit, Cancellation(reason="Ill"), self._by)
        self.promised.remove(visit)

    def _held(self) -> str:
        kind = self._chance.choice(self._kinds)
        wish = NewHold(
            practitioner_id=kind.doctor.id,
            service_id=kind.service.id,
            starts_at=self._chance.choice(self._starts),
        )
        return self._part(HoldTimes).hold(wish, self._by).token

    def _wish(self, *, pay_first: bool = False) -> Booking:
        kind = self._chance.choice(self._kinds)
        return Booking(
            patient_id=self._patient_id,
            practitioner_id=kind.doctor.id,
            service_id=kind.service.id,
            starts_at=self._chance.choice(self._starts),
            pay_first=pay_first,
        )
