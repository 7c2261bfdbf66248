"""Names for things: short, sortable by birth, and typed so that two kinds cannot be swapped.

``cl_06g3m…`` is a clinic and ``pr_06g3n…`` a practitioner: a reader of a log sees
which is which, and so does the type checker.
"""

from __future__ import annotations

import os
import re
from typing import NewType, Protocol

from clinic_suite.kernel.clock import Clock

AccountId = NewType("AccountId", str)
AppointmentId = NewType("AppointmentId", str)
ApprovalId = NewType("ApprovalId", str)
BlockId = NewType("BlockId", str)
BoardKeyId = NewType("BoardKeyId", str)
ClinicId = NewType("ClinicId", str)
ClosureId = NewType("ClosureId", str)
DeviceId = NewType("DeviceId", str)
DiaryId = NewType("DiaryId", str)
EntryId = NewType("EntryId", str)
EventId = NewType("EventId", str)
ExceptionId = NewType("ExceptionId", str)
OfferId = NewType("OfferId", str)
PasskeyId = NewType("PasskeyId", str)
PatientId = NewType("PatientId", str)
PractitionerId = NewType("PractitionerId", str)
ResourceId = NewType("ResourceId", str)
ReviewId = NewType("ReviewId", str)
SeriesId = NewType("SeriesId", str)
ServiceId = NewType("ServiceId", str)
SessionId = NewType("SessionId", str)
TemplateId = NewType("TemplateId", str)
TicketId = NewType("TicketId", str)
WaitId = NewType("WaitId", str)

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SHAPE = re.compile(r"^[a-z]{2,3}_[0-9a-hjkmnp-tv-z]{20}$")
_LETTERS = 20
_PAIRS = tuple(one + other for one in ALPHABET for other in ALPHABET)


class Ids(Protocol):
    """Something that never gives the same name twice."""

    def new(self, prefix: str) -> str:
        """Answer a fresh name that begins with ``prefix`` and an underscore."""
        ...


class TimeSortedIds:
    """Fifty bits of milliseconds, then fifty of chance: later names sort after earlier ones."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def new(self, prefix: str) -> str:
        millis = int(self._clock.now().timestamp() * 1000)
        return f"{prefix}_{_ten_letters(millis)}{_ten_letters(int.from_bytes(os.urandom(7)) >> 6)}"


def is_id(text: str, prefix: str) -> bool:
    """Whether this could be one of our names; a guess that cannot be one never reaches the database."""
    return text.startswith(prefix + "_") and SHAPE.fullmatch(text) is not None


def pattern_of(prefix: str) -> str:
    """What an id of this kind looks like, for those who read our API's description."""
    return f"^{prefix}_[0-9a-hjkmnp-tv-z]{{{_LETTERS}}}$"


def _ten_letters(number: int) -> str:
    """Fifty bits as ten letters; two at a time, because a name is made for all that is written."""
    return (
        _PAIRS[number >> 40 & 1023]
        + _PAIRS[number >> 30 & 1023]
        + _PAIRS[number >> 20 & 1023]
        + _PAIRS[number >> 10 & 1023]
        + _PAIRS[number & 1023]
    )
