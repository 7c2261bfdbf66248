"""Opening, changing and closing clinics."""

from __future__ import annotations

from datetime import timedelta

import attrs

from clinic_suite.directory import policies, rules
from clinic_suite.directory.errors import ClosureOverlaps
from clinic_suite.directory.events import (
    ClinicDeactivated,
    ClinicOpened,
    ClinicReactivated,
    ClosureAnnounced,
    ClosureWithdrawn,
)
from clinic_suite.directory.model import Clinic, ClinicChange, Closure, NewClinic, NewClosure, State
from clinic_suite.directory.repository import Clinics, Closures, Practitioners
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.changes import applied
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import VersionStale
from clinic_suite.kernel.ids import ClinicId, ClosureId, Ids
from clinic_suite.kernel.paging import Page, Wanted
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork

_ZONES_SPREAD = timedelta(days=1)


@attrs.frozen(kw_only=True)
class KeepClinics:
    """The use cases about a clinic as a whole."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    clinics: Clinics
    closures: Closures
    practitioners: Practitioners

    def find(self, clinic_id: ClinicId) -> Clinic:
        return self.clinics.get(clinic_id)

    def list_active(self, city: str | None, wanted: Wanted) -> Page[Clinic]:
        return self.clinics.active(city, wanted)

    def open(self, wish: NewClinic, by: Actor) -> Clinic:
        policies.require_may_open_clinic(by)
        clinic = Clinic(id=ClinicId(self.ids.new("cl")), **attrs.asdict(wish, recurse=False))

        def work(tx: Transaction) -> Clinic:
            self.clinics.add(clinic, self.clock.now())
            tx.note(note_of("opened", "clinic", after=clinic, clinic_id=clinic.id))
            tx.record(ClinicOpened(clinic_id=clinic.id))
            return clinic

        return self.uow.run(work)

    def change(self, clinic_id: ClinicId, change: ClinicChange, seen: int, by: Actor) -> Clinic:
        policies.require_may_keep(by, clinic_id)

        def work(tx: Transaction) -> Clinic:
            before = self._seen(clinic_id, seen)
            changed = applied(change, before)
            self.clinics.replace(changed)
            tx.note(note_of("changed", "clinic", before=before, after=changed, clinic_id=clinic_id))
            if rules.card_of(changed) != rules.card_of(before):
                self.practitioners.recard(clinic_id, rules.card_of(changed))
            return changed

        return self.uow.run(work)

    def deactivate(self, clinic_id: ClinicId, seen: int, by: Actor) -> None:
        policies.require_may_deactivate_clinic(by, clinic_id)

        def work(tx: Transaction) -> None:
            before = self._seen(clinic_id, seen)
            if before.state is State.INACTIVE:
                return
            inactive = attrs.evolve(before, state=State.INACTIVE, version=before.version + 1)
            self.clinics.replace(inactive)
            self.practitioners.unlist(clinic_id)
            tx.note(note_of("deactivated", "clinic", before=before, after=inactive, clinic_id=clinic_id))
            tx.record(ClinicDeactivated(clinic_id=clinic_id))

        self.uow.run(work)

    def reactivate(self, clinic_id: ClinicId, seen: int, by: Actor) -> Clinic:
        policies.require_may_open_clinic(by)

        def work(tx: Transaction) -> Clinic:
            before = self._seen(clinic_id, seen)
            if before.state is State.ACTIVE:
                return before
            active = attrs.evolve(before, state=State.ACTIVE, version=before.version + 1)
            self.clinics.replace(active)
            self.practitioners.relist(clinic_id)
            tx.note(note_of("reactivated", "clinic", before=before, after=active, clinic_id=clinic_id))
            tx.record(ClinicReactivated(clinic_id=clinic_id))
            return active

        return self.uow.run(work)

    def list_closures(self, clinic_id: ClinicId, wanted: Wanted) -> Page[Closure]:
        """Closures that are not over; the day before today counts, since a zone may still be in it."""
        self.clinics.get(clinic_id)
        return self.closures.ending_from(clinic_id, (self.clock.now() - _ZONES_SPREAD).date(), wanted)

    def announce_closure(self, clinic_id: ClinicId, wish: NewClosure, by: Actor) -> Closure:
        policies.require_may_keep(by, clinic_id)
        rules.check_closure(wish)
        closure = Closure(
            id=ClosureId(self.ids.new("co")),
            clinic_id=clinic_id,
            made_at=self.clock.now(),
            **attrs.asdict(wish),
        )

        def work(tx: Transaction) -> Closure:
            # Two announcements at once both write the clinic here, so the second one looks only
            # after the first has committed, and the look below can be trusted.
            self.clinics.gain(clinic_id, self.clock.now())
            if self.closures.overlaps(clinic_id, wish.from_on, wish.until_on):
                raise ClosureOverlaps
            self.closures.add(closure)
            tx.note(note_of("announced", "closure", after=closure, clinic_id=clinic_id))
            tx.record(
                ClosureAnnounced(
                    clinic_id=clinic_id,
                    closure_id=closure.id,
                    from_on=wish.from_on,
                    until_on=wish.until_on,
                )
            )
            return closure

        return self.uow.run(work)

    def withdraw_closure(self, clinic_id: ClinicId, closure_id: ClosureId, by: Actor) -> None:
        policies.require_may_keep(by, clinic_id)

        def work(tx: Transaction) -> None:
            closure = self.closures.remove(clinic_id, closure_id)
            tx.note(note_of("withdrew", "closure", before=closure, clinic_id=clinic_id))
            tx.record(ClosureWithdrawn(clinic_id=clinic_id, closure_id=closure_id))

        self.uow.run(work)

    def _seen(self, clinic_id: ClinicId, version: int) -> Clinic:
        clinic = self.clinics.get(clinic_id)
        if clinic.version != version:
            raise VersionStale
        return clinic
