"""How old somebody is, whether the day of birth is known or only an age that was once said."""

from __future__ import annotations

from datetime import date

from clinic_suite.kernel.errors import invalid
from clinic_suite.patients.model import AgeNow, AgeStated, Birth, BirthSaid, BornOn

OLDEST = 130


def age_on(birth: Birth, day: date) -> int:
    """The full years on a day.

    Whoever was born on 29 February is a year older on 1 March of a common year.  An age that was
    stated grows by one with each full year since: the birthday within that year is unknown.
    """
    match birth:
        case BornOn(born):
            return _full_years(born, day)
        case AgeStated(years, stated_on):
            return years + _full_years(stated_on, day)


def birth_of(said: BirthSaid, today: date) -> Birth:
    """A birth as it is kept: who says "34" has said it today."""
    return AgeStated(said.years, today) if isinstance(said, AgeNow) else said


def check_birth(birth: Birth, today: date) -> None:
    """Nobody is born tomorrow, and nobody is 131."""
    said_on = birth.day if isinstance(birth, BornOn) else birth.stated_on
    if said_on > today:
        raise invalid("/birth", "range", "This day has not come yet.")
    if isinstance(birth, AgeStated) and birth.years < 0:
        raise invalid("/birth", "range")
    if age_on(birth, today) > OLDEST:
        raise invalid("/birth", "range", f"Nobody is older than {OLDEST}.")


def _full_years(since: date, until: date) -> int:
    before_the_day = (until.month, until.day) < (since.month, since.day)
    return max(0, until.year - since.year - before_the_day)
