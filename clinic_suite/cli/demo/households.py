"""The patients of a demo: families that share a phone and a family's name, and people who live alone.

The phone numbers are of the right form and nobody chose them; a demo sends nothing, so nobody is rung.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice

from clinic_suite.cli.demo.dice import dice, weighted
from clinic_suite.cli.demo.names import family_name, given_name
from clinic_suite.cli.demo.places import City
from clinic_suite.kernel.language import Language
from clinic_suite.patients.model import AgeStated, Birth, BornOn, NewPatient, Relation, Sex

# A day that does not move with the calendar, so that the same seed makes people of the same age.
_TODAY = date(2026, 1, 1)
_SIZES = {1: 40, 2: 22, 3: 18, 4: 14, 5: 6}
_KNOWS_ONLY_THE_AGE = 0.12


def patients_of(seed: int, clinic: int, city: City, wanted: int) -> Iterator[NewPatient]:
    """So many patients of one clinic, household by household."""
    everybody = (
        one for number in count() for one in _household(dice(seed, "household", clinic, number), city)
    )
    return islice(everybody, wanted)


def _household(chance: random.Random, city: City) -> Iterator[NewPatient]:
    home = weighted(chance, city.speaks)
    phone = f"+919{chance.randrange(10**8, 10**9)}"
    woman = chance.random() < 0.5
    age = chance.randint(21, 78)
    family = family_name(chance, home, woman=woman)
    size = weighted(chance, _SIZES)
    named: set[str] = set()
    for relation, years in islice(_members(chance, age), size):
        theirs = woman if relation is Relation.SELF else chance.random() < 0.5
        theirs = not woman if relation is Relation.SPOUSE else theirs
        given = _new_name(chance, home, theirs, named)
        yield _person(chance, home, phone, theirs, years, f"{given} {_of_family(family, theirs)}", relation)


def _new_name(chance: random.Random, home: Language, woman: bool, named: set[str]) -> str:
    """No family calls two of its own alike."""
    while (given := given_name(chance, home, woman=woman)) in named:
        pass
    named.add(given)
    return given


def _members(chance: random.Random, age: int) -> Iterator[tuple[Relation, int]]:
    """Somebody of this age, and who lives with them: a spouse, children, a parent."""
    yield Relation.SELF, age
    yield Relation.SPOUSE, max(20, age + chance.randint(-5, 5))
    for _ in range(chance.randint(1, 3)):
        if age > 23:
            yield Relation.CHILD, max(0, age - chance.randint(22, 34))
    yield Relation.PARENT, min(97, age + chance.randint(20, 32))
    yield Relation.SIBLING, max(1, age + chance.randint(-8, 8))
    yield Relation.OTHER, chance.randint(5, 80)


def _person(
    chance: random.Random,
    home: Language,
    phone: str,
    woman: bool,
    age: int,
    name: str,
    relation: Relation,
) -> NewPatient:
    return NewPatient(
        name=name,
        sex=Sex.FEMALE if woman else Sex.MALE,
        birth=_birth(chance, age),
        phone=phone,
        relation=relation,
        language=home,
    )


def _birth(chance: random.Random, age: int) -> Birth:
    if chance.random() < _KNOWS_ONLY_THE_AGE:
        return AgeStated(age, _TODAY)
    return BornOn(_TODAY - timedelta(days=age * 365 + chance.randrange(1, 360)))


def _of_family(family: str, woman: bool) -> str:
    """Within a Sikh family the women are Kaur and the men Singh; all others keep the one name."""
    first, _, rest = family.partition(" ")
    if first not in ("Kaur", "Singh"):
        return family
    return f"{'Kaur' if woman else 'Singh'} {rest}".strip()
