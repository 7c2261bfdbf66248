"""What the patients' house refuses."""

from __future__ import annotations

import attrs

from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.ids import PatientId


class PatientLikelyKnown(Refusal):
    """The person seems to have a record already; whoever registers may look, and go on all the same."""

    title = "This person may be registered already. Look before you go on."

    def __init__(self, alike: tuple[PatientId, ...], seen: tuple[attrs.AttrsInstance, ...] = ()) -> None:
        super().__init__(members={"alike": [attrs.asdict(one) for one in seen]})
        self.alike = alike
        """Whose records they are, the likeliest first."""


class FamilyFull(Refusal):
    """One phone serves a family and not a village; who is at the desk may go on."""

    title = "There are as many people on this phone as there may be. Please ask the clinic's desk."


class RecordNumberTaken(Refusal):
    """Two records of one clinic cannot share a medical record number."""

    title = "Another patient of this clinic has this record number."
