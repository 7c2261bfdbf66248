"""What approvals tell others."""

from __future__ import annotations

import attrs

from clinic_suite.kernel.events import Fact, fact
from clinic_suite.kernel.ids import ApprovalId


@attrs.frozen(kw_only=True)
class AboutApproval(Fact):
    """Which approval, of which kind, about what."""

    approval_id: ApprovalId
    kind: str
    subject_id: str


@fact("approvals.approval_asked")
@attrs.frozen(kw_only=True)
class ApprovalAsked(AboutApproval):
    """Somebody waits for somebody else's decision."""


@fact("approvals.approval_granted")
@attrs.frozen(kw_only=True)
class ApprovalGranted(AboutApproval):
    """Somebody else, with the role that it takes, has approved."""


@fact("approvals.approval_refused")
@attrs.frozen(kw_only=True)
class ApprovalRefused(AboutApproval):
    """Somebody else, with the role that it takes, has refused."""


@fact("approvals.approval_withdrawn")
@attrs.frozen(kw_only=True)
class ApprovalWithdrawn(AboutApproval):
    """Who asked has changed their mind, or the subject has gone."""


@fact("approvals.approval_lapsed")
@attrs.frozen(kw_only=True)
class ApprovalLapsed(AboutApproval):
    """The end has passed with no decision, or with one that nobody used."""


@fact("approvals.approval_used")
@attrs.frozen(kw_only=True)
class ApprovalUsed(AboutApproval):
    """What was approved has been done, once."""
