"""Who may see and who may decide an approval."""

from __future__ import annotations

from clinic_suite.approvals.model import Approval
from clinic_suite.approvals.rules import LADDER, within_reach
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import NotAllowed, NotFound, SignInNeeded
from clinic_suite.kernel.ids import AccountId, ClinicId


def deciding_clinic(by: Actor) -> ClinicId:
    """The clinic in which this person decides."""
    if by.role not in LADDER or by.clinic_id is None:
        raise NotAllowed
    return by.clinic_id


def asking_account(by: Actor) -> AccountId:
    """Whoever asks has an account: the house itself needs nobody's leave."""
    if by.account_id is None:
        raise SignInNeeded
    return by.account_id


def may_decide(by: Actor, approval: Approval) -> bool:
    """Somebody else than the asker, in the same clinic, who meets the threshold; or the command line."""
    if by.role is Role.SYSTEM:
        return True
    return (
        by.clinic_id is not None
        and by.clinic_id == approval.clinic_id
        and by.account_id not in (None, approval.asked_by)
        and approval.needs in within_reach(by.role)
    )


def require_may_see(by: Actor, approval: Approval) -> None:
    """Who asked, and who could decide; for anybody else it does not exist."""
    if by.clinic_id != approval.clinic_id:
        raise NotFound
    if by.account_id != approval.asked_by and approval.needs not in within_reach(by.role):
        raise NotFound


def require_may_decide(by: Actor, approval: Approval) -> None:
    if may_decide(by, approval):
        return
    require_may_see(by, approval)
    raise NotAllowed("Somebody else has to decide what you have asked for.")


def require_may_withdraw(by: Actor, approval: Approval) -> None:
    """Only who asked takes it back; who could decide refuses instead."""
    require_may_see(by, approval)
    if by.account_id != approval.asked_by:
        raise NotAllowed("Only the person who asked can withdraw this. You can refuse it.")
