"""What the patients' house tells others."""

from __future__ import annotations

import attrs

from clinic_suite.kernel.events import Fact, fact
from clinic_suite.kernel.ids import PatientId


@fact("patients.patient_registered")
@attrs.frozen(kw_only=True)
class PatientRegistered(Fact):
    """A clinic has a record of somebody new."""

    patient_id: PatientId


@fact("patients.patient_corrected")
@attrs.frozen(kw_only=True)
class PatientCorrected(Fact):
    """What a clinic has recorded of somebody is something else from now on."""

    patient_id: PatientId
