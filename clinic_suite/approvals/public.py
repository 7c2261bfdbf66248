"""What other houses may ask approvals."""

from __future__ import annotations

import attrs

from clinic_suite.approvals.model import Approval, ApprovalState, Ask, Assent, Values
from clinic_suite.approvals.service import KeepApprovals
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.errors import NotFound
from clinic_suite.kernel.ids import ApprovalId, ClinicId
from clinic_suite.kernel.unit_of_work import Transaction

__all__ = ["Approval", "ApprovalState", "Ask", "FourEyes", "Values"]


@attrs.frozen(kw_only=True)
class FourEyes:
    """The front door of approvals."""

    keep: KeepApprovals

    def ask(self, tx: Transaction, ask: Ask, by: Actor) -> ApprovalId:
        """Inside a unit of work: ask for somebody else's decision, or refuse with ``ApprovalWaiting``.

        ``by`` is the actor of the session, or who has just proven to be somebody; never what was sent.
        """
        return self.keep.ask_within(tx, ask, by).id

    def use(
        self, tx: Transaction, clinic_id: ClinicId, approval_id: ApprovalId, kind: str, subject_id: str,
        used_for: str,
    ) -> Values:  # fmt: skip
        """Inside a unit of work: use what was approved, once, and answer the values that were approved.

        It is the write that can be refused (``ApprovalMissing``), so it comes first.  ``used_for``
        is what it was used on, e.g. the receipt on which an approved discount stands.
        """
        used = self.keep.use_within(tx, clinic_id, approval_id, kind, subject_id, used_for)
        return used.after or {}

    def withdraw(self, tx: Transaction, clinic_id: ClinicId | None, kind: str, subject_id: str) -> bool:
        """Inside a unit of work: the subject goes away, so nothing is left to decide or to use."""
        approval = self.keep.approvals.find_open(clinic_id, kind, subject_id)
        if approval is not None:
            self.keep.withdraw_within(tx, approval)
        return approval is not None

    def approve_as_house(
        self, clinic_id: ClinicId | None, kind: str, subject_id: str, proof: str, by: Actor
    ) -> None:
        """The command line approves where nobody else can; it runs where the secrets are."""
        approval = self.keep.approvals.find_open(clinic_id, kind, subject_id)
        if approval is None:
            raise NotFound
        self.keep.approve_one(approval, Assent(proof=proof), by)
