"""Rating a visit: the diary knows that it has taken place and whose it was, the directory keeps what is said."""

from __future__ import annotations

from datetime import timedelta

import attrs

from clinic_suite.directory.public import NewReview, Rated, Review, VisitReviews, initial_of
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import AppointmentId
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.patients.public import Registry
from clinic_suite.scheduling import policies
from clinic_suite.scheduling.errors import ReviewTooLate, VisitNotSo
from clinic_suite.scheduling.model import Appointment, AppointmentState, NewRating
from clinic_suite.scheduling.service.changing import ChangeVisits

OPEN_FOR = timedelta(days=90)


@attrs.frozen(kw_only=True)
class RateVisits:
    """The use case by which somebody who was seen says how it was."""

    uow: UnitOfWork
    clock: Clock
    registry: Registry
    change: ChangeVisits
    reviews: VisitReviews

    def rate(self, visit_id: AppointmentId, wish: NewRating, by: Actor) -> Review:
        """Say how a visit was, once, while it is remembered."""
        account_id = policies.own_account(by)

        def work(_: Transaction) -> Review:
            visit = self.change.show(visit_id, by)
            if visit.state is not AppointmentState.COMPLETED:
                raise VisitNotSo("Only a visit that has taken place can be rated.")
            if self.clock.now() > visit.ends_at + OPEN_FOR:
                raise ReviewTooLate
            rated = Rated(
                clinic_id=visit.clinic_id,
                practitioner_id=visit.practitioner_id,
                appointment_id=visit.id,
                account_id=account_id,
                initial=self._initial(visit),
            )
            return self.reviews.post(rated, NewReview(stars=wish.stars, text=wish.text))

        return self.uow.run(work)

    def _initial(self, visit: Appointment) -> str:
        known = self.registry.briefs(visit.clinic_id, {visit.patient_id}).get(visit.patient_id)
        return "" if known is None else initial_of(known.name)
