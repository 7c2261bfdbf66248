"""The directory's pure rules."""

from __future__ import annotations

import re
import unicodedata

from clinic_suite.directory.model import Clinic, ClinicCard, NewClosure, Rating
from clinic_suite.kernel.errors import invalid

_TITLES = frozenset({"dr", "doctor", "prof", "professor", "mr", "mrs", "ms", "smt", "shri", "डॉ", "डॉक्टर"})
_ACCENTS = re.compile("[\u0300-\u036f]")
_BETWEEN_WORDS = re.compile(r"[\s.,;:()'’\"/-]+")
LONGEST_CLOSURE_DAYS = 366


def search_words(name: str) -> list[str]:
    """The words by which a name is found, without titles and Latin accents.

    ``Dr. José D'Souza`` is found under ``jose``, ``d`` and ``souza``.  Marks of other scripts
    stay, because in Devanagari a vowel sign is a letter and not an accent.
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold()))
    words = _BETWEEN_WORDS.split(unicodedata.normalize("NFC", plain))
    return [w for w in dict.fromkeys(words) if w and w not in _TITLES]


def sort_key(name: str) -> str:
    """What a list of names is ordered by: the name without its title."""
    return " ".join(search_words(name)) or name.casefold()


def card_of(clinic: Clinic) -> ClinicCard:
    """What each of its practitioners carries of a clinic."""
    return ClinicCard(
        id=clinic.id,
        name=clinic.name,
        city=clinic.address.city,
        address_line=clinic.address.line,
        time_zone=clinic.time_zone,
    )


def check_closure(wish: NewClosure) -> None:
    """A closure ends no earlier than it begins, and is not for ever (then the clinic is inactive)."""
    if wish.until_on < wish.from_on:
        raise invalid("/until_on", "order", "A closure cannot end before it begins.")
    if (wish.until_on - wish.from_on).days >= LONGEST_CLOSURE_DAYS:
        raise invalid("/until_on", "range", "A closure lasts a year at most.")


def rating_of(total: int, count: int) -> Rating | None:
    """The mean to two digits; nobody is rated who has no review that is shown."""
    return None if count < 1 else Rating(average=round(total / count, 2), count=count)


def initial_of(name: str) -> str:
    """``Lakshmi Iyer`` is ``L``; who begins with no letter is nobody in particular."""
    first = name.strip()[:1].upper()
    return first if first.isalpha() else ""
