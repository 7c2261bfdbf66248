"""A demo that is looked at again on a later day: what was ahead has happened, and the weeks to come fill up.

Only what is missing is made: twice on one day is once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import attrs

from clinic_suite.cli.demo.diary import COMING_DAYS, Books, book_ahead, go_on
from clinic_suite.cli.demo.dice import batched
from clinic_suite.cli.demo.waiting import let_some_wait
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.ids import PatientId, PractitionerId
from clinic_suite.kernel.unit_of_work import Transaction
from clinic_suite.scheduling.model import Appointment, AppointmentState
from clinic_suite.scheduling.repository.appointments import DayWish
from clinic_suite.scheduling.service import ChangeVisits, DrawSheets, KeepWaitlist, MatchWaiting

_LONGEST_AWAY = timedelta(days=365)
_ONE_IN = 12
"""How many of those who booked it takes until one does not come."""
_ON_THE_WAY = (AppointmentState.CONFIRMED, AppointmentState.ARRIVED, AppointmentState.IN_CONSULTATION)


@attrs.frozen
class _Stopped:
    """A clock that stands where a visit ended."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def renew(books: Books, doctors: Sequence[PractitionerId], wait: Sequence[PatientId]) -> int:
    """Bring a clinic's diary to the present; answer how many visits are new."""
    draw, by = books.suite.part(DrawSheets), the_house()
    draw.draw_clinic(books.clinic_id, books.today, books.today + timedelta(days=COMING_DAYS), by)
    midnight = datetime.combine(books.today, time(0), books.zone)
    for some in batched(_unfinished(books, midnight - _LONGEST_AWAY, midnight), 40):
        _finish(books, some)
    for visit in _unfinished(books, midnight, midnight + timedelta(days=1)):
        if visit.state is AppointmentState.CONFIRMED:
            go_on(books, visit)
    made = sum(book_ahead(books, doctor) for doctor in doctors) if books.patients else 0
    return made + _wait_again(books, doctors[-1], wait)


def _unfinished(books: Books, from_at: datetime, until_at: datetime) -> list[Appointment]:
    visits = books.suite.part(ChangeVisits).visits
    return [
        visit
        for state in _ON_THE_WAY
        for visit in visits.of_clinic(
            books.clinic_id, DayWish(from_at=from_at, until_at=until_at, state=state)
        )
    ]


def _finish(books: Books, visits: Sequence[Appointment]) -> None:
    """What has become of visits of days that are over, each at its own time and in the line of its day."""

    def work(_: Transaction) -> None:
        for visit in visits:
            _end(books, visit)

    books.suite.uow.run(work)


def _end(books: Books, visit: Appointment) -> None:
    for verb, at in _steps(books, visit):
        change, clock = books.suite.part(ChangeVisits), _Stopped(at)
        then = attrs.evolve(change, clock=clock, line=attrs.evolve(change.line, clock=clock))
        getattr(then, verb)(visit.id, the_house())


def _steps(books: Books, visit: Appointment) -> tuple[tuple[str, datetime], ...]:
    chance = books.chance("came", visit.practitioner_id, visit.starts_at)
    if visit.state is AppointmentState.CONFIRMED and chance.randrange(_ONE_IN) == 0:
        return (("miss", visit.ends_at),)
    steps = (
        ("arrive", visit.starts_at - timedelta(minutes=5)),
        ("start", visit.starts_at),
        ("complete", visit.ends_at),
    )
    return steps[_ON_THE_WAY.index(visit.state) :]


def _wait_again(books: Books, doctor: PractitionerId, people: Sequence[PatientId]) -> int:
    """When the days that were waited for are over, others wait for the next ones."""
    keep = books.suite.part(KeepWaitlist)
    books.suite.part(MatchWaiting).let_lapse(the_house())
    keep.end_over(books.clinic_id, the_house())
    return 0 if keep.of_clinic(books.clinic_id, the_house()) else let_some_wait(books, people, doctor)
