"""The days on which clinics of a state are shut; lunar ones are written down, because no rule gives them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

LOOKS_AHEAD = timedelta(days=150)
_MOST = 4


@attrs.frozen
class Holiday:
    """Some days off, both ends included."""

    from_on: date
    until_on: date
    reason: str


_EVERY_YEAR: tuple[tuple[int, int, str, tuple[str, ...]], ...] = (
    (1, 26, "Republic Day", ()),
    (8, 15, "Independence Day", ()),
    (10, 2, "Gandhi Jayanti", ()),
    (12, 25, "Christmas", ()),
    (1, 14, "Uttarayan", ("Gujarat",)),
    (1, 15, "Pongal", ("Tamil Nadu",)),
    (5, 1, "Maharashtra Day", ("Maharashtra",)),
    (4, 14, "Vishu", ("Kerala",)),
    (4, 15, "Poila Boishakh", ("West Bengal",)),
    (6, 2, "Telangana Formation Day", ("Telangana",)),
    (11, 1, "Kannada Rajyotsava", ("Karnataka",)),
)
_NORTH = ("Rajasthan", "Delhi", "Gujarat", "Maharashtra", "West Bengal")
_MOVING: tuple[tuple[str, int, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Holi", 1, _NORTH, ("2026-03-04", "2027-03-22", "2028-03-11", "2029-03-01", "2030-03-20")),
    ("Diwali", 2, (), ("2026-11-08", "2027-10-29", "2028-10-17", "2029-11-05", "2030-10-26")),
    (
        "Ganesh Chaturthi",
        1,
        ("Maharashtra", "Karnataka", "Telangana"),
        ("2026-09-14", "2027-09-04", "2028-08-23", "2029-09-11", "2030-09-01"),
    ),
    (
        "Durga Puja",
        3,
        ("West Bengal",),
        ("2026-10-18", "2027-10-07", "2028-09-25", "2029-10-14", "2030-10-04"),
    ),
    (
        "Onam",
        1,
        ("Kerala",),
        ("2026-08-26", "2027-09-12", "2028-09-01", "2029-08-22", "2030-09-09"),
    ),
)


def coming(state: str, today: date) -> list[Holiday]:
    """The next few holidays of a state, the nearest first, none of which shares a day with another."""
    chosen: list[Holiday] = []
    for holiday in sorted(_near(state, today), key=lambda h: h.from_on):
        if not chosen or holiday.from_on > chosen[-1].until_on:
            chosen.append(holiday)
    return chosen[:_MOST]


def _near(state: str, today: date) -> Iterator[Holiday]:
    for holiday in _of_years(state, today.year):
        if today < holiday.from_on <= today + LOOKS_AHEAD:
            yield holiday


def _of_years(state: str, year: int) -> Iterator[Holiday]:
    for month, day, reason, states in _EVERY_YEAR:
        if not states or state in states:
            for when in (date(year, month, day), date(year + 1, month, day)):
                yield Holiday(when, when, reason)
    for reason, days, states, dates in _MOVING:
        if not states or state in states:
            for said in dates:
                first = date.fromisoformat(said)
                yield Holiday(first, first + timedelta(days=days - 1), reason)
