"""What the house of trust refuses."""

from __future__ import annotations

from datetime import date

from clinic_suite.kernel.errors import Refusal


class LegalHoldStands(Refusal):
    """A hold covers it, so it is destroyed by nobody, whatever its age and whoever asks."""

    title = "A legal hold stands on this. It cannot be destroyed."


class StillInTime(Refusal):
    """The law wants it kept for longer."""

    title = "This has to be kept for longer."

    def __init__(self, keep_until: date) -> None:
        super().__init__(members={"keep_until": keep_until.isoformat()})


class HoldLifted(Refusal):
    """Somebody else was faster."""

    title = "This hold has been lifted already."
