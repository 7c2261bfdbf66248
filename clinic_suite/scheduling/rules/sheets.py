"""How a day sheet's sessions follow from templates and exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from clinic_suite.kernel.errors import invalid
from clinic_suite.scheduling.errors import WindowsOverlap
from clinic_suite.scheduling.model import (
    DaySheet,
    DiaryException,
    Entry,
    ExceptionKind,
    NewException,
    Session,
    Standing,
    Template,
    Window,
)
from clinic_suite.scheduling.rules.local import day_of, instant, minutes_of
from clinic_suite.scheduling.rules.ranges import Span, within, without

SHORTEST_SLOT, LONGEST_SLOT = 5, 240
MOST_SEATS = 50
MOST_WINDOWS = 42
LONGEST_EXCEPTION = timedelta(days=366)


def sessions_of(
    on: date, templates: Iterable[Template], exceptions: Sequence[DiaryException], zone: ZoneInfo
) -> tuple[Session, ...]:
    """The open windows of one day, in order: the week's own, without leave, and with extra time."""
    away = [(e.from_at, e.until_at) for e in exceptions if e.kind is ExceptionKind.LEAVE]
    found = [
        piece
        for template in templates
        if template_counts(template, on)
        for window in template.windows
        if window.weekday == on.weekday()
        for piece in _pieces(window, on, zone, away)
    ]
    for extra in exceptions:
        if extra.kind is ExceptionKind.EXTRA and day_of(extra.from_at, zone) == on:
            found += _beside(extra, found)
    return tuple(sorted(found, key=lambda s: s.from_at))


def template_counts(template: Template, on: date) -> bool:
    ended = template.valid_until is not None and template.valid_until < on
    return template.state is Standing.ACTIVE and template.valid_from <= on and not ended


def _pieces(window: Window, on: date, zone: ZoneInfo, away: Iterable[Span]) -> list[Session]:
    whole = (
        instant(on, minutes_of(window.from_time, "/windows"), zone),
        instant(on, minutes_of(window.until_time, "/windows"), zone),
    )
    if whole[0] >= whole[1]:
        return []
    # The grid is the whole window's, so leave in its middle does not move the times behind it.
    grid = _grid(whole, window.slot_minutes)
    return [
        Session(
            from_at=piece[0],
            until_at=piece[1],
            slot_minutes=window.slot_minutes,
            seats=window.seats,
            modes=window.modes,
            place=window.place,
            starts=tuple(at for at in grid if piece[0] <= at < piece[1]),
        )
        for piece in without(whole, away)
    ]


def _beside(extra: DiaryException, there: list[Session]) -> list[Session]:
    """Extra time where nothing is open yet: two windows over one another would give a seat away twice."""
    taken = [(s.from_at, s.until_at) for s in there]
    grid = _grid((extra.from_at, extra.until_at), extra.slot_minutes)
    return [
        Session(
            from_at=piece[0],
            until_at=piece[1],
            slot_minutes=extra.slot_minutes,
            seats=extra.seats,
            modes=extra.modes,
            place=extra.place,
            starts=tuple(at for at in grid if piece[0] <= at < piece[1]),
        )
        for piece in without((extra.from_at, extra.until_at), taken)
    ]


def _grid(span: Span, slot_minutes: int) -> list[datetime]:
    step, at, grid = timedelta(minutes=slot_minutes), span[0], []
    while at < span[1]:
        grid.append(at)
        at += step
    return grid


def stray_entries(sheet: DaySheet, now: datetime) -> list[Entry]:
    """The living visits that lie where nothing is open any more."""
    return [
        entry
        for entry in sheet.entries
        if entry.appointment_id is not None
        and entry.lives(now)
        and (sheet.closed_for or not covered((entry.starts_at, entry.ends_at), sheet.sessions))
    ]


def covered(span: Span, sessions: Iterable[Session]) -> bool:
    return any(within(span, (s.from_at, s.until_at)) for s in sessions)


def check_windows(windows: Sequence[Window]) -> None:
    """Each window has a length, a grid and seats, and no two of one weekday share a moment."""
    if not 1 <= len(windows) <= MOST_WINDOWS:
        raise invalid("/windows", "length")
    for place, window in enumerate(windows):
        here = f"/windows/{place}"
        begins = minutes_of(window.from_time, f"{here}/from_time")
        ends = minutes_of(window.until_time, f"{here}/until_time")
        if ends <= begins:
            raise invalid(f"{here}/until_time", "order", "A window cannot end before it begins.")
        if window.slot_minutes > ends - begins:
            raise invalid(f"{here}/slot_minutes", "range", "Not even one visit fits into this window.")
    if _clash(windows, windows, same=True):
        raise WindowsOverlap


def check_beside(mine: Template, others: Iterable[Template]) -> None:
    """Two templates of a diary that count at the same time share no moment of a week."""
    for other in others:
        if other.id == mine.id or other.state is not Standing.ACTIVE or not _meet(mine, other):
            continue
        if _clash(mine.windows, other.windows, same=False):
            raise WindowsOverlap


def check_exception(wish: NewException) -> None:
    if wish.until_at <= wish.from_at:
        raise invalid("/until_at", "order", "It cannot end before it begins.")
    longest = LONGEST_EXCEPTION if wish.kind is ExceptionKind.LEAVE else timedelta(days=1)
    if wish.until_at - wish.from_at > longest:
        raise invalid("/until_at", "range")


def check_validity(valid_from: date, valid_until: date | None) -> None:
    if valid_until is not None and valid_until < valid_from:
        raise invalid("/valid_until", "order", "A template cannot end before it begins.")


def _meet(one: Template, other: Template) -> bool:
    first_ends = one.valid_until or date.max
    other_ends = other.valid_until or date.max
    return one.valid_from <= other_ends and other.valid_from <= first_ends


def _clash(some: Sequence[Window], others: Sequence[Window], *, same: bool) -> bool:
    for place, one in enumerate(some):
        for other in others[place + 1 :] if same else others:
            if (
                one.weekday == other.weekday
                and one.from_time < other.until_time
                and other.from_time < one.until_time
            ):
                return True
    return False


def touched(exception: DiaryException | NewException, zone: ZoneInfo) -> tuple[date, date]:
    """The first and the last day that an exception changes."""
    last = day_of(exception.until_at - timedelta(milliseconds=1), zone)
    return day_of(exception.from_at, zone), last
