"""The directory that is read: two clinics, forty practitioners."""

from __future__ import annotations

import os
from typing import Any

from clinic_suite.bootstrap import COLLECTIONS, MIGRATIONS, Suite, wire
from clinic_suite.directory.model import Address, Language, Mode, NewClinic, NewPractitioner, Speciality
from clinic_suite.directory.service import KeepClinics, KeepPractitioners
from clinic_suite.kernel import collections, migrations
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.money import Money
from clinic_suite.settings import Settings

SEARCH = "/api/v1/practitioners?speciality=dermatology&limit=20"
_CITIES = (("Pune", "Maharashtra", "411004"), ("Jaipur", "Rajasthan", "302001"))
_A_CLINIC = 20


def opened() -> Suite:
    """The wired suite; the preview engine forgets, so there the directory is made at each start."""
    suite = wire(Settings.from_env(os.environ))
    if suite.engine.kind == "preview":
        fill(suite)
    return suite


def prepare() -> None:
    """Make the database of a run ready, once, before a server is started."""
    suite = wire(Settings.from_env(os.environ))
    if suite.engine.kind != "preview":
        migrations.run(suite.engine, MIGRATIONS, suite.clock)
        collections.apply(suite.engine, COLLECTIONS)
        fill(suite)
    suite.engine.close()


def fill(suite: Suite) -> None:
    """Open the clinics and take everybody on, through the use cases."""
    clinics = suite.parts[KeepClinics]
    practitioners = suite.parts[KeepPractitioners]
    assert isinstance(clinics, KeepClinics)
    assert isinstance(practitioners, KeepPractitioners)
    for number, (city, state, pin_code) in enumerate(_CITIES):
        clinic = clinics.open(
            NewClinic(
                name=f"Clinic of {city}",
                address=Address(line1="12 Karve Road", city=city, state=state, pin_code=pin_code),
                phone="+912025441234",
                email="desk@clinic.example",
                time_zone="Asia/Kolkata",
                languages=(Language.ENGLISH, Language.HINDI),
            ),
            the_house(),
        )
        for turn in range(_A_CLINIC):
            practitioners.take_on(clinic.id, _somebody(number * _A_CLINIC + turn), the_house())


def _somebody(number: int) -> NewPractitioner:
    return NewPractitioner(
        name=f"Dr. Number {number:03d}",
        specialities=(Speciality.DERMATOLOGY,),
        qualifications="MBBS, MD",
        registration_number=f"MMC/2009/{number:04d}",
        experience_since_year=2009,
        fee=Money(60000),
        languages=(Language.ENGLISH, Language.HINDI),
        bio="Sees patients of every age, with time for questions. " * 3,
        modes=(Mode.IN_PERSON, Mode.VIDEO),
    )


def raw_search(practitioners: Any) -> list[dict[str, Any]]:
    """The very calls that ``SEARCH`` makes."""
    wish = {"listed": True, "specialities": "dermatology"}
    without = {"listed": 0, "name_words": 0, "city_key": 0}
    return list(practitioners.find(wish, without).sort([("sort_key", 1), ("_id", 1)]).limit(21))


if __name__ == "__main__":
    prepare()
