"""What the house of trust tells others."""

from __future__ import annotations

import attrs

from clinic_suite.kernel.events import Fact, fact


@fact("audit.legal_hold_placed")
@attrs.frozen(kw_only=True)
class LegalHoldPlaced(Fact):
    """From now on nothing that the hold covers is destroyed."""

    hold_id: str


@fact("audit.legal_hold_lifted")
@attrs.frozen(kw_only=True)
class LegalHoldLifted(Fact):
    """What the hold covered follows its own time again."""

    hold_id: str


@fact("audit.purge_allowed")
@attrs.frozen(kw_only=True)
class PurgeAllowed(Fact):
    """In this unit of work records may be destroyed, unless a hold is placed before it ends."""
