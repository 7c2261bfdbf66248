"""What a signed-in person does with the records of themselves and the family on their phone."""

from __future__ import annotations

import attrs

from clinic_suite.audit.public import Audit
from clinic_suite.auth.public import PhoneAccounts
from clinic_suite.directory.public import Directory
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import AccountId, ClinicId, PatientId
from clinic_suite.kernel.trail import Note
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.patients import policies
from clinic_suite.patients.model import OwnRegistration, PatientSeen
from clinic_suite.patients.repository import Patients, RecordNumbers
from clinic_suite.patients.rules.showing import patient_seen
from clinic_suite.patients.service.keeping import KeepPatients

LARGEST_FAMILY = 12
"""How many people somebody may register in one clinic on their own phone; the desk may go on."""


@attrs.frozen(kw_only=True)
class KeepFamilies:
    """The use cases of a patient's own area.

    A record is its phone's account's.  The link is written at two moments and no third: when the phone
    is proven by a code, for the records that were there before; and when a record is given its phone,
    for the account that was there before.
    """

    uow: UnitOfWork
    clock: Clock
    directory: Directory
    patients: Patients
    numbers: RecordNumbers
    phones: PhoneAccounts
    keep: KeepPatients
    audit: Audit

    def list_own(self, by: Actor) -> list[PatientSeen]:
        """The family on one's phone, in all clinics."""
        records = self.patients.of_account(policies.own_account(by))
        clinics = self.directory.briefs_of(record.clinic_id for record in records)
        now = self.clock.now()
        homes = [(record, clinics[record.clinic_id]) for record in records]
        return [patient_seen(record, home.name, home.day_of(now)) for record, home in homes]

    def show(self, patient_id: PatientId, by: Actor) -> PatientSeen:
        """One record: of the clinic in which somebody works, or of a person's own family.

        Whom the clinic's people look at is noted, and what cannot be noted is not shown.
        """
        if by.role is not Role.PATIENT:
            seen = self.keep.show_seen(patient_id, by)
            self.audit.saw(_look(seen))
            return seen
        patient = self.patients.get_own(policies.own_account(by), patient_id)
        return self.keep.seen(self.directory.brief_of(patient.clinic_id), patient)

    def register_own(self, wish: OwnRegistration, by: Actor) -> PatientSeen:
        """Write oneself or somebody of the family down in a clinic, under the phone that one has proven.

        Whoever seems to be known is refused as at the desk, and only records on this very phone are
        compared, so nobody learns of anybody else.
        """
        account_id = policies.own_account(by)
        phone, said = self.phones.phone_of(account_id), wish.registration
        patient = self.keep.write_down(
            wish.clinic_id,
            attrs.evolve(said.wish, phone=phone, account_id=account_id),
            although_alike=said.although_alike,
            at_most=LARGEST_FAMILY,
        )
        return self.keep.seen(self.directory.brief_of(wish.clinic_id), patient)

    def give_records(self, account_id: AccountId, by: Actor) -> None:
        """Let somebody who has just proven a phone read what was registered under it before."""
        phone = self.phones.phone_of(account_id)
        me = attrs.evolve(by, role=Role.PATIENT, account_id=account_id)

        def work(tx: Transaction) -> None:
            given = self.patients.give_to(account_id, phone, self.numbers.clinics())
            for clinic_id, patient_id in given:
                tx.note(_link(clinic_id, patient_id, account_id, me))

        self.uow.run(work)


def _look(seen: PatientSeen) -> Note:
    return Note(
        action="read", entity="patient", entity_id=seen.id, clinic_id=seen.clinic_id, patient_id=seen.id
    )


def _link(clinic_id: ClinicId, patient_id: PatientId, account_id: AccountId, by: Actor) -> Note:
    return Note(
        action="linked",
        entity="patient",
        entity_id=patient_id,
        clinic_id=clinic_id,
        patient_id=patient_id,
        after={"account_id": account_id},
        by=by,
    )
