"""One writing for each phone number, however it was typed."""

from __future__ import annotations

import phonenumbers

from clinic_suite.kernel.errors import invalid

_LONGEST_TYPED = 40
_SHOWN = 4


def normal_phone(typed: str, country: str = "IN") -> str:
    """A number in E.164: ``098200 12345``, ``+91 98200-12345`` and ``९८२००१२३४५`` are one number."""
    number = _parsed(typed, country)
    if number is None:
        raise invalid("/phone", "format")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_or_none(typed: str, country: str = "IN") -> str | None:
    """The same for a search, where anything may be typed and nothing is refused."""
    number = _parsed(typed, country)
    if number is None:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def masked_phone(phone: str | None) -> str:
    """Enough to recognise a number that one knows, and too little to ring one that one does not."""
    return "" if phone is None else f"•••• {phone[-_SHOWN:]}"


def _parsed(typed: str, country: str) -> phonenumbers.PhoneNumber | None:
    if len(typed) > _LONGEST_TYPED or any(c.isalpha() for c in typed):
        # "1800-FLOWERS" is a number to the library; at a desk it is a mistake.
        return None
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return number
