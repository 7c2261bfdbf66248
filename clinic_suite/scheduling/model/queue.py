"""Who is in the clinic and waits to be seen: tickets with numbers, one line for each practitioner and day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

import attrs

from clinic_suite.kernel.ids import (
    AccountId,
    AppointmentId,
    BoardKeyId,
    ClinicId,
    PatientId,
    PractitionerId,
    ServiceId,
    TicketId,
)
from clinic_suite.kernel.language import Language
from clinic_suite.scheduling.model.visits import Appointment, Source


class TicketState(StrEnum):
    """How far somebody is who came."""

    WAITING = "waiting"
    CALLED = "called"
    IN_CONSULTATION = "in_consultation"
    SKIPPED = "skipped"
    """Was called and did not come; keeps the number."""
    DONE = "done"
    LEFT = "left"
    """The visit was cancelled, or nobody was there."""


HERE = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.IN_CONSULTATION, TicketState.SKIPPED})
"""The states of those who are in the clinic and not seen yet."""


class Because(StrEnum):
    """Why somebody stands where they stand in the line, for whoever asks at the desk."""

    BOOKED = "booked"
    LATE = "late"
    WALK_IN = "walk_in"
    RETURNED = "returned"
    """Came back after having been skipped."""
    URGENT = "urgent"
    MOVED = "moved"


class MoveReason(StrEnum):
    """Why the desk puts somebody elsewhere.  A closed list: free words about an illness would have to be sealed."""

    URGENT = "urgent"
    IN_PAIN = "in_pain"
    ELDERLY = "elderly"
    CHILD = "child"
    PREGNANT = "pregnant"
    DISABLED = "disabled"
    OWN_WISH = "own_wish"
    OUR_FAULT = "our_fault"


FIRST, USUAL = 0, 1
"""Two bands: whoever is urgent goes before everybody who is not, also before those who come later."""


@attrs.frozen(kw_only=True)
class Ticket:
    """One place in the line of a practitioner's day."""

    id: TicketId
    token: int
    appointment_id: AppointmentId
    patient_id: PatientId
    service_id: ServiceId
    source: Source
    starts_at: datetime
    """When the visit was to begin; of somebody without a time, when they came."""
    length_s: int
    arrived_at: datetime
    state: TicketState = TicketState.WAITING
    band: int = USUAL
    weight: int
    """Milliseconds since the epoch: the moment at which it is this person's turn.  The smaller goes first."""
    because: Because
    moved_for: MoveReason | None = None
    called_at: datetime | None = None
    calls: int = 0
    started_at: datetime | None = None
    finished_at: datetime | None = None
    room: str = ""


@attrs.frozen(kw_only=True)
class QueueDay:
    """The line of one practitioner on one day: one document, and so the lock under which it moves."""

    id: str
    clinic_id: ClinicId
    practitioner_id: PractitionerId
    on: date
    last_token: int = 0
    tickets: tuple[Ticket, ...] = ()
    delay_minutes: int = 0
    goes_on_at: datetime | None = None
    """Before this moment nobody is seen, because the doctor said so."""
    version: int = 0

    def of_visit(self, visit_id: AppointmentId) -> Ticket | None:
        return next((t for t in self.tickets if t.appointment_id == visit_id), None)

    def with_ticket(self, ticket: Ticket) -> QueueDay:
        """The same line with this ticket in the place of the one that has its name."""
        return attrs.evolve(self, tickets=tuple(ticket if t.id == ticket.id else t for t in self.tickets))


def queue_id(practitioner_id: PractitionerId, on: date) -> str:
    """``pr_…:2026-11-21``, like the day sheet's."""
    return f"{practitioner_id}:{on.isoformat()}"


@attrs.frozen(kw_only=True)
class Turn:
    """A ticket with what follows from where it stands now."""

    ticket: Ticket
    place: int | None
    """The first who waits has 1; nobody else has a place."""
    people_ahead: int | None
    expected_at: datetime | None


@attrs.frozen(kw_only=True)
class Placing:
    """The wish to put somebody elsewhere: before somebody, or last; whoever is urgent goes before all."""

    why: MoveReason
    before: AppointmentId | None = None


@attrs.frozen(kw_only=True)
class CallNext:
    """The wish to call whoever is next, and with whom the doctor is done."""

    finish: AppointmentId | None = None


@attrs.frozen(kw_only=True)
class WalkIn:
    """Somebody who stands at the desk without a time: known, or to be registered in the same breath."""

    practitioner_id: PractitionerId
    service_id: ServiceId
    patient_id: PatientId | None = None
    name: str | None = attrs.field(default=None, repr=False)
    sex: str | None = None
    born_on: date | None = attrs.field(default=None, repr=False)
    age: int | None = attrs.field(default=None, repr=False)
    phone: str | None = attrs.field(default=None, repr=False)
    language: Language = Language.ENGLISH
    although_alike: bool = False
    reason: str | None = attrs.field(default=None, repr=False)
    urgent: bool = False


@attrs.frozen(kw_only=True)
class BoardKey:
    """The right of one screen to show a clinic's numbers; the key itself is nowhere."""

    id: BoardKeyId
    clinic_id: ClinicId
    label: str
    proof: bytes = attrs.field(repr=False)
    made_at: datetime
    made_by: AccountId | None = None
    revoked_at: datetime | None = None
    version: int = 1


@attrs.frozen(kw_only=True)
class Pace:
    """How long a visit takes today, against how long it was planned: 1.5 is half as long again."""

    factor: float
    from_visits: int

    def lasts(self, ticket: Ticket) -> timedelta:
        return timedelta(seconds=ticket.length_s * self.factor)


@attrs.frozen(kw_only=True)
class CheckedIn(Appointment):
    """A visit whose patient is here, with the number that came with it."""

    ticket: Ticket | None


@attrs.frozen(kw_only=True)
class Called:
    """Who was called; nobody when the last one has just been finished."""

    ticket: Ticket | None


@attrs.frozen(kw_only=True)
class DoorCode:
    """What a clinic hangs at its door for one day."""

    clinic_id: ClinicId
    on: date
    code: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class OwnPlace:
    """How it stands with one's own visit, seen from a telephone."""

    appointment_id: AppointmentId
    state: TicketState | None
    """Nothing before the person has checked in."""
    token: int | None
    room: str
    place: int | None
    people_ahead: int | None
    waiting: int
    """How many wait for this practitioner now, whoever they are."""
    expected_at: datetime | None
    called_at: datetime | None
    goes_on_at: datetime | None
    check_in_from: datetime
    check_in_until: datetime


@attrs.frozen(kw_only=True)
class BoardRoom:
    """One room on the board, or all that have none: numbers, and nothing by which a person is known."""

    room: str
    called: tuple[int, ...]
    inside: tuple[int, ...]
    next: tuple[int, ...]
    waiting: int
    goes_on_at: datetime | None


@attrs.frozen(kw_only=True)
class Board:
    """What a waiting room may read."""

    clinic_name: str
    time_zone: str
    on: date
    rooms: tuple[BoardRoom, ...]


@attrs.frozen(kw_only=True)
class MadeBoardKey:
    """A new screen's key, said once."""

    id: BoardKeyId
    label: str
    key: str = attrs.field(repr=False)
