"""Stores a demo through the use cases that people go through, and tells what it stored.

A demo that was loaded before is recognised by its ids, and one that was interrupted is continued.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

import attrs

from clinic_suite.bootstrap import Suite
from clinic_suite.cli.demo import later
from clinic_suite.cli.demo.diary import Books, books_of, fill
from clinic_suite.cli.demo.dice import GivenIds, SeededIds, batched
from clinic_suite.cli.demo.households import patients_of
from clinic_suite.cli.demo.plan import Demo, PlannedClinic, plan
from clinic_suite.cli.demo.sign_ins import doctor_account, open_accounts, open_operator
from clinic_suite.cli.demo.waiting import apart, let_some_wait
from clinic_suite.directory.service import KeepClinics, KeepPractitioners, KeepServices
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.errors import NotFound, Refusal
from clinic_suite.kernel.ids import ClinicId, PatientId, PractitionerId
from clinic_suite.kernel.unit_of_work import Transaction
from clinic_suite.patients.service import KeepPatients
from clinic_suite.scheduling.service import PlanDiaries


class Loaded(TypedDict):
    """What a demo answers: whom to sign in as, something to look at, and how much was stored now."""

    sign_ins: list[dict[str, Any]]
    samples: dict[str, Any]
    made: dict[str, int]


def load(
    suite: Suite, *, doctors: int = 5, patients: int = 20, seed: int = 7, clinics: int | None = None
) -> Loaded:
    """Store the demo of this seed, or what is still missing of it."""
    demo = Demo.sized(seed=seed, doctors=doctors, patients=patients, clinics=clinics)
    planned = plan(demo, suite.clock.now().date())
    made = {"clinics": 0, "doctors": 0, "patients": 0, "visits": 0}
    sign_ins: list[dict[str, Any]] = []
    for clinic in planned:
        if not _is_there(suite, demo, clinic):
            _store(suite, demo, clinic)
            made["clinics"] += 1
            made["doctors"] += len(clinic.doctors)
        sign_ins += open_accounts(suite, seed, clinic, _clinic_id(demo, clinic.number))
        _link_doctor(suite, demo, clinic)
        made["patients"] += _register(suite, demo, clinic)
        made["visits"] += _fill_diary(suite, demo, clinic)
    sign_ins += open_operator(suite, seed)
    return Loaded(sign_ins=sign_ins, samples=_samples(demo), made=made)


def _is_there(suite: Suite, demo: Demo, clinic: PlannedClinic) -> bool:
    try:
        suite.part(KeepClinics).find(_clinic_id(demo, clinic.number))
    except NotFound:
        return False
    return True


def _store(suite: Suite, demo: Demo, clinic: PlannedClinic) -> None:
    """A whole clinic in one transaction: when it is there, all of it is."""

    def work(_: Transaction) -> None:
        # Made inside, because the work may be run again and must give the same ids again.
        ids = _ids(demo, clinic.number)
        clinics = attrs.evolve(suite.part(KeepClinics), ids=ids)
        practitioners = attrs.evolve(suite.part(KeepPractitioners), ids=ids)
        services = attrs.evolve(suite.part(KeepServices), ids=ids)
        by = the_house()
        clinic_id = clinics.open(clinic.wish, by).id
        doctors = [practitioners.take_on(clinic_id, wish, by).id for wish in clinic.doctors]
        for service in clinic.services:
            services.offer(clinic_id, service.offered_by(doctors), by)
        for closure in clinic.closures:
            clinics.announce_closure(clinic_id, closure, by)

    suite.uow.run(work)


def _link_doctor(suite: Suite, demo: Demo, clinic: PlannedClinic) -> None:
    """Whoever signs in as the doctor of a demo clinic is its first one."""
    clinic_id, keep = _clinic_id(demo, clinic.number), suite.part(KeepPractitioners)
    first = PractitionerId(_ids(demo, clinic.number).at("pr", 1))
    account_id = doctor_account(suite, clinic_id)
    if account_id is not None and keep.practitioners.of_account(clinic_id, account_id) is None:
        keep.link(first, account_id, the_house())


def _register(suite: Suite, demo: Demo, clinic: PlannedClinic) -> int:
    """Register those who are not there yet, some hundred at a time; answer how many they were."""
    keep, ids, clinic_id = (
        suite.part(KeepPatients),
        _ids(demo, clinic.number),
        _clinic_id(demo, clinic.number),
    )
    wishes = patients_of(demo.seed, clinic.number, clinic.city, demo.share(demo.patients, clinic.number))
    made = 0
    for some in batched((PatientId(ids.at("pa", n)), w) for n, w in enumerate(wishes, 1)):
        known = keep.patients.known(clinic_id, [id_ for id_, _ in some])
        new = [(id_, wish) for id_, wish in some if id_ not in known]
        if new:
            given = attrs.evolve(keep, ids=GivenIds(id_ for id_, _ in new))
            made += given.register_many(clinic_id, [wish for _, wish in new], the_house())
    return made


def renew(suite: Suite, *, doctors: int, patients: int, seed: int) -> int:
    """Bring the diaries of a demo of before to the present day; answer how many visits are new."""
    demo = Demo.sized(seed=seed, doctors=doctors, patients=patients, clinics=None)
    made = 0
    for clinic in plan(demo, suite.clock.now().date()):
        books, who, wait = _books(suite, demo, clinic)
        try:
            made += later.renew(books, who, wait)
        except Refusal:
            # Whoever tries the demo has closed this clinic; it stays as they left it.
            continue
    return made


def _fill_diary(suite: Suite, demo: Demo, clinic: PlannedClinic) -> int:
    """Fill the diary of a clinic that has none; answer how many visits are in it."""
    if suite.part(PlanDiaries).diaries.of_clinic(_clinic_id(demo, clinic.number)):
        return 0
    books, doctors, wait = _books(suite, demo, clinic)
    # The samples show the first doctor, whose days stay as open as they are.
    return fill(books, doctors) + let_some_wait(books, wait, doctors[-1])


def _books(
    suite: Suite, demo: Demo, clinic: PlannedClinic
) -> tuple[Books, list[PractitionerId], Sequence[PatientId]]:
    """What a clinic's diary is filled from, its doctors, and those of its patients who wait."""
    clinic_id, ids = _clinic_id(demo, clinic.number), _ids(demo, clinic.number)
    patients = [PatientId(ids.at("pa", n + 1)) for n in range(demo.share(demo.patients, clinic.number))]
    doctors = [PractitionerId(ids.at("pr", n + 1)) for n in range(len(clinic.doctors))]
    come, wait = apart(patients)
    return books_of(suite, demo.seed, clinic.number, clinic_id, come), doctors, wait


def _samples(demo: Demo) -> dict[str, Any]:
    """Something of each kind, for scripts that want to look at one."""
    ids = _ids(demo, 0)
    return {
        "clinic_id": _clinic_id(demo, 0),
        "practitioner_id": ids.at("pr", 1),
        "service_id": ids.at("sv", 1),
        "patient_id": ids.at("pa", 1) if demo.patients else "",
    }


def _ids(demo: Demo, clinic: int) -> SeededIds:
    return SeededIds(demo.seed, f"clinic {clinic}")


def _clinic_id(demo: Demo, clinic: int) -> ClinicId:
    return ClinicId(_ids(demo, clinic).at("cl", 1))
