"""What founding refuses."""

from __future__ import annotations

from clinic_suite.kernel.errors import Refusal


class SetupCodeWrong(Refusal):
    """Wrong, expired, used up or never made: one answer for all, so that nobody can ask which."""

    status = 403
    title = "This set-up code is not right, or no longer good. Make another one on the server."


class FoundedAlready(Refusal):
    """There is a clinic or an account, so who comes next is invited by its admin."""

    title = "This installation has been set up already."
