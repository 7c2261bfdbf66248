"""Visits that come back every so many weeks."""

from __future__ import annotations

from clinic_suite.kernel.ids import SeriesId
from clinic_suite.rest.actor import staff, who_asks
from clinic_suite.rest.blueprint import part
from clinic_suite.rest.idempotency import Once
from clinic_suite.scheduling.model.series import NewSeries, Series
from clinic_suite.scheduling.routes.doors import doors
from clinic_suite.scheduling.schemas import series as shapes
from clinic_suite.scheduling.service import RepeatVisits


@doors.post(
    "/appointments/series",
    who=staff(),
    body=shapes.NewSeriesShape,
    answers=shapes.SeriesShape,
    refuses={409: shapes.SeriesProblem},
    once=Once(),
)
def book_series(wish: NewSeries) -> Series:
    """Book a visit every so many weeks: all of the dates, or none and which ones are in the way."""
    return part(RepeatVisits).book(wish, who_asks())


@doors.get("/appointments/series/<series_id>", who=staff(), answers=shapes.SeriesShape)
def show_series(series_id: SeriesId) -> Series:
    """Show all visits of a series."""
    return part(RepeatVisits).show(series_id, who_asks())
