"""What other houses may ask the directory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs

from clinic_suite.directory.model import (
    Address,
    Clinic,
    Mode,
    NewClinic,
    NewReview,
    Practitioner,
    PractitionerRow,
    Rated,
    Review,
    Search,
    Service,
    Speciality,
    State,
)
from clinic_suite.directory.repository import Clinics, Closures, Practitioners, Services
from clinic_suite.directory.rules import initial_of
from clinic_suite.directory.service import KeepClinics, KeepReviews
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import AccountId, ClinicId, ClosureId, PractitionerId, ServiceId
from clinic_suite.kernel.language import Language
from clinic_suite.kernel.money import Money
from clinic_suite.kernel.paging import Wanted

__all__ = [
    "ClinicBrief",
    "Directory",
    "FirstClinic",
    "Mode",
    "NewReview",
    "Offers",
    "PractitionerBrief",
    "PractitionerRow",
    "Rated",
    "Review",
    "Search",
    "ServiceBrief",
    "Shut",
    "Speciality",
    "VisitReviews",
    "initial_of",
]

_ALL = 1000


@attrs.frozen(kw_only=True)
class ClinicBrief:
    """What other houses need to know of a clinic."""

    id: ClinicId
    name: str
    country: str
    time_zone: str
    address_line: str

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
        address_line=f"{clinic.address.line}, {clinic.address.city} {clinic.address.pin_code}",
    )


@attrs.frozen(kw_only=True)
class ServiceBrief:
    """A kind of visit, as a diary or a bill needs it."""

    id: ServiceId
    clinic_id: ClinicId
    name: str
    mode: Mode
    length: timedelta
    before: timedelta
    after: timedelta
    price: Money
    practitioner_ids: frozenset[PractitionerId]
    active: bool


@attrs.frozen(kw_only=True)
class PractitionerBrief:
    """Somebody who sees patients, as a diary needs it."""

    id: PractitionerId
    clinic_id: ClinicId
    name: str
    time_zone: str
    active: bool
    account_id: AccountId | None
    """As whom this person signs in, if an admin has said so."""


@attrs.frozen(kw_only=True)
class Shut:
    """Days on which a clinic is closed, both ends included."""

    id: ClosureId
    from_on: date
    until_on: date


@attrs.frozen(kw_only=True)
class Offers:
    """Who sees patients, for what, and on which days not at all."""

    practitioners: Practitioners
    services: Services
    closures: Closures

    def service(self, service_id: ServiceId) -> ServiceBrief:
        """A kind of visit by its name alone: it is offered in public, and says itself which clinic's it is."""
        return _service_brief(self.services.offered(service_id))

    def services_of(self, clinic_id: ClinicId) -> list[ServiceBrief]:
        return [_service_brief(s) for s in self.services.active(clinic_id, Wanted(limit=_ALL)).items]

    def practitioner(self, clinic_id: ClinicId, practitioner_id: PractitionerId) -> PractitionerBrief:
        return _practitioner_brief(self.practitioners.of_clinic(clinic_id, practitioner_id))

    def listed(self, practitioner_id: PractitionerId) -> PractitionerBrief:
        """Somebody whom the public may see, of whichever clinic."""
        return _practitioner_brief(self.practitioners.listed(practitioner_id))

    def seeing(self, clinic_id: ClinicId) -> list[PractitionerBrief]:
        """Everybody who sees patients in the clinic now."""
        return [_practitioner_brief(p) for p in self.practitioners.active_of(clinic_id)]

    def found(self, search: Search, at_most: int) -> list[PractitionerRow]:
        """Who fits a public search, in one query."""
        return self.practitioners.search(search, Wanted(limit=at_most)).items

    def shut(self, clinic_id: ClinicId, first: date, last: date) -> list[Shut]:
        """The closures that touch some days."""
        return [
            Shut(id=c.id, from_on=c.from_on, until_on=c.until_on)
            for c in self.closures.touching(clinic_id, first, last)
        ]


def _service_brief(service: Service) -> ServiceBrief:
    return ServiceBrief(
        id=service.id,
        clinic_id=service.clinic_id,
        name=service.name,
        mode=service.mode,
        length=timedelta(minutes=service.length_minutes),
        before=timedelta(minutes=service.buffer_before_minutes),
        after=timedelta(minutes=service.buffer_after_minutes),
        price=service.price,
        practitioner_ids=frozenset(service.practitioner_ids),
        active=service.state is State.ACTIVE,
    )


def _practitioner_brief(practitioner: Practitioner) -> PractitionerBrief:
    return PractitionerBrief(
        id=practitioner.id,
        clinic_id=practitioner.clinic_id,
        name=practitioner.name,
        time_zone=practitioner.clinic.time_zone,
        active=practitioner.state is State.ACTIVE,
        account_id=practitioner.account_id,
    )


@attrs.frozen(kw_only=True)
class FirstClinic:
    """Opening a clinic where there is none, for who has shown that the installation is theirs."""

    keep: KeepClinics

    def there_is(self) -> bool:
        return self.keep.clinics.there_is_any()

    def open(
        self, *, name: str, line1: str, city: str, state: str, pin_code: str, phone: str, email: str,
        time_zone: str,
    ) -> ClinicId:  # fmt: skip
        address = Address(line1=line1, city=city, state=state, pin_code=pin_code)
        wish = NewClinic(
            name=name,
            address=address,
            phone=phone,
            email=email,
            time_zone=time_zone,
            languages=(Language.ENGLISH,),
        )
        return self.keep.open(wish, the_house()).id


@attrs.frozen(kw_only=True)
class VisitReviews:
    """What patients say, for the house that knows which visits have taken place."""

    keep: KeepReviews

    def post(self, visit: Rated, wish: NewReview) -> Review:
        """Inside a unit of work that has looked at the visit."""
        return self.keep.post(visit, wish)
