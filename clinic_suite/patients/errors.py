"""What the patients' house refuses."""

from __future__ import annotations

from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.ids import PatientId


class PatientLikelyKnown(Refusal):
    """The person seems to have a record already; whoever registers may look, and go on all the same."""

    title = "This person may be registered already. Look before you go on."

    def __init__(self, alike: tuple[PatientId, ...]) -> None:
        super().__init__()
        self.alike = alike
        """Whose records they are, the likeliest first."""


class RecordNumberTaken(Refusal):
    """Two records of one clinic cannot share a medical record number."""

    title = "Another patient of this clinic has this record number."
