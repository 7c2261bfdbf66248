"""The words of the house of trust: the trail, how long records are kept, and what holds them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, NewType

import attrs

from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import AccountId, ClinicId, DeviceId, PatientId
from clinic_suite.kernel.trail import HIDDEN

HOUSE_CHAIN = "house"


@attrs.frozen(kw_only=True)
class Entry:
    """One thing that somebody did, or looked at."""

    id: str
    chain: str
    at: datetime
    clinic_id: ClinicId | None
    role: Role
    account_id: AccountId | None
    device_id: DeviceId | None
    ip: str
    request_id: str
    action: str
    entity: str
    entity_id: str
    patient_id: PatientId | None
    reason: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@attrs.frozen(kw_only=True)
class Seal:
    """A closed batch: which entries, the digest of each, and the digest of all that came before."""

    id: str
    chain: str
    number: int
    previous: str
    entry_ids: list[str]
    digests: list[str]
    digest: str
    sealed_at: datetime


@attrs.frozen(kw_only=True)
class Checkpoint:
    """How far a chain had come, written down outside of the database."""

    chain: str
    number: int
    digest: str


class Breach(StrEnum):
    """What is wrong with a trail."""

    EDITED = "edited"
    DELETED = "deleted"
    FORGED_SEAL = "forged_seal"
    MISSING_SEAL = "missing_seal"
    CUT_TAIL = "cut_tail"
    FORK = "fork"


@attrs.frozen(kw_only=True)
class Finding:
    """The first thing found wrong in a chain."""

    chain: str
    breach: Breach
    seal: int
    entry_id: str | None = None


@attrs.frozen(kw_only=True)
class Verdict:
    """What a verification saw."""

    chains: int
    seals: int
    entries: int
    unsealed: int
    findings: tuple[Finding, ...]


@attrs.frozen(kw_only=True)
class Search:
    """Which entries somebody wants to see."""

    account_id: AccountId | None = None
    patient_id: PatientId | None = None
    entity: str | None = None
    entity_id: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None


HoldId = NewType("HoldId", str)


class RecordType(StrEnum):
    """The classes by which records are kept; a house that stores something new adds its class here."""

    PATIENT = "patient"
    CHART = "chart"
    PRESCRIPTION = "prescription"
    RESULT = "result"
    DOCUMENT = "document"
    CONSENT = "consent"
    APPOINTMENT = "appointment"
    INVOICE = "invoice"
    MESSAGE = "message"
    TRAIL = "trail"


@attrs.frozen(kw_only=True)
class LongerTerm:
    """A term that is longer than seven years, for one class, in one state or in all."""

    record_type: RecordType
    region: str | None
    years: int


@attrs.frozen(kw_only=True)
class RetentionTable:
    """What one clinic keeps for longer than the house does by itself."""

    id: ClinicId
    rows: tuple[LongerTerm, ...] = ()
    version: int = 1


@attrs.frozen(kw_only=True)
class RetentionChange:
    """An edit of the table: all of its rows anew."""

    rows: tuple[LongerTerm, ...]


@attrs.frozen(kw_only=True)
class Subject:
    """Records of one class of which somebody asks how long they are kept."""

    clinic_id: ClinicId
    record_type: RecordType
    last_encounter_on: date
    """The last day on which the person was seen or, for what is about nobody, on which it was made."""
    region: str | None = None
    """The Indian state whose law counts, as the clinic's address names it."""
    patient_id: PatientId | None = None
    born_on: date | None = None
    """The latest day on which the person can have been born; nothing when nobody knows."""


@attrs.frozen(kw_only=True)
class LegalHold:
    """While it stands nothing that it covers is destroyed: neither after its time nor on anybody's wish."""

    id: HoldId
    clinic_id: ClinicId
    patient_id: PatientId | None
    record_type: RecordType | None
    reason: str = attrs.field(repr=False, metadata={HIDDEN: True})
    placed_by: AccountId
    placed_at: datetime
    lifted_by: AccountId | None = None
    lifted_at: datetime | None = None
    lifted_because: str | None = attrs.field(default=None, repr=False, metadata={HIDDEN: True})


@attrs.frozen(kw_only=True)
class NewHold:
    """The wish to hold a clinic's records: all of them, one patient's, one class, or both together."""

    reason: str = attrs.field(repr=False)
    patient_id: PatientId | None = None
    record_type: RecordType | None = None


@attrs.frozen(kw_only=True)
class Lifting:
    """The wish to lift a hold."""

    reason: str = attrs.field(repr=False)


class HoldState(StrEnum):
    """Which holds somebody wants to see."""

    STANDING = "standing"
    LIFTED = "lifted"


class WhyKept(StrEnum):
    """What stands against destroying something."""

    LEGAL_HOLD = "legal_hold"
    STILL_IN_TIME = "still_in_time"


@attrs.frozen(kw_only=True)
class Keeping:
    """How long something is kept, whether it may go today, and why not."""

    keep_until: date
    may_be_purged: bool
    why_not: tuple[WhyKept, ...]
    hold_ids: tuple[HoldId, ...]


@attrs.frozen(kw_only=True)
class TrailReview:
    """What the daily look at a clinic's trail found to be older than its class asks for."""

    id: ClinicId
    oldest_at: datetime | None
    past_its_time: int
    reviewed_at: datetime


@attrs.frozen(kw_only=True)
class RetentionShown:
    """The table as the admin reads it: the house's own terms, the clinic's longer ones, the trail's state."""

    least_years: int
    minors_until_age: int
    rows: tuple[LongerTerm, ...]
    trail: TrailReview | None
    version: int
