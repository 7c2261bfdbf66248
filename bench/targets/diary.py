"""The diary of a large clinic beside an empty one: the same questions and the same bookings, in turns.

Run as a program it prints the milliseconds of each as JSON: medians and the 95th of a hundred.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count

import attrs

from clinic_suite.bootstrap import COLLECTIONS, MIGRATIONS, Suite, wire
from clinic_suite.cli.demo import load
from clinic_suite.directory.public import Search
from clinic_suite.kernel import collections, migrations
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.ids import ClinicId, PatientId, PractitionerId, ServiceId
from clinic_suite.scheduling.errors import SlotTaken
from clinic_suite.scheduling.model import Booking
from clinic_suite.scheduling.service import BookVisits, LookAtDiary
from clinic_suite.settings import Settings

_ROUNDS, _ASKED, _BOOKED = 8, 40, 15


@attrs.frozen(kw_only=True)
class Diary:
    """One database with a diary, and whom of it is asked for."""

    suite: Suite
    clinic_id: ClinicId
    doctor: PractitionerId
    service: ServiceId
    patient: PatientId
    times: Iterator[datetime]


def measure(doctors: int, patients: int) -> dict[str, dict[str, float]]:
    diaries = {"small": _a_diary("small", 5, 1), "large": _a_diary("large", doctors, patients)}
    taken: dict[str, list[float]] = {
        f"{n} {what}": [] for n in diaries for what in ("week", "search", "book")
    }
    for _ in range(_ROUNDS):
        for name, diary in diaries.items():
            taken[f"{name} week"] += [_ms(lambda d=diary: _week(d)) for _ in range(_ASKED)]
            taken[f"{name} search"] += [_ms(lambda d=diary: _search(d)) for _ in range(_ASKED // 4)]
            taken[f"{name} book"] += [_ms(lambda d=diary: _book(d)) for _ in range(_BOOKED)]
    for diary in diaries.values():
        diary.suite.engine.database.client.drop_database(diary.suite.engine.database.name)
    return {
        name: {"median": statistics.median(each), "p95": statistics.quantiles(each, n=20)[-1]}
        for name, each in taken.items()
    }


def _a_diary(name: str, doctors: int, patients: int) -> Diary:
    suite = wire(Settings.from_env({**os.environ, "CLINIC_DATABASE": f"bench_diary_{name}"}))
    migrations.run(suite.engine, MIGRATIONS, suite.clock)
    collections.apply(suite.engine, COLLECTIONS)
    made = load(suite, doctors=doctors, patients=patients)
    samples = made["samples"]
    print(f"{name}: {made['made']}", file=sys.stderr)
    doctor = PractitionerId(samples["practitioner_id"])
    services = suite.part(LookAtDiary).offers.services_of(ClinicId(samples["clinic_id"]))
    service = next(s for s in services if doctor in s.practitioner_ids and s.mode.value == "in_person")
    return Diary(
        suite=suite,
        clinic_id=ClinicId(samples["clinic_id"]),
        doctor=doctor,
        service=service.id,
        patient=PatientId(samples["patient_id"]),
        times=_times(suite, doctor, service.id),
    )


def _times(suite: Suite, doctor: PractitionerId, service: ServiceId) -> Iterator[datetime]:
    """Free times from a month ahead on, where the demo has booked nothing yet."""
    first = suite.clock.now().date() + timedelta(days=30)
    for week in count():
        start = first + timedelta(days=7 * (week % 4))
        for day in suite.part(LookAtDiary).free_of(doctor, start, start + timedelta(days=6), service):
            # Every other time, so that a visit that is longer than a slot does not take the next one's.
            yield from [t.starts_at for t in day.times][::2]


def _ms(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return (time.perf_counter() - began) * 1000


def _week(diary: Diary) -> object:
    first = diary.suite.clock.now().date() + timedelta(days=1)
    look = diary.suite.part(LookAtDiary)
    return look.free_of(diary.doctor, first, first + timedelta(days=6), diary.service)


def _search(diary: Diary) -> object:
    on = diary.suite.clock.now().date() + timedelta(days=2)
    return diary.suite.part(LookAtDiary).search(Search(clinic_id=diary.clinic_id), on, 1)


def _book(diary: Diary) -> object:
    desk = Actor(role=Role.FRONT_DESK, clinic_id=diary.clinic_id)
    starts_at = next(diary.times)
    wish = Booking(
        patient_id=diary.patient,
        practitioner_id=diary.doctor,
        service_id=diary.service,
        starts_at=starts_at,
    )
    try:
        return diary.suite.part(BookVisits).book(wish, desk)
    except SlotTaken:
        return None


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
