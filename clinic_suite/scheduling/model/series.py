"""Visits that come back every so many weeks."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from clinic_suite.kernel.ids import DiaryId, PatientId, PractitionerId, SeriesId, ServiceId
from clinic_suite.scheduling.model.visits import Appointment, Source


@attrs.frozen(kw_only=True)
class NewSeries:
    """The wish to come every so many weeks, at the same time of the clinic's own clock."""

    patient_id: PatientId
    practitioner_id: PractitionerId
    service_id: ServiceId
    starts_at: datetime
    every_weeks: int
    count: int
    skip: tuple[date, ...] = ()
    """Days of the series on which nobody comes, e.g. because they cannot be had."""
    also: tuple[DiaryId, ...] = ()
    reason: str | None = attrs.field(default=None, repr=False)
    source: Source | None = None


@attrs.frozen(kw_only=True)
class Series:
    """Visits that were promised together, the first one first."""

    id: SeriesId
    visits: tuple[Appointment, ...]


@attrs.frozen(kw_only=True)
class Missing:
    """A date of a series that cannot be had, and why: the code that a single booking would be refused with."""

    on: date
    starts_at: datetime
    why: str
