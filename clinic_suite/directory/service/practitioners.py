"""Taking practitioners on, changing what is said of them, and finding them."""

from __future__ import annotations

import attrs

from clinic_suite.directory import policies, rules
from clinic_suite.directory.events import PractitionerDeactivated
from clinic_suite.directory.model import (
    Choices,
    NewPractitioner,
    Practitioner,
    PractitionerChange,
    PractitionerRow,
    Search,
    State,
)
from clinic_suite.directory.repository import Clinics, Practitioners
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.changes import applied
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import VersionStale
from clinic_suite.kernel.ids import ClinicId, Ids, PractitionerId
from clinic_suite.kernel.paging import Page, Wanted
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork


@attrs.frozen(kw_only=True)
class KeepPractitioners:
    """The use cases about those who see patients."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    clinics: Clinics
    practitioners: Practitioners

    def search(self, search: Search, wanted: Wanted) -> Page[PractitionerRow]:
        return self.practitioners.search(search, wanted)

    def choices(self) -> Choices:
        return self.practitioners.choices()

    def find(self, practitioner_id: PractitionerId) -> Practitioner:
        return self.practitioners.listed(practitioner_id)

    def list_of_clinic(self, clinic_id: ClinicId, wanted: Wanted) -> Page[PractitionerRow]:
        self.clinics.get(clinic_id)
        return self.practitioners.search(Search(clinic_id=clinic_id), wanted)

    def take_on(self, clinic_id: ClinicId, wish: NewPractitioner, by: Actor) -> Practitioner:
        policies.require_may_keep(by, clinic_id)
        id_ = PractitionerId(self.ids.new("pr"))

        def work(tx: Transaction) -> Practitioner:
            self.clinics.gain(clinic_id, self.clock.now())
            practitioner = Practitioner(
                id=id_,
                clinic_id=clinic_id,
                clinic=rules.card_of(self.clinics.get(clinic_id)),
                **attrs.asdict(wish, recurse=False),
            )
            self.practitioners.add(practitioner)
            tx.note(note_of("took_on", "practitioner", after=practitioner, clinic_id=clinic_id))
            return practitioner

        return self.uow.run(work)

    def change(
        self, practitioner_id: PractitionerId, change: PractitionerChange, seen: int, by: Actor
    ) -> Practitioner:
        clinic_id = policies.kept_clinic(by)

        def work(tx: Transaction) -> Practitioner:
            before = self._seen(clinic_id, practitioner_id, seen)
            changed = applied(change, before)
            listed = self.clinics.get(clinic_id).state is State.ACTIVE and changed.state is State.ACTIVE
            self.practitioners.replace(changed, listed=listed)
            tx.note(note_of("changed", "practitioner", before=before, after=changed, clinic_id=clinic_id))
            return changed

        return self.uow.run(work)

    def deactivate(self, practitioner_id: PractitionerId, seen: int, by: Actor) -> None:
        clinic_id = policies.kept_clinic(by)

        def work(tx: Transaction) -> None:
            before = self._seen(clinic_id, practitioner_id, seen)
            if before.state is State.INACTIVE:
                return
            gone = attrs.evolve(before, state=State.INACTIVE, version=before.version + 1)
            self.practitioners.replace(gone, listed=False)
            tx.note(note_of("deactivated", "practitioner", before=before, after=gone, clinic_id=clinic_id))
            tx.record(PractitionerDeactivated(clinic_id=clinic_id, practitioner_id=practitioner_id))

        self.uow.run(work)

    def _seen(self, clinic_id: ClinicId, practitioner_id: PractitionerId, version: int) -> Practitioner:
        practitioner = self.practitioners.of_clinic(clinic_id, practitioner_id)
        if practitioner.version != version:
            raise VersionStale
        return practitioner
