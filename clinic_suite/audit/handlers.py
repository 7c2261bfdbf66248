"""What the house of trust does by itself."""

from __future__ import annotations

from datetime import timedelta

import attrs

from clinic_suite.audit.events import PurgeAllowed
from clinic_suite.audit.service import KeepRecords, SealTrail
from clinic_suite.kernel.events import Heard, Tick, every, same_transaction


@attrs.frozen(kw_only=True)
class Handlers:
    """The trail's periodic work, and what must hold when records are destroyed."""

    seals: SealTrail
    records: KeepRecords

    @every(timedelta(seconds=30))
    def seal_the_trail(self, _: Tick) -> None:
        """Close what was written since the last time."""
        self.seals.seal()

    @every(timedelta(days=1))
    def review_the_trails(self, _: Tick) -> None:
        """Tell each admin what of the trail is older than it has to be kept."""
        self.records.review_trails()

    @same_transaction(PurgeAllowed)
    def let_no_hold_slip_in(self, heard: Heard[PurgeAllowed]) -> None:
        """Runs after everything that the use case has destroyed, and just before the commit."""
        if heard.fact.clinic_id is not None:
            self.records.let_no_hold_slip_in(heard.fact.clinic_id)
