"""What somebody at the desk means by what they typed into the one search field."""

from __future__ import annotations

from clinic_suite.patients.model import Sought
from clinic_suite.patients.rules.numbers import number_typed
from clinic_suite.patients.rules.phones import phone_or_none


def sought_by(typed: str, country: str = "IN") -> Sought:
    """A phone number if it is one, a record number if it looks like one, else the beginning of a name."""
    if phone := phone_or_none(typed, country):
        return Sought(phone=phone)
    if mrn := number_typed(typed):
        return Sought(mrn=mrn)
    return Sought(name=typed.strip())
