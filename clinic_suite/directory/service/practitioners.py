"""Taking practitioners on, changing what is said of them, and finding them."""

from __future__ import annotations

import attrs

from clinic_suite.auth.public import StaffAccounts
from clinic_suite.directory import policies, rules
from clinic_suite.directory.errors import AccountLinked
from clinic_suite.directory.events import PractitionerDeactivated
from clinic_suite.directory.model import (
    AccountLink,
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
from clinic_suite.kernel.errors import NotFound, VersionStale, invalid
from clinic_suite.kernel.ids import AccountId, ClinicId, Ids, PractitionerId
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
    people: StaffAccounts

    def search(self, search: Search, wanted: Wanted) -> Page[PractitionerRow]:
        return self.practitioners.search(search, wanted)

    def choices(self) -> Choices:
        return self.practitioners.choices()

    def find(self, practitioner_id: PractitionerId) -> Practitioner:
        return self.practitioners.listed(practitioner_id)

    def list_of_clinic(self, clinic_id: ClinicId, wanted: Wanted) -> Page[PractitionerRow]:
        self.clinics.get(clinic_id)
        return self.practitioners.search(Search(clinic_id=clinic_id), wanted)

    def find_own(self, by: Actor) -> Practitioner:
        """Who I am among those who see patients, if I am one of them."""
        clinic_id, account_id = policies.own_place(by)
        own = self.practitioners.of_account(clinic_id, account_id)
        if own is None or own.state is not State.ACTIVE:
            raise NotFound
        return own

    def list_links(self, clinic_id: ClinicId, by: Actor) -> list[AccountLink]:
        """As whom the clinic's people sign in, for those who link them."""
        policies.require_may_keep(by, clinic_id)
        return self.practitioners.linked(clinic_id)

    def link(self, practitioner_id: PractitionerId, account_id: AccountId, by: Actor) -> Practitioner:
        """The same as an edit of the account alone, for whoever has seen no version, as a demo has not."""
        policies.require_is_the_house(by)
        practitioner = self.practitioners.listed(practitioner_id)
        return self._changed(practitioner, PractitionerChange(account_id=account_id))

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

        return self.uow.run(lambda _: self._changed(self._seen(clinic_id, practitioner_id, seen), change))

    def _changed(self, before: Practitioner, change: PractitionerChange) -> Practitioner:
        clinic_id = before.clinic_id

        def work(tx: Transaction) -> Practitioner:
            changed = applied(change, before)
            if changed.account_id not in (None, before.account_id):
                self._require_may_be(changed)
            listed = self.clinics.get(clinic_id).state is State.ACTIVE and changed.state is State.ACTIVE
            self.practitioners.replace(changed, listed=listed)
            tx.note(note_of("changed", "practitioner", before=before, after=changed, clinic_id=clinic_id))
            return changed

        return self.uow.run(work)

    def _require_may_be(self, practitioner: Practitioner) -> None:
        """Only a doctor of this very clinic, who is nobody else in it; another clinic's accounts do not exist."""
        account_id = practitioner.account_id or AccountId("")
        if not self.people.is_doctor(practitioner.clinic_id, account_id):
            raise invalid("/account_id", "unknown", "No doctor of this clinic signs in with this account.")
        if self.practitioners.of_account(practitioner.clinic_id, account_id) is not None:
            raise AccountLinked

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
