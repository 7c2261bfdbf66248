"""A house of a kind that takes four eyes: it remembers what it was told, and may be full."""

from __future__ import annotations

from clinic_suite.approvals.model import Approval, ApprovalState
from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.unit_of_work import Transaction


class TillFull(Refusal):
    """The house of discounts cannot carry out another one."""


class FakeDiscounts:
    """Approvals of the kind ``discount``, which wait for their use."""

    name = "discount"
    acts_at_once = False

    def __init__(self, *, needs_reason: bool = False) -> None:
        self.needs_reason = needs_reason
        self.is_full = False
        self.heard: list[ApprovalState] = []

    def weigh(self, tx: Transaction, approval: Approval, wanted: ApprovalState) -> None:
        if self.is_full:
            raise TillFull

    def decided(self, tx: Transaction, approval: Approval) -> None:
        self.heard.append(approval.state)
