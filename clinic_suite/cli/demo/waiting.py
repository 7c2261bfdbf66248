"""Who waits in a demo: two days of a doctor are full, some people wait for them, and one is offered a time right now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import attrs

from clinic_suite.cli.demo.diary import Books
from clinic_suite.directory.public import ServiceBrief
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.ids import PatientId, PractitionerId, WaitId
from clinic_suite.kernel.unit_of_work import Transaction
from clinic_suite.scheduling.model import Booking, FreeTime, Source
from clinic_suite.scheduling.model.waiting import NewOffer, NewWait, Suiting, Urgency
from clinic_suite.scheduling.service import BookVisits, KeepWaitlist, LookAtDiary, MatchWaiting
from clinic_suite.scheduling.service.looking import FreeDay

_LOOKS_AHEAD = timedelta(days=14)
_FULL_DAYS = 2
_OFFERED = 2
"""Which of the free times is offered: one of a morning, so that it suits the next in the list too."""
_WAITERS: tuple[tuple[Urgency, timedelta, tuple[str, str]], ...] = (
    (Urgency.SOON, timedelta(days=2, hours=3), ("00:00", "24:00")),
    (Urgency.ROUTINE, timedelta(days=4), ("00:00", "12:00")),
    (Urgency.ROUTINE, timedelta(days=1, hours=5), ("17:00", "24:00")),
    (Urgency.ROUTINE, timedelta(hours=20), ("09:30", "11:30")),
)
"""How urgent it is, since when they wait, and at which hours they could come; the first is offered a time."""


@attrs.frozen
class _Stopped:
    """A clock that stands where somebody joined the list."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def apart(patients: Sequence[PatientId]) -> tuple[Sequence[PatientId], Sequence[PatientId]]:
    """Those who come and those who wait: who has many visits ahead already is offered none."""
    if len(patients) < 2 * len(_WAITERS):
        return patients, ()
    return patients[: -len(_WAITERS)], patients[-len(_WAITERS) :]


def let_some_wait(books: Books, people: Sequence[PatientId], doctor: PractitionerId) -> int:
    """Fill the next two days of a doctor and let people wait for them; answer how many visits that made."""
    service = books.service_of(doctor, books.chance("waits", doctor))
    if service is None or not people:
        return 0
    days = [(day.on, day.times) for day in _days(books, doctor, service) if day.times][:_FULL_DAYS]
    if not days:
        return 0

    def work(_: Transaction) -> int:
        first = _join(books, people, doctor, service, [on for on, _ in days])
        times = [time for _, free in days for time in free]
        wish = NewOffer(practitioner_id=doctor, starts_at=times[min(_OFFERED, len(times) - 1)].starts_at)
        books.suite.part(MatchWaiting).offer(first, wish, the_house())
        return sum(_book(books, doctor, service, time) for time in times)

    return books.suite.uow.run(work)


def _days(books: Books, doctor: PractitionerId, service: ServiceBrief) -> Sequence[FreeDay]:
    tomorrow = books.today + timedelta(days=1)
    return books.suite.part(LookAtDiary).free_of(doctor, tomorrow, tomorrow + _LOOKS_AHEAD, service.id)


def _join(
    books: Books,
    people: Sequence[PatientId],
    doctor: PractitionerId,
    service: ServiceBrief,
    days: list[date],
) -> WaitId:
    """Who is offered a time comes first, as on every list: they are the most urgent."""
    keep, now = books.suite.part(KeepWaitlist), books.suite.clock.now()
    waits = [
        attrs.evolve(keep, clock=_Stopped(now - since)).join(
            NewWait(
                patient_id=who,
                service_id=service.id,
                practitioner_id=doctor,
                suiting=(
                    Suiting(from_on=days[0], until_on=days[-1], from_time=hours[0], until_time=hours[1]),
                ),
                urgency=urgency,
            ),
            the_house(),
        )
        for who, (urgency, since, hours) in zip(people, _WAITERS, strict=True)
    ]
    return waits[0].id


def _book(books: Books, doctor: PractitionerId, service: ServiceBrief, time: FreeTime) -> int:
    wish = Booking(
        patient_id=books.chance("waits", time.starts_at).choice(books.patients),
        practitioner_id=doctor,
        service_id=service.id,
        starts_at=time.starts_at,
        source=Source.PHONE,
    )
    try:
        books.suite.part(BookVisits).book(wish, the_house())
    except Refusal:
        # It is the one that is offered, or a visit before it takes longer than one slot.
        return 0
    return 1
