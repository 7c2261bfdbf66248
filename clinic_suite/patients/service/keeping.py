"""What a clinic does with the records of those whom it knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

import attrs

from clinic_suite.auth.public import PhoneAccounts
from clinic_suite.directory.public import ClinicBrief, Directory
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.changes import given
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import VersionStale, invalid
from clinic_suite.kernel.ids import ClinicId, Ids, PatientId
from clinic_suite.kernel.paging import Page, Wanted
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.patients import policies
from clinic_suite.patients.errors import FamilyFull, PatientLikelyKnown
from clinic_suite.patients.events import PatientCorrected, PatientRegistered
from clinic_suite.patients.model import (
    Alike,
    NewPatient,
    Patient,
    PatientChange,
    PatientSeen,
    Registration,
    Sought,
)
from clinic_suite.patients.repository import Patients, RecordNumbers
from clinic_suite.patients.rules.ages import birth_of, check_birth
from clinic_suite.patients.rules.likeness import likeness
from clinic_suite.patients.rules.numbers import initials_of, record_number
from clinic_suite.patients.rules.phones import normal_phone, phone_or_none
from clinic_suite.patients.rules.seeking import sought_by
from clinic_suite.patients.rules.showing import alike_seen, patient_seen
from clinic_suite.patients.rules.sounds import words_of

AT_ONCE = 500
"""How many are stored in one unit of work: a transaction must stay well under MongoDB's minute and 16 MB."""


@attrs.frozen(kw_only=True)
class KeepPatients:
    """The use cases about whom a clinic knows."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    directory: Directory
    patients: Patients
    numbers: RecordNumbers
    phones: PhoneAccounts

    def register(
        self, clinic_id: ClinicId, wish: NewPatient, by: Actor, *, although_alike: bool = False
    ) -> Patient:
        """Write somebody down under a new record number.

        Whoever seems to be known already is refused with ``PatientLikelyKnown``, which names the records;
        ``although_alike`` is said by a person who has looked at them.
        """
        policies.require_may_register(by, clinic_id)
        return self.write_down(clinic_id, wish, although_alike=although_alike)

    def register_seen(self, clinic_id: ClinicId, wish: Registration, by: Actor) -> PatientSeen:
        """The same as the desk says and reads it."""
        patient = self.register(clinic_id, wish.wish, by, although_alike=wish.although_alike)
        return self.seen(self.directory.brief_of(clinic_id), patient)

    def write_down(
        self, clinic_id: ClinicId, wish: NewPatient, *, although_alike: bool, at_most: int | None = None
    ) -> Patient:
        """The same, once it is settled who may; ``at_most`` is how many one phone may have then.

        What is known is looked at twice.  The first look spares a record number.  The second counts: it
        comes after a write to the clinic, so of two who register the same person at once one waits for the
        other, looks again and is warned.
        """
        clinic = self.directory.brief_of(clinic_id)
        checked = self._with_account(self._checked(clinic, wish))
        self._look(clinic, checked, although_alike, at_most)
        [patient] = self._numbered(clinic, [checked])

        def work(tx: Transaction) -> Patient:
            self.directory.let_gain(clinic_id)
            self._look(clinic, checked, although_alike, at_most)
            self.patients.add(patient)
            self._tell(tx, patient)
            return patient

        return self.uow.run(work)

    def correct(self, patient_id: PatientId, change: PatientChange, seen: int, by: Actor) -> PatientSeen:
        """Change what is recorded of somebody of one's own clinic.

        A record is its phone's account's: with another phone it is another account's, or nobody's yet.
        """
        clinic = self.directory.brief_of(policies.own_clinic(by))

        def work(tx: Transaction) -> Patient:
            before = self.patients.get(clinic.id, patient_id)
            if before.version != seen:
                raise VersionStale
            after = self._corrected(clinic, before, change)
            self.patients.replace(after)
            tx.note(
                note_of(
                    "corrected",
                    "patient",
                    before=before,
                    after=after,
                    clinic_id=clinic.id,
                    patient_id=patient_id,
                )
            )
            tx.record(PatientCorrected(clinic_id=clinic.id, patient_id=patient_id))
            return after

        return self.seen(clinic, self.uow.run(work))

    def register_many(self, clinic_id: ClinicId, wishes: Sequence[NewPatient], by: Actor) -> int:
        """Write many down, five hundred in a transaction, without asking whether they are known."""
        policies.require_is_the_house(by)
        clinic = self.directory.brief_of(clinic_id)
        for some in _batches(wishes):
            patients = self._numbered(clinic, [self._checked(clinic, wish) for wish in some])
            self.uow.run(partial(self._store, clinic_id=clinic_id, patients=patients))
        return len(wishes)

    def alike(self, clinic_id: ClinicId, wish: NewPatient, by: Actor) -> tuple[Alike, ...]:
        """The records that probably mean the same person, the likeliest first."""
        policies.require_may_register(by, clinic_id)
        clinic = self.directory.brief_of(clinic_id)
        return self._alike(clinic, self._checked(clinic, wish))

    def find(self, clinic_id: ClinicId, typed: str, wanted: Wanted, by: Actor) -> Page[Patient]:
        """Find by what was typed into one field: a phone, a record number or the beginning of a name."""
        policies.require_may_find(by, clinic_id)
        country = self.directory.brief_of(clinic_id).country
        return self.patients.search(clinic_id, sought_by(typed, country), wanted)

    def list_seen(
        self, clinic_id: ClinicId, typed: str | None, wanted: Wanted, by: Actor
    ) -> Page[PatientSeen]:
        """The same as the desk reads it; nothing typed lists everybody."""
        policies.require_may_find(by, clinic_id)
        clinic = self.directory.brief_of(clinic_id)
        sought = Sought() if typed is None else sought_by(typed, clinic.country)
        return self.patients.search(clinic_id, sought, wanted).map(lambda p: self.seen(clinic, p))

    def find_by(self, clinic_id: ClinicId, sought: Sought, wanted: Wanted, by: Actor) -> Page[Patient]:
        """Find by what is said in fields of their own; nothing said lists everybody."""
        policies.require_may_find(by, clinic_id)
        if sought.phone is not None:
            phone = phone_or_none(sought.phone, self.directory.brief_of(clinic_id).country)
            sought = attrs.evolve(sought, phone=phone or "")
        return self.patients.search(clinic_id, sought, wanted)

    def show_seen(self, patient_id: PatientId, by: Actor) -> PatientSeen:
        """One record of the clinic in which somebody works."""
        clinic_id = policies.own_clinic(by)
        patient = self.patients.get(clinic_id, patient_id)
        return self.seen(self.directory.brief_of(clinic_id), patient)

    def show(self, clinic_id: ClinicId, patient_id: PatientId, by: Actor) -> Patient:
        policies.require_may_find(by, clinic_id)
        return self.patients.get(clinic_id, patient_id)

    def seen(self, clinic: ClinicBrief, patient: Patient) -> PatientSeen:
        """A record as it reads on the clinic's present day."""
        return patient_seen(patient, clinic.name, clinic.day_of(self.clock.now()))

    def _look(self, clinic: ClinicBrief, wish: NewPatient, although_alike: bool, at_most: int | None) -> None:
        if not although_alike and (alike := self._alike(clinic, wish)):
            today = clinic.day_of(self.clock.now())
            seen = tuple(alike_seen(one, today) for one in alike)
            raise PatientLikelyKnown(tuple(a.patient.id for a in alike), seen)
        if at_most is None or wish.phone is None:
            return
        if len(self.patients.on_phone(clinic.id, wish.phone)) >= at_most:
            raise FamilyFull

    def _with_account(self, wish: NewPatient) -> NewPatient:
        """A record with the account of its phone, which may read it; for now none, if that was never proven."""
        if wish.account_id is not None or wish.phone is None:
            return wish
        return attrs.evolve(wish, account_id=self.phones.account_on(wish.phone))

    def _corrected(self, clinic: ClinicBrief, before: Patient, change: PatientChange) -> Patient:
        said = given(change)
        wish = NewPatient(
            name=said.get("name", before.name),
            sex=said.get("sex", before.sex),
            birth=said.get("birth", before.birth),
            phone=said.get("phone", before.phone),
        )
        checked = self._with_account(self._checked(clinic, wish))
        said |= {"name": checked.name, "birth": checked.birth, "phone": checked.phone}
        return attrs.evolve(before, **said, account_id=checked.account_id, version=before.version + 1)

    def _alike(self, clinic: ClinicBrief, wish: NewPatient) -> tuple[Alike, ...]:
        if wish.phone is None:
            return ()
        today = clinic.day_of(self.clock.now())
        family = self.patients.on_phone(clinic.id, wish.phone)
        scored = [Alike(patient=p, score=likeness(wish, p, today)) for p in family]
        return tuple(sorted((a for a in scored if a.score > 0), key=lambda a: -a.score))

    def _checked(self, clinic: ClinicBrief, wish: NewPatient) -> NewPatient:
        """The wish with its phone in one writing; refused when the name or the birth cannot be true."""
        name, today = " ".join(wish.name.split()), clinic.day_of(self.clock.now())
        if not words_of(name):
            raise invalid("/name", "format")
        birth = birth_of(wish.birth, today)
        check_birth(birth, today)
        phone = None if wish.phone is None else normal_phone(wish.phone, clinic.country)
        return attrs.evolve(wish, name=name, birth=birth, phone=phone)

    def _numbered(self, clinic: ClinicBrief, wishes: list[NewPatient]) -> list[Patient]:
        taken = self.numbers.take(clinic.id, initials_of(clinic.name), len(wishes))
        now = self.clock.now()
        return [
            Patient(
                id=PatientId(self.ids.new("pa")),
                clinic_id=clinic.id,
                mrn=record_number(taken.initials, taken.first + place),
                registered_at=now,
                **attrs.asdict(wish, recurse=False),
            )
            for place, wish in enumerate(wishes)
        ]

    def _store(self, tx: Transaction, clinic_id: ClinicId, patients: list[Patient]) -> None:
        self.directory.let_gain(clinic_id)
        self.patients.add_many(clinic_id, patients)
        for patient in patients:
            self._tell(tx, patient)

    def _tell(self, tx: Transaction, patient: Patient) -> None:
        tx.note(
            note_of(
                "registered", "patient", after=patient, clinic_id=patient.clinic_id, patient_id=patient.id
            )
        )
        tx.record(PatientRegistered(clinic_id=patient.clinic_id, patient_id=patient.id))


def _batches(wishes: Sequence[NewPatient]) -> Iterator[list[NewPatient]]:
    rest = iter(wishes)
    while some := list(islice(rest, AT_ONCE)):
        yield some
