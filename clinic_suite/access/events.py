"""What the house of access tells others."""

from __future__ import annotations

import attrs

from clinic_suite.kernel.events import Fact, fact
from clinic_suite.kernel.ids import AccountId, PatientId


@fact("access.glass_broken")
@attrs.frozen(kw_only=True)
class GlassBroken(Fact):
    """Somebody may open a chart for an hour, because they said that they need it."""

    account_id: AccountId
    patient_id: PatientId
    grant_id: str


@fact("access.number_released")
@attrs.frozen(kw_only=True)
class NumberReleased(Fact):
    """A number that was on hold after wrong codes is sent codes again."""

    patient_id: PatientId
