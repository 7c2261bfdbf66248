"""Who may open a chart, and for how long a broken glass stays broken."""

from __future__ import annotations

from datetime import timedelta

from clinic_suite.access.model import Chart, Relation
from clinic_suite.kernel.actor import Actor, Role

GRANTED_FOR = timedelta(minutes=60)
LEAST_REASON = 15
MAY_TREAT = frozenset({Role.DOCTOR, Role.NURSE})


def relation_of(by: Actor, chart: Chart, treating: bool) -> Relation:
    """How somebody stands to a chart; being of the clinic comes before everything else."""
    if by.role is Role.SYSTEM:
        return Relation.HOUSE
    if by.role is Role.PATIENT:
        is_own = by.account_id is not None and by.account_id == chart.account_id
        return Relation.OWN if is_own else Relation.UNKNOWN
    if not by.is_staff or by.clinic_id != chart.clinic_id:
        return Relation.UNKNOWN
    if by.role not in MAY_TREAT:
        return Relation.NOT_THEIRS
    return Relation.TREATING if treating else Relation.COULD_BREAK_GLASS
