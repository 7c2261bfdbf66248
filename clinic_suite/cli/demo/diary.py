"""The diary of a demo: how its doctors' weeks look, a year that is over, and four weeks to come.

Today looks as it would at this hour: who was early has been seen, somebody is with the doctor, some wait.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs

from clinic_suite.bootstrap import Suite
from clinic_suite.cli.demo.dice import batched, dice, weighted
from clinic_suite.cli.demo.reviews import OF_A_DOCTOR, Rating, rate
from clinic_suite.directory.public import Offers, ServiceBrief
from clinic_suite.kernel.actor import Actor, the_house
from clinic_suite.kernel.care import Mode
from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.ids import AppointmentId, ClinicId, DiaryId, EntryId, PatientId, PractitionerId
from clinic_suite.kernel.unit_of_work import Transaction
from clinic_suite.scheduling.model import (
    Appointment,
    AppointmentState,
    Booking,
    Deed,
    NewResource,
    NewTemplate,
    Place,
    ResourceKind,
    Source,
    Window,
)
from clinic_suite.scheduling.model.diary import sheet_id
from clinic_suite.scheduling.service import BookVisits, ChangeVisits, LookAtDiary, PlanDiaries

_YEAR = 365
COMING_DAYS = 28
_SATURDAY, _SUNDAY = 5, 6
_HOW_PAST_VISITS_ENDED = {
    AppointmentState.COMPLETED: 84,
    AppointmentState.NO_SHOW: 8,
    AppointmentState.CANCELLED: 8,
}
_SOURCES = {Source.PORTAL: 45, Source.DESK: 20, Source.PHONE: 25, Source.WALK_IN: 10}
_REASONS = (
    "Fever since yesterday",
    "Cough for a week",
    "Follow-up",
    "Blood pressure check",
    "Back pain",
    "Rash on the arm",
    "Reports to show",
    None,
    None,
)
_MORNING, _EVENING = ("09:00", "13:00"), ("17:00", "20:00")
_A_PATIENT_A_YEAR = 4
_MOST_COMING_A_DAY = 9


@attrs.frozen(kw_only=True)
class Books:
    """What the diary of one clinic is filled from."""

    suite: Suite
    seed: int
    number: int
    clinic_id: ClinicId
    zone: ZoneInfo
    services: Sequence[ServiceBrief]
    patients: Sequence[PatientId]

    @property
    def today(self) -> date:
        return self.suite.clock.now().astimezone(self.zone).date()

    def chance(self, *what: object) -> random.Random:
        return dice(self.seed, "diary", self.number, *what)

    def service_of(self, doctor: PractitionerId, chance: random.Random) -> ServiceBrief | None:
        offered = [s for s in self.services if doctor in s.practitioner_ids and s.mode is Mode.IN_PERSON]
        return chance.choice(offered) if offered else None


def fill(books: Books, doctors: Sequence[PractitionerId]) -> int:
    """Plan everybody's weeks and put visits into them; answer how many visits there are."""
    _plan_rooms(books)
    for place, doctor in enumerate(doctors):
        _plan_weeks(books, doctor, place)
    if not books.patients:
        return 0
    made = _remember_the_year(books, doctors)
    return made + sum(book_ahead(books, doctor) for doctor in doctors)


def books_of(
    suite: Suite, seed: int, number: int, clinic_id: ClinicId, patients: Sequence[PatientId]
) -> Books:
    offers, look = suite.part(Offers), suite.part(LookAtDiary)
    return Books(
        suite=suite,
        seed=seed,
        number=number,
        clinic_id=clinic_id,
        zone=look.known.house(clinic_id).zone,
        services=offers.services_of(clinic_id),
        patients=patients,
    )


def _plan_rooms(books: Books) -> None:
    plan, by = books.suite.part(PlanDiaries), the_house()
    for name, kind in (("Procedure room", ResourceKind.ROOM), ("ECG", ResourceKind.DEVICE)):
        plan.add_resource(books.clinic_id, NewResource(name=name, kind=kind), by)


def _plan_weeks(books: Books, doctor: PractitionerId, place: int) -> None:
    """Mornings from Monday to Saturday, and evenings for two doctors of three."""
    slot = (15, 20, 15, 10)[place % 4]
    room = f"Room {place + 1}"
    shifts = [_MORNING] if place % 3 == 2 else [_MORNING, _EVENING]
    windows = tuple(
        Window(
            weekday=day,
            from_time=shift[0],
            until_time=shift[1],
            slot_minutes=slot,
            modes=(Mode.IN_PERSON, Mode.VIDEO),
            place=room,
        )
        for day in range(_SUNDAY)
        for shift in shifts
        if not (day == _SATURDAY and shift is _EVENING)
    )
    wish = NewTemplate(windows=windows, valid_from=books.today - timedelta(days=_YEAR))
    books.suite.part(PlanDiaries).add_template(DiaryId(doctor), wish, the_house())


def _remember_the_year(books: Books, doctors: Sequence[PractitionerId]) -> int:
    made, most = 0, OF_A_DOCTOR * len(doctors)
    seen: list[Appointment] = []
    for some in batched(_past(books, doctors)):
        books.suite.part(BookVisits).remember(books.clinic_id, some, the_house())
        made += len(some)
        seen += [v for v in some if v.state is AppointmentState.COMPLETED][: most - len(seen)]
    rate(
        Rating(suite=books.suite, seed=books.seed, number=books.number, clinic_id=books.clinic_id),
        seen,
    )
    return made


def _past(books: Books, doctors: Sequence[PractitionerId]) -> Iterator[Appointment]:
    """What was, spread over the working days of a year: each doctor's times are taken one after another."""
    chance = books.chance("past")
    wanted = len(books.patients) * _A_PATIENT_A_YEAR
    times = [(day, minute) for day in range(1, _YEAR) for minute in range(0, 240, 15)]
    for number, (days, minutes) in enumerate(chance.sample(times, min(wanted, len(times)))):
        on = books.today - timedelta(days=days)
        for place in range(max(1, wanted // len(times))):
            doctor = doctors[(number + place) % len(doctors)]
            service = books.service_of(doctor, chance)
            if on.weekday() == _SUNDAY or service is None:
                continue
            starts_at = datetime.combine(on, time(9), books.zone) + timedelta(minutes=minutes)
            yield _past_visit(books, chance, doctor, service, starts_at)


def _past_visit(
    books: Books, chance: random.Random, doctor: PractitionerId, service: ServiceBrief, starts_at: datetime
) -> Appointment:
    booked_at = starts_at - timedelta(days=chance.randint(0, 9), hours=2)
    state = weighted(chance, _HOW_PAST_VISITS_ENDED)
    ids = books.suite.ids
    entry = Place(
        diary_id=DiaryId(doctor),
        sheet_id=sheet_id(DiaryId(doctor), starts_at.date()),
        entry_id=EntryId(ids.new("en")),
        seat=1,
    )
    return Appointment(
        id=AppointmentId(ids.new("ap")),
        clinic_id=books.clinic_id,
        practitioner_id=doctor,
        patient_id=chance.choice(books.patients),
        service_id=service.id,
        mode=service.mode,
        starts_at=starts_at,
        ends_at=starts_at + service.length,
        seat=1,
        places=(entry,),
        state=state,
        source=weighted(chance, _SOURCES),
        booked_at=booked_at,
        history=(
            Deed(at=booked_at, verb="booked", by_role="system"),
            Deed(at=starts_at + service.length, verb=state.value, by_role="system"),
        ),
    )


def book_ahead(books: Books, doctor: PractitionerId) -> int:
    """Book some of each coming day's free times, the near days fuller, all of a doctor's in one transaction.

    A day fills up as it comes nearer: what is taken on a later day is what was taken before, and some more.
    """

    def work(_: Transaction) -> int:
        made = 0
        for ahead in range(COMING_DAYS):
            on = books.today + timedelta(days=ahead)
            share = books.chance("how full", doctor, on).random()
            wanted = int(share * (1 + _MOST_COMING_A_DAY * (COMING_DAYS - ahead) // COMING_DAYS))
            made += _book_day(books, doctor, on, wanted + (4 if ahead == 0 else 0))
        return made

    return books.suite.uow.run(work)


def _book_day(books: Books, doctor: PractitionerId, on: date, wanted: int) -> int:
    made = 0
    for starts_at in _beginnings(books, doctor, on, wanted):
        chance = books.chance("visit", doctor, starts_at)
        service = books.service_of(doctor, chance)
        if service is None:
            return made
        wish = Booking(
            patient_id=chance.choice(books.patients),
            practitioner_id=doctor,
            service_id=service.id,
            starts_at=starts_at,
            reason=chance.choice(_REASONS),
            source=weighted(chance, _SOURCES),
        )
        try:
            visit = books.suite.part(BookVisits).book(wish, the_house())
        except Refusal:
            # A longer visit before it has taken this time, as happens at a desk.
            continue
        made += 1
        go_on(books, visit)
    return made


def _beginnings(books: Books, doctor: PractitionerId, on: date, wanted: int) -> list[datetime]:
    """So many of a day's times in an order of its own, without those that are taken."""
    sheet = books.suite.part(LookAtDiary).sheets.get(books.clinic_id, sheet_id(DiaryId(doctor), on))
    if sheet is None or sheet.closed_for:
        return []
    starts = sorted(at for session in sheet.sessions for at in session.starts)
    books.chance("times", doctor, on).shuffle(starts)
    taken = [(entry.from_at, entry.until_at) for entry in sheet.entries]
    return sorted(at for at in starts[:wanted] if not any(a <= at < b for a, b in taken))


def go_on(books: Books, visit: Appointment) -> None:
    """What has become of a visit of today by now."""
    now, change, by = books.suite.clock.now(), books.suite.part(ChangeVisits), the_house()
    steps: tuple[Callable[[AppointmentId, Actor], object], ...]
    if visit.ends_at < now - timedelta(minutes=20):
        steps = (change.arrive, change.start, change.complete)
    elif visit.ends_at < now:
        steps = (change.arrive, change.start)
    elif visit.starts_at < now + timedelta(minutes=40):
        steps = (change.arrive,)
    else:
        return
    for step in steps:
        step(visit.id, by)
