"""What the house of access refuses."""

from __future__ import annotations

from clinic_suite.kernel.errors import Refusal


class ChartClosed(Refusal):
    """A doctor or a nurse of the clinic who does not treat this person, and has not said why they must look."""

    status = 403
    title = "You do not treat this person. If you need the chart all the same, say why."


class NumberNotHeld(Refusal):
    """There is nothing to release."""

    title = "This number is not on hold."


class PhoneMissing(Refusal):
    """A patient without a telephone number is sent no codes."""

    title = "No telephone number is recorded for this patient."
