"""What other houses may ask: whether somebody may open a chart."""

from __future__ import annotations

import attrs

from clinic_suite.access.errors import ChartClosed
from clinic_suite.access.model import Chart, Opening
from clinic_suite.access.service import OpenCharts
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.errors import Refusal

__all__ = ["Chart", "ChartClosed", "Charts", "Opening"]


@attrs.frozen(kw_only=True)
class Charts:
    """The front door of the house of access; whoever shows or writes a chart asks here first.

    ``treating`` is for the asking house to know, e.g. from the visits and the day sheet.
    """

    charts: OpenCharts

    def require_may_open_chart(self, by: Actor, chart: Chart, *, treating: bool) -> Opening:
        """By what right, which belongs into the note of the read; or ``NotFound`` for another clinic's or
        another family's, ``NotAllowed`` for a role that treats nobody, ``ChartClosed`` for who may ask."""
        return self.charts.opening(by, chart, treating=treating)

    def may_open_chart(self, by: Actor, chart: Chart, *, treating: bool) -> bool:
        """The same as a yes or no, for a screen that decides what to offer."""
        try:
            self.charts.opening(by, chart, treating=treating)
        except Refusal:
            return False
        return True
