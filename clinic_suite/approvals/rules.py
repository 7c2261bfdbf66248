"""What may become of an approval; pure."""

from __future__ import annotations

import hmac
from datetime import datetime

from clinic_suite.approvals import errors
from clinic_suite.approvals.model import Approval, ApprovalState
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.errors import Refusal, invalid

LADDER = (Role.MANAGER, Role.ADMIN)
"""Who decides, the least first; a threshold is one of these."""

_WHY_NOT: dict[ApprovalState, type[Refusal]] = {
    ApprovalState.APPROVED: errors.ApprovalDecided,
    ApprovalState.REFUSED: errors.ApprovalDecided,
    ApprovalState.WITHDRAWN: errors.ApprovalWithdrawn,
    ApprovalState.LAPSED: errors.ApprovalLapsed,
}


def within_reach(role: Role) -> tuple[Role, ...]:
    """The thresholds that somebody of this role meets: an admin decides whatever a manager may."""
    return LADDER[: LADDER.index(role) + 1] if role in LADDER else ()


def state_at(approval: Approval, now: datetime) -> ApprovalState:
    """The state at this instant: what is open is dead the moment its end comes, whoever has noted it."""
    return ApprovalState.LAPSED if approval.is_open and approval.ends_at <= now else approval.state


def require_waiting(approval: Approval, now: datetime) -> None:
    """Only what waits can be decided or withdrawn; the refusal says what became of it."""
    refusal = _WHY_NOT.get(state_at(approval, now))
    if refusal is not None:
        raise refusal


def require_reason(reason: str | None, *, needed: bool) -> None:
    if needed and not reason:
        raise invalid("/reason", "required")


def require_proof(approval: Approval, shown: str | None) -> None:
    """What the decider shows is compared in the same time whatever it is."""
    if approval.proof is None:
        return
    if shown is None:
        raise invalid("/proof", "required")
    if not hmac.compare_digest(approval.proof.encode(), shown.encode()):
        raise errors.ProofDiffers
