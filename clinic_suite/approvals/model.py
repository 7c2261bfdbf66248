"""The words of approvals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import attrs

from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import AccountId, ApprovalId, ClinicId
from clinic_suite.kernel.trail import HIDDEN

_KEPT_BACK = {HIDDEN: True}
"""Somebody's own words may name a patient: the trail says that they are there, and not what they are."""

Plain = str | int | bool | None
Values = Mapping[str, Plain]
"""A few plain values for the eyes of the decider: no name and no number of a person."""


class ApprovalState(StrEnum):
    """How far an approval has come."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@attrs.frozen(kw_only=True)
class Ask:
    """What a house asks for in somebody's name."""

    kind: str
    subject_id: str
    needs: Role
    ends_at: datetime
    reason: str | None = attrs.field(default=None, repr=False, metadata=_KEPT_BACK)
    before: Values | None = None
    after: Values | None = None
    proof: str | None = attrs.field(default=None, repr=False, metadata=_KEPT_BACK)


@attrs.frozen(kw_only=True)
class Approval:
    """One thing asked for: who, what, why, what it would change, and what became of it."""

    id: ApprovalId
    clinic_id: ClinicId | None
    kind: str
    subject_id: str
    asked_by: AccountId
    asked_at: datetime
    ip: str
    needs: Role
    ends_at: datetime
    reason: str | None = attrs.field(default=None, repr=False, metadata=_KEPT_BACK)
    before: dict[str, Plain] | None = None
    after: dict[str, Plain] | None = None
    proof: str | None = attrs.field(default=None, repr=False, metadata=_KEPT_BACK)
    state: ApprovalState = ApprovalState.WAITING
    decided_by: AccountId | None = None
    decided_at: datetime | None = None
    decision_reason: str | None = attrs.field(default=None, repr=False, metadata=_KEPT_BACK)
    used_at: datetime | None = None
    used_for: str | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether something can still become of it; there is one open approval of a kind and subject."""
        is_unused = self.state is ApprovalState.APPROVED and self.used_at is None
        return self.state is ApprovalState.WAITING or is_unused


@attrs.frozen(kw_only=True)
class Assent:
    """What a decider says with an approval."""

    reason: str | None = attrs.field(default=None, repr=False, metadata=_KEPT_BACK)
    proof: str | None = attrs.field(default=None, repr=False, metadata=_KEPT_BACK)


@attrs.frozen(kw_only=True)
class Objection:
    """What a decider says with a refusal; without a reason there is none."""

    reason: str = attrs.field(repr=False, metadata=_KEPT_BACK)


@attrs.frozen(kw_only=True)
class ApprovalSeen:
    """An approval as its people see it, with their names and with its state at this moment."""

    id: ApprovalId
    kind: str
    subject_id: str
    state: ApprovalState
    asked_by: AccountId
    asked_by_name: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    asked_at: datetime
    ip: str
    needs: Role
    ends_at: datetime
    reason: str | None = attrs.field(repr=False, metadata=_KEPT_BACK)
    before: dict[str, Plain] | None
    after: dict[str, Plain] | None
    proof: str | None = attrs.field(repr=False, metadata=_KEPT_BACK)
    may_decide: bool
    decided_by: AccountId | None
    decided_by_name: str | None = attrs.field(repr=False, metadata=_KEPT_BACK)
    decided_at: datetime | None
    decision_reason: str | None = attrs.field(repr=False, metadata=_KEPT_BACK)
    used_at: datetime | None
    version: int


@attrs.frozen(kw_only=True)
class Sought:
    """Which approvals somebody wants to see."""

    state: ApprovalState | None = None
    kind: str | None = None
