"""What a diary must know of the directory to answer, remembered for a moment."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import attrs

from clinic_suite.directory.public import ClinicBrief, Directory, Offers, ServiceBrief
from clinic_suite.kernel.errors import NotFound, invalid
from clinic_suite.kernel.ids import ClinicId, PractitionerId, ServiceId
from clinic_suite.kernel.recent import Recent
from clinic_suite.scheduling.model import Terms, VisitLength
from clinic_suite.scheduling.repository import TermsBook


@attrs.frozen(kw_only=True)
class House:
    """A clinic as its diary sees it."""

    brief: ClinicBrief
    terms: Terms

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.brief.time_zone)


@attrs.frozen(kw_only=True)
class Offer:
    """A kind of visit, and the clinic in which it is offered."""

    service: ServiceBrief
    house: House

    @property
    def visit(self) -> VisitLength:
        return VisitLength(length=self.service.length, before=self.service.before, after=self.service.after)


@attrs.frozen(kw_only=True)
class KnownOffers:
    """Services, clinics and terms: a booking needs all three, and none of them changes while it runs."""

    directory: Directory
    offers: Offers
    terms: TermsBook
    houses: Recent[ClinicId, House]
    services: Recent[ServiceId, ServiceBrief]

    def house(self, clinic_id: ClinicId) -> House:
        return self.houses.get(clinic_id, lambda: self._house(clinic_id))

    def of(self, service_id: ServiceId) -> Offer:
        service = self.services.get(service_id, lambda: self.offers.service(service_id))
        return Offer(service=service, house=self.house(service.clinic_id))

    def offered_by(self, service_id: ServiceId, practitioner_id: PractitionerId) -> Offer:
        """The offer, if this practitioner makes it."""
        try:
            offer = self.of(service_id)
        except NotFound:
            raise invalid("/service_id", "unknown") from None
        if not offer.service.active:
            raise invalid("/service_id", "inactive", "This kind of visit is not offered any more.")
        if practitioner_id not in offer.service.practitioner_ids:
            raise invalid("/practitioner_id", "unknown")
        return offer

    def _house(self, clinic_id: ClinicId) -> House:
        return House(brief=self.directory.brief_of(clinic_id), terms=self.terms.of_clinic(clinic_id))
