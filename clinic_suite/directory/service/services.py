"""What a clinic offers, for how long and at what price."""

from __future__ import annotations

import attrs

from clinic_suite.directory import policies
from clinic_suite.directory.model import NewService, Service, ServiceChange, State
from clinic_suite.directory.repository import Clinics, Practitioners, Services
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.changes import applied
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import VersionStale, invalid
from clinic_suite.kernel.ids import ClinicId, Ids, PractitionerId, ServiceId
from clinic_suite.kernel.paging import Page, Wanted
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork


@attrs.frozen(kw_only=True)
class KeepServices:
    """The use cases about kinds of visit."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    clinics: Clinics
    practitioners: Practitioners
    services: Services

    def list_active(self, clinic_id: ClinicId, wanted: Wanted) -> Page[Service]:
        self.clinics.get(clinic_id)
        return self.services.active(clinic_id, wanted)

    def offer(self, clinic_id: ClinicId, wish: NewService, by: Actor) -> Service:
        policies.require_may_keep(by, clinic_id)
        service = Service(
            id=ServiceId(self.ids.new("sv")), clinic_id=clinic_id, **attrs.asdict(wish, recurse=False)
        )

        def work(tx: Transaction) -> Service:
            self.clinics.gain(clinic_id, self.clock.now())
            self._require_known(clinic_id, service.practitioner_ids)
            self.services.add(service)
            tx.note(note_of("offered", "service", after=service, clinic_id=clinic_id))
            return service

        return self.uow.run(work)

    def change(
        self, clinic_id: ClinicId, service_id: ServiceId, change: ServiceChange, seen: int, by: Actor
    ) -> Service:
        policies.require_may_keep(by, clinic_id)

        def work(tx: Transaction) -> Service:
            before = self._seen(clinic_id, service_id, seen)
            changed = applied(change, before)
            self._require_known(clinic_id, changed.practitioner_ids)
            self.services.replace(changed)
            tx.note(note_of("changed", "service", before=before, after=changed, clinic_id=clinic_id))
            return changed

        return self.uow.run(work)

    def withdraw(self, clinic_id: ClinicId, service_id: ServiceId, seen: int, by: Actor) -> None:
        policies.require_may_keep(by, clinic_id)

        def work(tx: Transaction) -> None:
            before = self._seen(clinic_id, service_id, seen)
            if before.state is State.ACTIVE:
                gone = attrs.evolve(before, state=State.INACTIVE, version=before.version + 1)
                self.services.replace(gone)
                tx.note(note_of("withdrew", "service", before=before, after=gone, clinic_id=clinic_id))

        self.uow.run(work)

    def _require_known(self, clinic_id: ClinicId, ids: tuple[PractitionerId, ...]) -> None:
        """A service is offered by the clinic's own people; a stranger's id is named in the answer."""
        known = self.practitioners.known(clinic_id, ids)
        for place, practitioner_id in enumerate(ids):
            if practitioner_id not in known:
                raise invalid(f"/practitioner_ids/{place}", "unknown")

    def _seen(self, clinic_id: ClinicId, service_id: ServiceId, version: int) -> Service:
        service = self.services.get(clinic_id, service_id)
        if service.version != version:
            raise VersionStale
        return service
