"""Which step may follow which in the life of a visit."""

from __future__ import annotations

from datetime import datetime, timedelta

from clinic_suite.scheduling.errors import CancellationTooLate, VisitNotSo
from clinic_suite.scheduling.model import Appointment, AppointmentState, Terms

_S = AppointmentState
FOLLOWS: dict[AppointmentState, frozenset[AppointmentState]] = {
    _S.REQUESTED: frozenset({_S.CONFIRMED, _S.CANCELLED, _S.EXPIRED}),
    _S.CONFIRMED: frozenset({_S.ARRIVED, _S.CANCELLED, _S.NO_SHOW}),
    # Somebody who arrived and left again before being called did not take the visit.
    _S.ARRIVED: frozenset({_S.IN_CONSULTATION, _S.COMPLETED, _S.CANCELLED, _S.NO_SHOW}),
    _S.IN_CONSULTATION: frozenset({_S.COMPLETED}),
    _S.COMPLETED: frozenset(),
    _S.CANCELLED: frozenset(),
    # The desk marks somebody as not come who stands at the door a minute later.
    _S.NO_SHOW: frozenset({_S.ARRIVED}),
    _S.EXPIRED: frozenset(),
}
MOVABLE = frozenset({_S.REQUESTED, _S.CONFIRMED})


def require_may_become(visit: Appointment, state: AppointmentState) -> None:
    if state not in FOLLOWS[visit.state]:
        raise VisitNotSo(f"The visit is {visit.state.value.replace('_', ' ')}.")


def require_movable(visit: Appointment) -> None:
    if visit.state not in MOVABLE:
        raise VisitNotSo(f"The visit is {visit.state.value.replace('_', ' ')}.")


def require_in_time(visit: Appointment, now: datetime, terms: Terms) -> None:
    """From outside a visit is changed until some hours before it; then only the desk can."""
    if visit.starts_at - now < timedelta(minutes=terms.cancel_until_minutes):
        raise CancellationTooLate
