"""A person's visits, for the calendar in the telephone."""

from __future__ import annotations

from datetime import datetime

import attrs

from clinic_suite.kernel.ids import AccountId
from clinic_suite.kernel.trail import HIDDEN
from clinic_suite.scheduling.model.visits import Appointment


@attrs.frozen(kw_only=True)
class CalendarFeed:
    """A secret address at which a calendar programme reads the visits of one account's family."""

    id: AccountId
    proof: bytes = attrs.field(repr=False, metadata={HIDDEN: True})
    """What the address can be compared with; the address itself is nowhere."""
    made_at: datetime
    version: int = 1


@attrs.frozen(kw_only=True)
class MadeFeed:
    """A new feed's secret, said once."""

    token: str = attrs.field(repr=False)
    made_at: datetime


@attrs.frozen(kw_only=True)
class CalendarVisit:
    """What a calendar is told of a visit: when, with whom and where, and never why."""

    visit: Appointment
    practitioner: str
    clinic: str
    address: str
