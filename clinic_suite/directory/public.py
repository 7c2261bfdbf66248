"""What other houses may ask the directory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import attrs

from clinic_suite.directory.model import Clinic
from clinic_suite.directory.repository import Clinics
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import ClinicId


@attrs.frozen(kw_only=True)
class ClinicBrief:
    """What other houses need to know of a clinic."""

    id: ClinicId
    name: str
    country: str
    time_zone: str

    def day_of(self, instant: datetime) -> date:
        """The clinic's own date at an instant; after midnight in India it is still yesterday in UTC."""
        return instant.astimezone(ZoneInfo(self.time_zone)).date()


@attrs.frozen(kw_only=True)
class Directory:
    """The directory's front door."""

    clinics: Clinics
    clock: Clock

    def let_gain(self, clinic_id: ClinicId) -> None:
        """Inside a unit of work: let an active clinic gain something, or refuse with ``ClinicInactive``.

        It writes the clinic, so it belongs to rare changes (a new practitioner, a new account),
        not to every booking; a booking is guarded by its day sheet.
        """
        self.clinics.gain(clinic_id, self.clock.now())

    def name_of(self, clinic_id: ClinicId) -> str:
        return self.clinics.get(clinic_id).name

    def brief_of(self, clinic_id: ClinicId) -> ClinicBrief:
        return _brief(self.clinics.get(clinic_id))

    def briefs_of(self, ids: Iterable[ClinicId]) -> dict[ClinicId, ClinicBrief]:
        """Many clinics in one round trip, active or not."""
        return {clinic.id: _brief(clinic) for clinic in self.clinics.of_ids(ids)}


def _brief(clinic: Clinic) -> ClinicBrief:
    return ClinicBrief(
        id=clinic.id,
        name=clinic.name,
        country=clinic.address.country,
        time_zone=clinic.time_zone,
    )
