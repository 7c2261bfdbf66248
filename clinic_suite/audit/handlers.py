"""What the trail does by itself."""

from __future__ import annotations

from datetime import timedelta

import attrs

from clinic_suite.audit.service import SealTrail
from clinic_suite.kernel.events import Tick, every


@attrs.frozen(kw_only=True)
class Handlers:
    """The trail's periodic work."""

    seals: SealTrail

    @every(timedelta(seconds=30))
    def seal_the_trail(self, _: Tick) -> None:
        """Close what was written since the last time."""
        self.seals.seal()
