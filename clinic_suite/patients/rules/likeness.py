"""Whether two records probably mean one person."""

from __future__ import annotations

from datetime import date

from clinic_suite.patients.model import Birth, BirthSaid, NewPatient, Patient
from clinic_suite.patients.rules.ages import age_on, birth_of
from clinic_suite.patients.rules.sounds import closeness

_YEARS_APART = 2
_CLOSE_ENOUGH = 0.8
_LESS_FOR_A_YEAR = 5


def likeness(wish: NewPatient, known: Patient, today: date) -> int:
    """How probably the wish means the known patient, of 100; 0 is "somebody else".

    One phone serves a family, so the phone alone says little: the sex must agree, the age within two
    years (many state it roundly), and the names must sound alike.  Phones are compared as E.164.
    """
    if wish.phone is None or wish.phone != known.phone or wish.sex is not known.sex:
        return 0
    apart = _years_apart(wish.birth, known.birth, today)
    close = closeness(wish.name, known.name)
    if apart > _YEARS_APART or close < _CLOSE_ENOUGH:
        return 0
    return round(100 * close) - _LESS_FOR_A_YEAR * apart


def _years_apart(one: BirthSaid, other: Birth, today: date) -> int:
    return abs(age_on(birth_of(one, today), today) - age_on(other, today))
