"""Things that somebody has asked for, of a kind that has no house of its own in these tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from clinic_suite.approvals.model import Ask
from clinic_suite.approvals.public import FourEyes
from clinic_suite.approvals.service import Kinds
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.ids import AccountId, ApprovalId, ClinicId
from tests.fakes.discounts import FakeDiscounts

SUBJECT = "iv_00000000000000000001"


def discounts_in(suite: Suite, *, needs_reason: bool = False) -> FakeDiscounts:
    """A house of discounts that this suite knows."""
    house = FakeDiscounts(needs_reason=needs_reason)
    suite.part(Kinds).add(house)
    return house


def somebody(suite: Suite, clinic_id: ClinicId, role: Role) -> Actor:
    """Somebody of the clinic who is signed in."""
    return Actor(role=role, clinic_id=clinic_id, account_id=AccountId(suite.ids.new("ac")), ip="203.0.113.7")


def asked(suite: Suite, by: Actor, **changes: Any) -> ApprovalId:
    """A discount that waits for a manager."""
    wish: dict[str, Any] = {
        "kind": "discount",
        "subject_id": SUBJECT,
        "needs": Role.MANAGER,
        "ends_at": suite.clock.now() + timedelta(hours=24),
        "reason": "She has paid for three visits at once.",
        "before": {"total_paise": 60000},
        "after": {"total_paise": 51000, "percent": 15},
        **changes,
    }
    return suite.uow.run(lambda tx: suite.part(FourEyes).ask(tx, Ask(**wish), by))
