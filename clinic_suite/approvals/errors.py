"""What approvals refuse."""

from __future__ import annotations

from clinic_suite.kernel.errors import Refusal


class ApprovalWaiting(Refusal):
    """The same thing was asked for already, and that asking is still open."""

    title = "This was asked for already, and is still open."


class ApprovalDecided(Refusal):
    """Somebody else was faster."""

    title = "Somebody has decided this already."


class ApprovalWithdrawn(Refusal):
    """Who asked has changed their mind, or the thing that was asked about has gone."""

    title = "This was withdrawn, so there is nothing to decide."


class ApprovalLapsed(Refusal):
    """Its end has passed; it has to be asked for again."""

    title = "Nobody decided this in time. It has to be asked for again."


class ApprovalMissing(Refusal):
    """What takes four eyes was not approved, or the approval was used, has ended, or is about something else."""

    title = "This needs somebody's approval first."


class ProofDiffers(Refusal):
    """What the decider shows is not what the asker's side shows: perhaps it is another one."""

    title = "The code does not match. Compare the two screens again."
