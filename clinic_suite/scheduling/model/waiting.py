"""Who waits for a time, and what they are offered when one becomes free."""

from __future__ import annotations

from datetime import date, datetime
from enum import IntEnum, StrEnum

import attrs

from clinic_suite.kernel.ids import (
    AccountId,
    AppointmentId,
    ClinicId,
    EntryId,
    OfferId,
    PatientId,
    PractitionerId,
    ServiceId,
    WaitId,
)


class Urgency(StrEnum):
    """How soon somebody should be seen."""

    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"


class Weight(IntEnum):
    """What an urgency counts when people are put in order; the heavier first."""

    ROUTINE = 0
    SOON = 1
    URGENT = 2


WEIGHT = {
    Urgency.ROUTINE: Weight.ROUTINE,
    Urgency.SOON: Weight.SOON,
    Urgency.URGENT: Weight.URGENT,
}


class WaitState(StrEnum):
    """How far somebody's waiting is."""

    WAITING = "waiting"
    OFFERED = "offered"
    BOOKED = "booked"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    """All the days that would have suited are over."""


class OfferState(StrEnum):
    """What has become of an offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"


@attrs.frozen(kw_only=True)
class Suiting:
    """Some days and hours that suit: weekdays from Monday as 0, none meaning all of them."""

    from_on: date
    until_on: date
    from_time: str = "00:00"
    until_time: str = "24:00"
    weekdays: tuple[int, ...] = ()


@attrs.frozen(kw_only=True)
class Wait:
    """Somebody's place on the waitlist."""

    id: WaitId
    clinic_id: ClinicId
    patient_id: PatientId
    account_id: AccountId | None
    service_id: ServiceId
    practitioner_id: PractitionerId | None
    suiting: tuple[Suiting, ...]
    urgency: Urgency
    weight: int
    lapses: int
    """How many offers have passed unanswered: who does not answer comes after those who might."""
    joined_at: datetime
    until_on: date
    state: WaitState = WaitState.WAITING
    declined: tuple[datetime, ...] = ()
    """The beginnings that were declined or let lapse, so that nobody is offered the same time twice."""
    version: int = 1


@attrs.frozen(kw_only=True)
class NewWait:
    """The wish to be told when a time becomes free."""

    patient_id: PatientId
    service_id: ServiceId
    suiting: tuple[Suiting, ...]
    practitioner_id: PractitionerId | None = None
    urgency: Urgency = Urgency.ROUTINE


@attrs.frozen(kw_only=True)
class Offer:
    """A time that is kept for one person who waits, until an end."""

    id: OfferId
    clinic_id: ClinicId
    wait_id: WaitId
    patient_id: PatientId
    account_id: AccountId | None
    service_id: ServiceId
    practitioner_id: PractitionerId
    sheet_id: str
    entry_id: EntryId
    seat: int
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    expires_at: datetime
    state: OfferState = OfferState.OPEN
    appointment_id: AppointmentId | None = None
    version: int = 1


@attrs.frozen(kw_only=True)
class NewOffer:
    """The desk's wish to offer a time to somebody who waits."""

    practitioner_id: PractitionerId
    starts_at: datetime


@attrs.frozen(kw_only=True)
class Waiting:
    """Somebody who waits, with the offer that is open to them, if there is one."""

    wait: Wait
    offer: Offer | None
