"""The trail's words."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import attrs

from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import AccountId, ClinicId, DeviceId, PatientId

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
