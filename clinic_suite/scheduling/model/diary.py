"""When somebody can be seen: templates, exceptions and the day sheets that are made from them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

import attrs

from clinic_suite.kernel.care import Mode
from clinic_suite.kernel.changes import UNSET, Unset
from clinic_suite.kernel.ids import (
    AccountId,
    AppointmentId,
    BlockId,
    ClinicId,
    DiaryId,
    EntryId,
    ExceptionId,
    PatientId,
    ResourceId,
    ServiceId,
    TemplateId,
)


class DiaryKind(StrEnum):
    """Whose diary it is."""

    PRACTITIONER = "practitioner"
    RESOURCE = "resource"


class ResourceKind(StrEnum):
    """What can be taken besides a person's time."""

    ROOM = "room"
    DEVICE = "device"


class Standing(StrEnum):
    """Whether a template or a resource is in use."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


@attrs.frozen(kw_only=True)
class Window:
    """Some hours of one weekday (Monday is 0), in the clinic's own time, as ``09:00`` to ``13:00``."""

    weekday: int
    from_time: str
    until_time: str
    slot_minutes: int
    seats: int = 1
    modes: tuple[Mode, ...] = (Mode.IN_PERSON,)
    place: str = ""


@attrs.frozen(kw_only=True)
class Template:
    """How the weeks of a diary look between two dates; without an end it goes on."""

    id: TemplateId
    clinic_id: ClinicId
    diary_id: DiaryId
    windows: tuple[Window, ...]
    valid_from: date
    valid_until: date | None
    state: Standing = Standing.ACTIVE
    version: int = 1


@attrs.frozen(kw_only=True)
class NewTemplate:
    """The wish to work some hours each week."""

    windows: tuple[Window, ...]
    valid_from: date
    valid_until: date | None = None


@attrs.frozen(kw_only=True)
class TemplateChange:
    """An edit of a template."""

    windows: tuple[Window, ...] | Unset = UNSET
    valid_from: date | Unset = UNSET
    valid_until: date | Unset | None = UNSET


class ExceptionKind(StrEnum):
    """How a day differs from its template."""

    LEAVE = "leave"
    EXTRA = "extra"


@attrs.frozen(kw_only=True)
class DiaryException:
    """Leave takes time out of a diary, extra time puts some in."""

    id: ExceptionId
    clinic_id: ClinicId
    diary_id: DiaryId
    kind: ExceptionKind
    from_at: datetime
    until_at: datetime
    reason: str
    slot_minutes: int
    seats: int
    modes: tuple[Mode, ...]
    place: str
    made_at: datetime
    version: int = 1


@attrs.frozen(kw_only=True)
class NewException:
    """The wish to be away, or to be there besides."""

    kind: ExceptionKind
    from_at: datetime
    until_at: datetime
    reason: str = ""
    slot_minutes: int = 15
    seats: int = 1
    modes: tuple[Mode, ...] = (Mode.IN_PERSON,)
    place: str = ""


@attrs.frozen(kw_only=True)
class Resource:
    """A room or a device, with a diary of its own."""

    id: ResourceId
    clinic_id: ClinicId
    name: str
    kind: ResourceKind
    state: Standing = Standing.ACTIVE
    version: int = 1


@attrs.frozen(kw_only=True)
class NewResource:
    """The wish to have a room or a device in the diary."""

    name: str
    kind: ResourceKind


@attrs.frozen(kw_only=True)
class ResourceChange:
    """An edit of a resource."""

    name: str | Unset = UNSET
    kind: ResourceKind | Unset = UNSET


@attrs.frozen(kw_only=True)
class Session:
    """An open window of one day, with the moments at which a visit may begin."""

    from_at: datetime
    until_at: datetime
    slot_minutes: int
    seats: int
    modes: tuple[Mode, ...]
    place: str
    starts: tuple[datetime, ...]


class EntryState(StrEnum):
    """What takes a time: somebody is choosing it, somebody has it, or nobody may."""

    HELD = "held"
    BOOKED = "booked"
    BLOCKED = "blocked"


@attrs.frozen(kw_only=True)
class Entry:
    """A seat that is taken from a moment until another, buffers included."""

    id: EntryId
    seat: int
    from_at: datetime
    until_at: datetime
    starts_at: datetime
    ends_at: datetime
    state: EntryState
    expires_at: datetime | None = None
    """A held entry is dead at this very moment, whoever has swept or not."""
    token: bytes | None = attrs.field(default=None, repr=False)
    """What the token's holder can prove; the token itself is nowhere."""
    holder: AccountId | None = None
    appointment_id: AppointmentId | None = None
    patient_id: PatientId | None = None
    service_id: ServiceId | None = None
    block_id: BlockId | None = None
    """Which block it is part of; one that takes out three seats is three entries."""
    reason: str | None = None
    """Why the desk has taken the time out, e.g. ``Supplier visit``; nothing about a patient stands here."""

    def lives(self, now: datetime) -> bool:
        return self.expires_at is None or self.expires_at > now


@attrs.frozen(kw_only=True)
class NewBlock:
    """The wish to take a stretch of one day out of a diary."""

    from_at: datetime
    until_at: datetime
    reason: str | None = None


@attrs.frozen(kw_only=True)
class Block:
    """A stretch of a diary that the desk has taken out: nobody can be seen then, and nobody is away."""

    id: BlockId
    clinic_id: ClinicId
    diary_id: DiaryId
    from_at: datetime
    until_at: datetime
    reason: str | None
    seats: int


@attrs.frozen(kw_only=True)
class DaySheet:
    """A diary's page for one day, and the lock under which its time is given away."""

    id: str
    clinic_id: ClinicId
    diary_id: DiaryId
    on: date
    sessions: tuple[Session, ...]
    entries: tuple[Entry, ...] = ()
    closed_for: tuple[str, ...] = ()
    """Why nothing may be booked on it: closures of the clinic, or that it is not active."""
    strays: bool = False
    """Some entry lies outside the sessions: the desk must move it."""
    version: int = 1


def sheet_id(diary_id: DiaryId, on: date) -> str:
    """``pr_…:2026-11-21``: the name says all, so many pages are found by their names alone."""
    return f"{diary_id}:{on.isoformat()}"


@attrs.frozen(kw_only=True)
class FreeTime:
    """A time that could be booked when it was looked for."""

    starts_at: datetime
    ends_at: datetime
    seats_left: int
    modes: tuple[Mode, ...]
    place: str


@attrs.frozen(kw_only=True)
class AnyStart:
    """The next free times of one practitioner, for a card in a list."""

    practitioner_id: str
    times: tuple[FreeTime, ...]


@attrs.frozen(kw_only=True)
class VisitLength:
    """How much time a visit takes of a diary: its own length and what must stay free around it."""

    length: timedelta
    before: timedelta = timedelta()
    after: timedelta = timedelta()


@attrs.frozen(kw_only=True)
class Terms:
    """What a clinic promises and asks about its diary; each may be changed by the clinic."""

    clinic_id: ClinicId
    lead_minutes: int = 30
    horizon_days: int = 60
    cancel_until_minutes: int = 240
    most_upcoming: int = 5
    most_holds: int = 2
    hold_seconds: int = 120
    paying_seconds: int = 900
    version: int = 1

    @property
    def id(self) -> str:
        return self.clinic_id


@attrs.frozen(kw_only=True)
class TermsChange:
    """An edit of a clinic's terms."""

    lead_minutes: int | Unset = UNSET
    horizon_days: int | Unset = UNSET
    cancel_until_minutes: int | Unset = UNSET
    most_upcoming: int | Unset = UNSET
