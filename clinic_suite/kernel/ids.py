"""Names for things: short, sortable by birth, and typed so that two kinds cannot be swapped.

``cl_06g3m…`` is a clinic and ``pr_06g3n…`` a practitioner: a reader of a log sees
which is which, and so does the type checker.
"""

from __future__ import annotations

import re
import secrets
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
_TIME_LETTERS = 10
_CHANCE_LETTERS = 10


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
        return f"{prefix}_{_letters(millis, _TIME_LETTERS)}{_letters(secrets.randbits(50), _CHANCE_LETTERS)}"


def is_id(text: str, prefix: str) -> bool:
    """Whether this could be one of our names; a guess that cannot be one never reaches the database."""
    return text.startswith(prefix + "_") and SHAPE.fullmatch(text) is not None


def pattern_of(prefix: str) -> str:
    """What an id of this kind looks like, for those who read our API's description."""
    return f"^{prefix}_[0-9a-hjkmnp-tv-z]{{{_TIME_LETTERS + _CHANCE_LETTERS}}}$"


def _letters(number: int, length: int) -> str:
    out = ""
    for _ in range(length):
        number, digit = divmod(number, 32)
        out = ALPHABET[digit] + out
    return out
