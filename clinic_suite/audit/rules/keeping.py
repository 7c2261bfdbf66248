"""How long records are kept, and what stands against destroying them.

Seven years after the last encounter; whoever was a minor then, until three years after their
21st birthday at least.  A clinic's table can only add to that, for a class or for a class in
one state.  A legal hold beats everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from clinic_suite.audit.model import (
    Keeping,
    LegalHold,
    LongerTerm,
    RecordType,
    RetentionTable,
    Subject,
    WhyKept,
)
from clinic_suite.kernel.ids import PatientId

LEAST_YEARS = 7
MOST_YEARS = 100
GROWN_UP_AT = 18
MINORS_UNTIL_AGE = 21 + 3
_BEHIND_UTC = timedelta(hours=12)


def years_for(table: RetentionTable, record_type: RecordType, region: str | None) -> int:
    """The longest term that applies; a row for all states applies in each of them."""
    applying = [row.years for row in table.rows if row.record_type is record_type and _applies(row, region)]
    return max([LEAST_YEARS, *applying])


def keep_until(subject: Subject, years: int) -> date:
    """The last day on which the records must still be there.

    A person whose birth nobody knows may have been a newborn at the last encounter, and is
    treated as one: we would rather keep too long than destroy what a child may still need.
    """
    until = years_after(subject.last_encounter_on, years)
    if subject.patient_id is None:
        return until
    born_on = subject.born_on or subject.last_encounter_on
    if subject.last_encounter_on < years_after(born_on, GROWN_UP_AT):
        until = max(until, years_after(born_on, MINORS_UNTIL_AGE))
    return until


def kept(subject: Subject, table: RetentionTable, standing: Iterable[LegalHold], today: date) -> Keeping:
    """The whole answer: until when, whether it may go, and why not."""
    until = keep_until(subject, years_for(table, subject.record_type, subject.region))
    holds = tuple(h.id for h in standing if covers(h, subject.patient_id, subject.record_type))
    why_not = (*([WhyKept.LEGAL_HOLD] if holds else []), *([WhyKept.STILL_IN_TIME] if today <= until else []))
    return Keeping(keep_until=until, may_be_purged=not why_not, why_not=why_not, hold_ids=holds)


def covers(hold: LegalHold, patient_id: PatientId | None, record_type: RecordType | None) -> bool:
    """Whether a hold of the same clinic covers something.

    Records of a class that are about many people at once (``patient_id`` is nothing) may be about
    the one who is held, and all records of a person (``record_type`` is nothing) are of every class.
    """
    of_them = hold.patient_id is None or patient_id is None or hold.patient_id == patient_id
    of_it = hold.record_type is None or record_type is None or hold.record_type is record_type
    return of_them and of_it


def day_that_is_over_nowhere(now: datetime) -> date:
    """The earliest date that anybody on earth still has: so no zone's record goes before its day is over."""
    return (now - _BEHIND_UTC).date()


def years_after(day: date, years: int) -> date:
    """The same day years later; the 29th of February becomes the 1st of March, never a day earlier."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def one_row_each(rows: Iterable[LongerTerm]) -> bool:
    """Whether no class and state has two terms."""
    named = [(row.record_type, _plain(row.region)) for row in rows]
    return len(named) == len(set(named))


def _applies(row: LongerTerm, region: str | None) -> bool:
    """Where nobody says which state it is, the longest of all states counts."""
    return row.region is None or region is None or _plain(row.region) == _plain(region)


def _plain(region: str | None) -> str:
    return " ".join((region or "").split()).casefold()
