"""What the diary tells others."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from clinic_suite.kernel.events import Fact, fact
from clinic_suite.kernel.ids import (
    AppointmentId,
    BlockId,
    DiaryId,
    OfferId,
    PatientId,
    PractitionerId,
    ServiceId,
    WaitId,
)
from clinic_suite.scheduling.model import CancelledBy


@attrs.frozen(kw_only=True)
class AboutVisit(Fact):
    """What every fact about a visit says."""

    appointment_id: AppointmentId
    practitioner_id: PractitionerId
    patient_id: PatientId
    service_id: ServiceId
    starts_at: datetime
    ends_at: datetime


@fact("scheduling.appointment_requested")
@attrs.frozen(kw_only=True)
class AppointmentRequested(AboutVisit):
    """A time is kept until it is paid for."""

    expires_at: datetime


@fact("scheduling.appointment_confirmed")
@attrs.frozen(kw_only=True)
class AppointmentConfirmed(AboutVisit):
    """A time is promised to a patient."""


@fact("scheduling.appointment_rescheduled")
@attrs.frozen(kw_only=True)
class AppointmentRescheduled(AboutVisit):
    """A visit was moved to another time, or to another practitioner."""

    was_at: datetime
    was_until: datetime
    was_practitioner_id: PractitionerId


@fact("scheduling.appointment_cancelled")
@attrs.frozen(kw_only=True)
class AppointmentCancelled(AboutVisit):
    """A visit will not take place, and its time is free again."""

    cancelled_by: CancelledBy


@fact("scheduling.appointment_expired")
@attrs.frozen(kw_only=True)
class AppointmentExpired(AboutVisit):
    """A requested visit was not paid for in time; its time has been free since its end."""


@fact("scheduling.patient_arrived")
@attrs.frozen(kw_only=True)
class PatientArrived(AboutVisit):
    """The patient is in the clinic."""


@fact("scheduling.consultation_started")
@attrs.frozen(kw_only=True)
class ConsultationStarted(AboutVisit):
    """The patient is with the doctor."""


@fact("scheduling.appointment_completed")
@attrs.frozen(kw_only=True)
class AppointmentCompleted(AboutVisit):
    """The visit has taken place."""


@fact("scheduling.no_show_marked")
@attrs.frozen(kw_only=True)
class NoShowMarked(AboutVisit):
    """The patient did not come."""


@fact("scheduling.diary_changed")
@attrs.frozen(kw_only=True)
class DiaryChanged(Fact):
    """The open hours of a diary are other ones from one day until another."""

    diary_id: DiaryId
    from_on: date
    until_on: date


@attrs.frozen(kw_only=True)
class AboutBlock(Fact):
    """What every fact about a block says."""

    block_id: BlockId
    diary_id: DiaryId
    from_at: datetime
    until_at: datetime


@fact("scheduling.time_blocked")
@attrs.frozen(kw_only=True)
class TimeBlocked(AboutBlock):
    """The desk has taken a stretch of a diary out."""


@fact("scheduling.time_unblocked")
@attrs.frozen(kw_only=True)
class TimeUnblocked(AboutBlock):
    """A stretch that the desk had taken out can be booked again."""


@fact("scheduling.waitlist_joined")
@attrs.frozen(kw_only=True)
class WaitlistJoined(Fact):
    """Somebody waits for a time."""

    wait_id: WaitId
    patient_id: PatientId


@fact("scheduling.waitlist_left")
@attrs.frozen(kw_only=True)
class WaitlistLeft(Fact):
    """Somebody does not wait any more."""

    wait_id: WaitId
    patient_id: PatientId


@attrs.frozen(kw_only=True)
class AboutOffer(Fact):
    """What every fact about an offer says."""

    offer_id: OfferId
    wait_id: WaitId
    patient_id: PatientId
    practitioner_id: PractitionerId
    service_id: ServiceId
    starts_at: datetime
    ends_at: datetime


@fact("scheduling.slot_offered")
@attrs.frozen(kw_only=True)
class SlotOffered(AboutOffer):
    """A time is kept for somebody who waits, until an end."""

    expires_at: datetime


@fact("scheduling.offer_accepted")
@attrs.frozen(kw_only=True)
class OfferAccepted(AboutOffer):
    """Somebody who waited has taken the time."""

    appointment_id: AppointmentId


@fact("scheduling.offer_declined")
@attrs.frozen(kw_only=True)
class OfferDeclined(AboutOffer):
    """Somebody who waits does not want this time; it is free for the next."""


@fact("scheduling.offer_lapsed")
@attrs.frozen(kw_only=True)
class OfferLapsed(AboutOffer):
    """Nobody has answered in time; it is free for the next."""


@fact("scheduling.patient_called")
@attrs.frozen(kw_only=True)
class PatientCalled(AboutVisit):
    """It is somebody's turn."""

    token: int
    room: str


@fact("scheduling.doctor_delayed")
@attrs.frozen(kw_only=True)
class DoctorDelayed(Fact):
    """Nobody is seen for so many minutes; with nought the doctor is back."""

    practitioner_id: PractitionerId
    on: date
    minutes: int
    goes_on_at: datetime | None
