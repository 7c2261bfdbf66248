"""What approvals do by themselves."""

from __future__ import annotations

from datetime import timedelta

import attrs

from clinic_suite.approvals.service import KeepApprovals
from clinic_suite.kernel.events import Tick, every


@attrs.frozen(kw_only=True)
class Handlers:
    """The periodic work of approvals."""

    keep: KeepApprovals

    @every(timedelta(minutes=5))
    def note_lapsed_approvals(self, _: Tick) -> None:
        """Note what has ended.  Nothing waits for this: an approval is dead at the instant of its end."""
        self.keep.lapse_ended()
