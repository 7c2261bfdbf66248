"""How long records are kept, and what stands against destroying them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.audit.model import (
    HoldId,
    LegalHold,
    LongerTerm,
    RecordType,
    RetentionTable,
    Subject,
    WhyKept,
)
from clinic_suite.audit.rules.keeping import (
    covers,
    day_that_is_over_nowhere,
    keep_until,
    kept,
    one_row_each,
    years_after,
    years_for,
)
from clinic_suite.kernel.ids import AccountId, PatientId
from tests.builders.ids import a_clinic_id, a_patient_id, an_id

CLINIC, LAKSHMI = a_clinic_id(), a_patient_id()
LAST = date(2020, 3, 10)
PLAIN = RetentionTable(id=CLINIC)
CHART = RecordType.CHART


def _subject(**said: Any) -> Subject:
    valid: dict[str, Any] = {
        "clinic_id": CLINIC,
        "record_type": CHART,
        "last_encounter_on": LAST,
        "patient_id": LAKSHMI,
        "born_on": date(1980, 5, 1),
    }
    return Subject(**{**valid, **said})


def _hold(patient_id: PatientId | None = None, record_type: RecordType | None = None) -> LegalHold:
    return LegalHold(
        id=HoldId(an_id("lh")),
        clinic_id=CLINIC,
        patient_id=patient_id,
        record_type=record_type,
        reason="Civil suit 114 of 2026",
        placed_by=AccountId(an_id("ac")),
        placed_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("born_on", "until"),
    [
        (date(1980, 5, 1), date(2027, 3, 10)),
        # Eighteen on the very day: grown up.
        (date(2002, 3, 10), date(2027, 3, 10)),
        # A day short of it: kept until the 24th birthday, or seven years, whichever is later.
        (date(2002, 3, 11), date(2027, 3, 10)),
        (date(2010, 7, 2), date(2034, 7, 2)),
        (date(2020, 3, 10), date(2044, 3, 10)),
        # Nobody knows: the careful answer is that of a newborn.
        (None, date(2044, 3, 10)),
        # The 24th birthday of somebody born on a 29th of February never comes a day early.
        (date(2012, 2, 29), date(2036, 2, 29)),
    ],
)
def test_seven_years_after_the_last_encounter_and_minors_until_they_are_24(
    born_on: date | None, until: date
) -> None:
    assert keep_until(_subject(born_on=born_on), 7) == until


def test_a_record_about_nobody_follows_the_years_alone() -> None:
    assert keep_until(_subject(patient_id=None, born_on=None), 7) == date(2027, 3, 10)


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2020, 2, 29), 1, date(2021, 3, 1)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2020, 12, 31), 7, date(2027, 12, 31)),
    ],
)
def test_years_later_is_never_a_day_earlier(day: date, years: int, later: date) -> None:
    assert years_after(day, years) == later


@pytest.mark.parametrize(
    ("record_type", "region", "years"),
    [
        (CHART, "Karnataka", 10),
        (CHART, "maharashtra ", 15),
        # Who does not say which state it is is answered with the longest of all.
        (CHART, None, 15),
        (RecordType.RESULT, "Maharashtra", 7),
        (RecordType.INVOICE, "Kerala", 8),
        (RecordType.INVOICE, "Goa", 7),
    ],
)
def test_a_clinics_table_adds_years_for_a_class_and_for_a_state(
    record_type: RecordType, region: str | None, years: int
) -> None:
    rows = (
        LongerTerm(record_type=CHART, region=None, years=10),
        LongerTerm(record_type=CHART, region="Maharashtra", years=15),
        LongerTerm(record_type=RecordType.INVOICE, region="Kerala", years=8),
    )
    assert years_for(RetentionTable(id=CLINIC, rows=rows), record_type, region) == years


_TERMS = st.builds(
    LongerTerm,
    record_type=st.sampled_from(RecordType),
    region=st.sampled_from([None, "Kerala", "Goa"]),
    years=st.integers(7, 100),
)


@given(st.lists(_TERMS, max_size=6), st.sampled_from(RecordType), st.sampled_from([None, "Kerala"]))
def test_no_table_makes_a_term_shorter(
    rows: list[LongerTerm], record_type: RecordType, region: str | None
) -> None:
    shorter = years_for(RetentionTable(id=CLINIC, rows=tuple(rows[:-1])), record_type, region)
    assert 7 <= shorter <= years_for(RetentionTable(id=CLINIC, rows=tuple(rows)), record_type, region)


def test_a_class_and_state_have_one_term() -> None:
    once = LongerTerm(record_type=CHART, region="Goa", years=8)
    again = LongerTerm(record_type=CHART, region=" goa", years=9)
    elsewhere = LongerTerm(record_type=CHART, region=None, years=9)
    assert one_row_each([once, elsewhere])
    assert not one_row_each([once, again])


@pytest.mark.parametrize(
    ("today", "why_not"),
    [
        (date(2027, 3, 10), (WhyKept.STILL_IN_TIME,)),
        (date(2027, 3, 11), ()),
    ],
)
def test_records_may_go_on_the_day_after_the_last_one(today: date, why_not: tuple[WhyKept, ...]) -> None:
    answer = kept(_subject(), PLAIN, [], today)
    assert (answer.why_not, answer.may_be_purged) == (why_not, not why_not)


@pytest.mark.parametrize(
    ("hold", "patient_id", "record_type", "covered"),
    [
        (_hold(), LAKSHMI, CHART, True),
        (_hold(), None, None, True),
        (_hold(patient_id=LAKSHMI), LAKSHMI, CHART, True),
        (_hold(patient_id=LAKSHMI), a_patient_id(2), CHART, False),
        (_hold(patient_id=LAKSHMI), None, RecordType.TRAIL, True),
        (_hold(record_type=CHART), LAKSHMI, CHART, True),
        (_hold(record_type=CHART), LAKSHMI, RecordType.INVOICE, False),
        (_hold(record_type=CHART), LAKSHMI, None, True),
        (_hold(LAKSHMI, CHART), LAKSHMI, RecordType.INVOICE, False),
        (_hold(LAKSHMI, CHART), a_patient_id(2), CHART, False),
    ],
)
def test_what_a_hold_covers(
    hold: LegalHold, patient_id: PatientId | None, record_type: RecordType | None, covered: bool
) -> None:
    assert covers(hold, patient_id, record_type) is covered


def test_a_hold_beats_every_age() -> None:
    answer = kept(_subject(), PLAIN, [_hold(patient_id=LAKSHMI)], date(2999, 1, 1))
    assert (answer.may_be_purged, answer.why_not) == (False, (WhyKept.LEGAL_HOLD,))
    assert answer.hold_ids == (an_id("lh"),)


@given(st.integers(0, 2 * 24 * 60), st.integers(-12 * 60, 14 * 60))
def test_nothing_goes_before_the_day_is_over_in_every_zone(minute: int, offset: int) -> None:
    zone = timezone(timedelta(minutes=offset))
    there = datetime(2026, 1, 1, tzinfo=zone) + timedelta(minutes=minute)
    assert day_that_is_over_nowhere(there.astimezone(UTC)) <= there.date()
