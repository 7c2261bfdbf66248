"""Medical record numbers: the clinic's initials and a number that only grows, e.g. ``SAH-000123``."""

from __future__ import annotations

import re
import unicodedata

from clinic_suite.patients.model import RecordNumber

_TYPED = re.compile(r"^\s*([A-Za-z]{2,4})\s*[-–/ ]?\s*(\d{1,9})\s*$")
_NOT_LETTERS = re.compile(r"[^A-Z]")
_DIGITS = 6
_INITIALS = 3
_WITHOUT_LETTERS = "PAT"


def initials_of(clinic_name: str) -> str:
    """The first three Latin letters of a clinic's name; a name in another script has ``PAT``."""
    plain = unicodedata.normalize("NFKD", clinic_name).upper()
    letters = _NOT_LETTERS.sub("", plain)[:_INITIALS]
    return letters if len(letters) == _INITIALS else _WITHOUT_LETTERS


def record_number(initials: str, number: int) -> RecordNumber:
    return RecordNumber(f"{initials}-{number:0{_DIGITS}d}")


def number_typed(text: str) -> RecordNumber | None:
    """What was typed as a record number, however carelessly: ``sah 123`` is ``SAH-000123``."""
    found = _TYPED.match(text)
    return record_number(found[1].upper(), int(found[2])) if found else None
