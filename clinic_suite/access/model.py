"""The words of the house of access."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NewType

import attrs

from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import AccountId, ClinicId, PatientId, SessionId
from clinic_suite.kernel.trail import HIDDEN

GrantId = NewType("GrantId", str)


@attrs.frozen(kw_only=True)
class Chart:
    """Whose chart it is, in plain values of the house that keeps it."""

    clinic_id: ClinicId
    patient_id: PatientId
    account_id: AccountId | None
    """Who may read it from outside: the account of the patient's telephone."""


class Opening(StrEnum):
    """By what right somebody opens a chart; it stands in the note of the read."""

    OWN = "own"
    TREATING = "treating"
    BROKEN_GLASS = "broken_glass"
    HOUSE = "house"


class Relation(StrEnum):
    """How somebody stands to a chart before anybody has asked whether they hold a grant."""

    OWN = "own"
    TREATING = "treating"
    HOUSE = "house"
    COULD_BREAK_GLASS = "could_break_glass"
    NOT_THEIRS = "not_theirs"
    UNKNOWN = "unknown"
    """Another clinic's or another family's: for this person it does not exist."""


@attrs.frozen(kw_only=True)
class Grant:
    """The right to open one chart, for one session of one person, for a while."""

    id: GrantId
    clinic_id: ClinicId
    patient_id: PatientId
    account_id: AccountId
    session_id: SessionId
    role: Role
    reason: str | None = attrs.field(repr=False, metadata={HIDDEN: True})
    """Why; nothing when it was erased together with the patient."""
    given_at: datetime
    ends_at: datetime
    seen_by: AccountId | None = None
    seen_at: datetime | None = None


@attrs.frozen(kw_only=True)
class Need:
    """The wish to open a chart in need."""

    reason: str = attrs.field(repr=False)


class SeenState(StrEnum):
    """Which grants somebody wants to see."""

    UNSEEN = "unseen"
    SEEN = "seen"
