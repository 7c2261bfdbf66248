"""The doors of approvals: one inbox for all that takes four eyes, and what one has asked for."""

from __future__ import annotations

from clinic_suite.approvals import schemas as shapes
from clinic_suite.approvals.model import ApprovalSeen, Assent, Objection
from clinic_suite.approvals.rules import LADDER
from clinic_suite.approvals.service import KeepApprovals
from clinic_suite.kernel.actor import STAFF, Role
from clinic_suite.kernel.ids import ApprovalId
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.actor import Who, staff, who_asks
from clinic_suite.rest.blueprint import Doors, part
from clinic_suite.rest.schema import Query, page_of, wanted

doors = Doors("approvals", "What one person asks for and another one decides.")

DECIDERS = staff(*LADDER, relation="of the same clinic, with the role that is needed, and not who asked")
ASKERS = Who(roles=STAFF | {Role.OPERATOR}, relation="asked by oneself")
_EITHER = Who(roles=STAFF | {Role.OPERATOR}, relation="asked by oneself, or one's to decide")


@doors.get(
    "/approvals",
    who=staff(*LADDER),
    query=shapes.ApprovalQuery,
    answers=page_of(shapes.ApprovalShape),
)
def list_approvals(query: Query) -> Page[ApprovalSeen]:
    """List what waits for my decision, or what became of it."""
    return part(KeepApprovals).list_inbox(shapes.sought_of(query), wanted(query, str), who_asks())


@doors.get(
    "/approvals/mine", who=ASKERS, query=shapes.OwnApprovalQuery, answers=page_of(shapes.ApprovalShape)
)
def list_own_approvals(query: Query) -> Page[ApprovalSeen]:
    """List what I have asked for."""
    return part(KeepApprovals).list_own(shapes.sought_of(query), wanted(query, str), who_asks())


@doors.get("/approvals/<approval_id>", who=_EITHER, answers=shapes.ApprovalShape)
def show_approval(approval_id: ApprovalId) -> ApprovalSeen:
    """Show one thing that was asked for."""
    return part(KeepApprovals).find(approval_id, who_asks())


@doors.post(
    "/approvals/<approval_id>/approval",
    who=DECIDERS,
    body=shapes.AssentShape,
    answers=shapes.ApprovalShape,
    status=200,
)
def approve(assent: Assent, approval_id: ApprovalId) -> ApprovalSeen:
    """Approve what somebody else has asked for."""
    return part(KeepApprovals).approve(approval_id, assent, who_asks())


@doors.post(
    "/approvals/<approval_id>/refusal",
    who=DECIDERS,
    body=shapes.ObjectionShape,
    answers=shapes.ApprovalShape,
    status=200,
)
def refuse(objection: Objection, approval_id: ApprovalId) -> ApprovalSeen:
    """Refuse what somebody else has asked for, and say why."""
    return part(KeepApprovals).refuse(approval_id, objection, who_asks())


@doors.post("/approvals/<approval_id>/withdrawal", who=ASKERS, answers=shapes.ApprovalShape, status=200)
def withdraw(approval_id: ApprovalId) -> ApprovalSeen:
    """Take back what I have asked for."""
    return part(KeepApprovals).withdraw(approval_id, who_asks())
