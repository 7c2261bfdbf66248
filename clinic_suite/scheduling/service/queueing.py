"""Moving a line: checking in, calling, skipping, coming back, being put elsewhere, and a doctor who is late."""

from __future__ import annotations

import hmac
from collections.abc import Callable

import attrs

from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.crypto import BlindIndex
from clinic_suite.kernel.errors import NotFound, invalid
from clinic_suite.kernel.ids import AppointmentId, ClinicId, PractitionerId
from clinic_suite.kernel.trail import Note, note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.errors import (
    CheckInClosed,
    DoorCodeWrong,
    NobodyWaits,
    QueueMovedOn,
    TicketNotSo,
)
from clinic_suite.scheduling.events import DoctorDelayed, PatientCalled
from clinic_suite.scheduling.model import Appointment, AppointmentState
from clinic_suite.scheduling.model.queue import (
    Called,
    CallNext,
    CheckedIn,
    DoorCode,
    Placing,
    QueueDay,
    Ticket,
    TicketState,
)
from clinic_suite.scheduling.rules import queue as rules
from clinic_suite.scheduling.rules.local import day_of
from clinic_suite.scheduling.service.changing import ChangeVisits
from clinic_suite.scheduling.service.lining import KeepLine, come_back
from clinic_suite.scheduling.service.telling import about

_S = TicketState
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without those that are mistaken for one another when somebody types from a sheet of paper."""
_CODE_LETTERS = 8
Change = Callable[[QueueDay, Ticket], QueueDay]


@attrs.frozen(kw_only=True)
class RunQueue:
    """The use cases about those who are in the clinic."""

    uow: UnitOfWork
    clock: Clock
    blind: BlindIndex
    change: ChangeVisits
    line: KeepLine

    def check_in(self, visit_id: AppointmentId, by: Actor) -> CheckedIn:
        """The desk sees that somebody is here: the visit's step and a number, together or not at all."""

        def work(_: Transaction) -> CheckedIn:
            return self.with_ticket(self.change.arrive(visit_id, by))

        return self.uow.run(work)

    def check_in_alone(self, visit_id: AppointmentId, code: str, by: Actor) -> CheckedIn:
        """Somebody shows the code of the clinic's door, near the time of the own visit."""

        def work(_: Transaction) -> CheckedIn:
            visit = self.change.show(visit_id, by)
            policies.require_is_a_patient(by)
            if not hmac.compare_digest(_typed(code), self._code(visit.clinic_id)):
                raise DoorCodeWrong(faults=invalid("/code", "wrong").faults)
            if visit.state is not AppointmentState.ARRIVED:
                if not rules.is_check_in_time(visit.starts_at, self.clock.now()):
                    raise CheckInClosed
                visit = self.change.arrive_alone(visit_id, by)
            return self.with_ticket(visit)

        return self.uow.run(work)

    def door_code(self, clinic_id: ClinicId, by: Actor) -> DoorCode:
        """What hangs at the door today; tomorrow it is another one."""
        policies.require_works_here(by, clinic_id)
        on = day_of(self.clock.now(), self.line.offers.house(clinic_id).zone)
        code = self._code(clinic_id)
        return DoorCode(clinic_id=clinic_id, on=on, code=f"{code[:4]}-{code[4:]}")

    def call_next(self, practitioner_id: PractitionerId, wish: CallNext, by: Actor) -> Called:
        """Be done with one patient, if so said, and call the next.

        Whoever was called and has not come in yet stays the one who is called: two screens at once call
        one patient, and whoever presses again is told whom.
        """
        clinic_id = self._clinic_of(practitioner_id, by)

        def work(tx: Transaction) -> Called:
            is_done = self._finish(practitioner_id, wish, by)
            day = self.line.today(clinic_id, practitioner_id)
            waiting = rules.called_now(day)
            if waiting is not None:
                return Called(ticket=waiting)
            if wish.finish is not None and not is_done:
                raise QueueMovedOn
            line = rules.in_line(day)
            if not line:
                if is_done:
                    return Called(ticket=None)
                raise NobodyWaits
            return Called(ticket=self._call(tx, day, line[0]))

        return self.uow.run(work)

    def call(self, visit_id: AppointmentId, by: Actor) -> Ticket:
        """Call this one, out of turn or again."""

        def work(tx: Transaction) -> Ticket:
            day, ticket = self._of(visit_id, by, _S.WAITING, _S.CALLED, _S.SKIPPED)
            return self._call(tx, day, ticket)

        return self.uow.run(work)

    def skip(self, visit_id: AppointmentId, by: Actor) -> Ticket:
        """Who was called and did not come keeps the number and waits aside."""
        return self._move(
            "skipped",
            visit_id,
            lambda day, t: day.with_ticket(attrs.evolve(t, state=_S.SKIPPED)),
            by,
            _S.WAITING,
            _S.CALLED,
        )

    def come_back(self, visit_id: AppointmentId, by: Actor) -> Ticket:
        """Who was skipped is here again, and stands where somebody stands who comes now."""
        now = self.clock.now()
        return self._move(
            "came_back", visit_id, lambda day, t: day.with_ticket(come_back(t, now)), by, _S.SKIPPED
        )

    def place(self, visit_id: AppointmentId, wish: Placing, by: Actor) -> Ticket:
        """Put somebody elsewhere in the line, for a reason that others can read."""

        def placed(day: QueueDay, ticket: Ticket) -> QueueDay:
            before = None if wish.before is None else day.of_visit(wish.before)
            if wish.before is not None and (
                before is None or before.state is not _S.WAITING or before.id == ticket.id
            ):
                raise invalid("/before", "unknown", "This person does not wait in the same line.")
            return rules.placed(day, ticket, before, wish.why)

        return self._move("placed", visit_id, placed, by, _S.WAITING, reason=wish.why.value)

    def delay(self, practitioner_id: PractitionerId, minutes: int, by: Actor) -> QueueDay:
        """Nobody is seen for so many minutes; nought takes it back."""
        clinic_id = self._clinic_of(practitioner_id, by)

        def work(tx: Transaction) -> QueueDay:
            day = self.line.today(clinic_id, practitioner_id)
            until = rules.goes_on_at(self.line.hours(day), self.clock.now(), minutes)
            after = attrs.evolve(day, delay_minutes=minutes, goes_on_at=until)
            self.line.days.keep(after)
            tx.note(
                Note(
                    action="delayed",
                    entity="queue",
                    entity_id=day.id,
                    clinic_id=clinic_id,
                    before={"delay_minutes": day.delay_minutes},
                    after={"delay_minutes": minutes},
                )
            )
            tx.record(
                DoctorDelayed(
                    clinic_id=clinic_id,
                    practitioner_id=practitioner_id,
                    on=day.on,
                    minutes=minutes,
                    goes_on_at=until,
                )
            )
            return after

        return self.uow.run(work)

    def with_ticket(self, visit: Appointment) -> CheckedIn:
        """A visit together with its number, as the desk prints it."""
        day = self.line.days.of_visit(visit.clinic_id, visit.id)
        return CheckedIn(**attrs.asdict(visit, recurse=False), ticket=day.of_visit(visit.id))

    def _finish(self, practitioner_id: PractitionerId, wish: CallNext, by: Actor) -> bool:
        """Whether it was this press that ended the visit, and not another screen's a moment before."""
        if wish.finish is None:
            return False
        visit = self.change.show(wish.finish, by)
        if visit.practitioner_id != practitioner_id:
            raise invalid("/finish", "unknown")
        if visit.state is not AppointmentState.IN_CONSULTATION:
            return False
        self.change.complete(visit.id, by)
        return True

    def _call(self, tx: Transaction, day: QueueDay, ticket: Ticket) -> Ticket:
        hours = self.line.hours(day)
        after = attrs.evolve(
            ticket,
            state=_S.CALLED,
            called_at=self.clock.now(),
            calls=ticket.calls + 1,
            room=ticket.room if hours is None else hours.place,
        )
        self.line.days.keep(day.with_ticket(after))
        self._note(tx, "called", day, ticket, after)
        visit = self.change.visits.get(day.clinic_id, ticket.appointment_id)
        tx.record(PatientCalled(**about(visit), token=after.token, room=after.room))
        return after

    def _move(
        self,
        verb: str,
        visit_id: AppointmentId,
        change: Change,
        by: Actor,
        *states: TicketState,
        reason: str | None = None,
    ) -> Ticket:
        def work(tx: Transaction) -> Ticket:
            day, ticket = self._of(visit_id, by, *states)
            moved = change(day, ticket)
            self.line.days.keep(moved)
            after = moved.of_visit(visit_id) or ticket
            self._note(tx, verb, day, ticket, after, reason)
            return after

        return self.uow.run(work)

    def _of(self, visit_id: AppointmentId, by: Actor, *states: TicketState) -> tuple[QueueDay, Ticket]:
        """The line in which this visit stands, and its ticket, if it is in one of these states."""
        visit = self.change.show(visit_id, by)
        policies.require_works_here(by, visit.clinic_id)
        try:
            day = self.line.days.of_visit(visit.clinic_id, visit_id)
        except NotFound:
            raise TicketNotSo("This person has not arrived.") from None
        ticket = day.of_visit(visit_id)
        if ticket is None or ticket.state not in states:
            raise TicketNotSo
        return day, ticket

    def _note(
        self,
        tx: Transaction,
        verb: str,
        day: QueueDay,
        before: Ticket,
        after: Ticket,
        reason: str | None = None,
    ) -> None:
        tx.note(
            note_of(
                verb,
                "ticket",
                before=before,
                after=after,
                clinic_id=day.clinic_id,
                patient_id=after.patient_id,
                reason=reason,
            )
        )

    def _clinic_of(self, practitioner_id: PractitionerId, by: Actor) -> ClinicId:
        clinic_id = policies.own_clinic(by)
        return self.change.offers.offers.practitioner(clinic_id, practitioner_id).clinic_id

    def _code(self, clinic_id: ClinicId) -> str:
        on = day_of(self.clock.now(), self.line.offers.house(clinic_id).zone)
        digest = self.blind.exact("door_code", f"{clinic_id}:{on.isoformat()}")
        return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_CODE_LETTERS])


def _typed(code: str) -> str:
    """As people type it: small letters, a dash or none."""
    return "".join(letter for letter in code.upper() if letter in _LETTERS)
