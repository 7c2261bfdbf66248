"""What a patient was promised."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import attrs

from clinic_suite.kernel.care import Mode
from clinic_suite.kernel.ids import (
    AccountId,
    AppointmentId,
    ClinicId,
    DiaryId,
    EntryId,
    PatientId,
    PractitionerId,
    SeriesId,
    ServiceId,
)
from clinic_suite.kernel.trail import HIDDEN


class AppointmentState(StrEnum):
    """How far a visit is."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    IN_CONSULTATION = "in_consultation"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    EXPIRED = "expired"


LIVE = frozenset(
    {
        AppointmentState.CONFIRMED,
        AppointmentState.ARRIVED,
        AppointmentState.IN_CONSULTATION,
        AppointmentState.COMPLETED,
    }
)
"""The states in which a time stays taken, whatever the hour; a requested one is taken until its end only."""


class Source(StrEnum):
    """On which way a visit came into the diary."""

    PORTAL = "portal"
    DESK = "desk"
    PHONE = "phone"
    WALK_IN = "walk_in"
    WAITLIST = "waitlist"


class CancelledBy(StrEnum):
    """Who did not want the visit any more."""

    PATIENT = "patient"
    CLINIC = "clinic"
    DOCTOR = "doctor"


@attrs.frozen(kw_only=True)
class Place:
    """One entry that a visit takes: of its practitioner, of a second one, of a room."""

    diary_id: DiaryId
    sheet_id: str
    entry_id: EntryId
    seat: int


@attrs.frozen(kw_only=True)
class Deed:
    """A line of a visit's history."""

    at: datetime
    verb: str
    by_role: str
    by: AccountId | None = None
    was_at: datetime | None = None
    """When it was to begin before it was moved."""
    reason: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class Appointment:
    """A time that a patient was promised, and what has become of it."""

    id: AppointmentId
    clinic_id: ClinicId
    practitioner_id: PractitionerId
    patient_id: PatientId
    service_id: ServiceId
    mode: Mode
    starts_at: datetime
    ends_at: datetime
    seat: int
    places: tuple[Place, ...]
    state: AppointmentState
    source: Source
    reason: str | None = attrs.field(default=None, repr=False, metadata={HIDDEN: True})
    """Why the patient comes, in the patient's own words."""
    expires_at: datetime | None = None
    """Until when a requested visit waits for its payment."""
    account_id: AccountId | None = None
    """Who booked it from outside."""
    series_id: SeriesId | None = None
    booked_at: datetime
    cancelled_by: CancelledBy | None = None
    history: tuple[Deed, ...] = attrs.field(default=(), metadata={HIDDEN: True})
    version: int = 1

    @property
    def live(self) -> bool:
        return self.state in LIVE


@attrs.frozen(kw_only=True)
class NewHold:
    """The wish to have a time kept for a moment."""

    practitioner_id: PractitionerId
    service_id: ServiceId
    starts_at: datetime
    patient_id: PatientId | None = None


@attrs.frozen(kw_only=True)
class Hold:
    """A time that is kept until it ends, for whoever can show the token."""

    token: str = attrs.field(repr=False)
    practitioner_id: PractitionerId
    service_id: ServiceId
    starts_at: datetime
    ends_at: datetime
    expires_at: datetime


@attrs.frozen(kw_only=True)
class Booking:
    """The wish to be promised a time: one that is held, or one that is named."""

    patient_id: PatientId
    hold_token: str | None = attrs.field(default=None, repr=False)
    practitioner_id: PractitionerId | None = None
    service_id: ServiceId | None = None
    starts_at: datetime | None = None
    also: tuple[DiaryId, ...] = ()
    """Diaries of which the visit needs time besides: a second practitioner, a room, a device."""
    reason: str | None = attrs.field(default=None, repr=False)
    source: Source | None = None
    pay_first: bool = False
    off_grid: bool = False
    """Whether the desk puts it between the usual beginnings."""


class Scope(StrEnum):
    """How much of a series is meant: this visit alone, or it and all that follow."""

    THIS = "this"
    FROM_HERE = "from_here"


@attrs.frozen(kw_only=True)
class Move:
    """The wish to have a visit at another time, or with another practitioner, or longer."""

    starts_at: datetime
    practitioner_id: PractitionerId | None = None
    ends_at: datetime | None = None
    reason: str | None = attrs.field(default=None, repr=False)
    off_grid: bool = False
    scope: Scope = Scope.THIS


@attrs.frozen(kw_only=True)
class Cancellation:
    """The wish that a visit does not take place."""

    reason: str | None = attrs.field(default=None, repr=False)
    by: CancelledBy | None = None
    scope: Scope = Scope.THIS


@attrs.frozen(kw_only=True)
class NewRating:
    """The wish to say how a visit was."""

    stars: int
    text: str = ""
