"""Who is next and when: the order of a line, and the pace of a doctor."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.kernel.care import Mode
from clinic_suite.scheduling.model import Session
from clinic_suite.scheduling.model.queue import FIRST, Because, MoveReason, QueueDay, Ticket, TicketState
from clinic_suite.scheduling.rules import queue as rules
from clinic_suite.scheduling.rules.board import rooms_of
from tests.builders.diary import at
from tests.builders.queue import TEN, a_line, a_ticket

_NOW = at(10, days=0)


def _minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def _seen(token: int, minutes: int, planned: int = 15) -> Ticket:
    """Somebody whose visit took so many minutes."""
    return a_ticket(
        token,
        state=TicketState.DONE,
        length_s=planned * 60,
        started_at=_NOW - _minutes(90),
        finished_at=_NOW - _minutes(90) + _minutes(minutes),
    )


def _hours(seats: int = 1) -> Session:
    nine = at(9, days=0)
    return Session(
        from_at=nine,
        until_at=at(13, days=0),
        slot_minutes=15,
        seats=seats,
        modes=(Mode.IN_PERSON,),
        place="Room 2",
        starts=(nine,),
    )


def _order(day: QueueDay) -> list[int]:
    return [t.token for t in rules.in_line(day)]


def test_who_booked_earlier_goes_first_whoever_came_first() -> None:
    assert _order(a_line(a_ticket(1, starts_at=at(11, days=0)), a_ticket(2))) == [2, 1]


def test_an_urgent_person_goes_before_all_and_before_those_who_come_later() -> None:
    day = a_line(a_ticket(1), a_ticket(2), a_ticket(3))
    day = rules.placed(day, day.tickets[2], None, MoveReason.URGENT)
    assert _order(day) == [3, 1, 2]
    early = a_ticket(4, starts_at=at(9, days=0))
    assert _order(attrs.evolve(day, tickets=(*day.tickets, early))) == [3, 4, 1, 2]
    assert rules.in_line(day)[0].because is Because.URGENT


def test_two_urgent_people_keep_the_order_in_which_they_were_put_there() -> None:
    day = a_line(a_ticket(1), a_ticket(2), a_ticket(3))
    for token in (3, 2):
        day = rules.placed(day, day.tickets[token - 1], None, MoveReason.URGENT)
    assert _order(day) == [3, 2, 1]


def test_the_desk_puts_somebody_between_two_of_the_same_time() -> None:
    day = a_line(a_ticket(1), a_ticket(2), a_ticket(3), a_ticket(4))
    day = rules.placed(day, day.tickets[3], day.tickets[1], MoveReason.ELDERLY)
    assert _order(day) == [1, 4, 2, 3]
    assert day.tickets[3].moved_for is MoveReason.ELDERLY


_places = st.tuples(st.integers(0, 7), st.integers(-1, 7), st.sampled_from(list(MoveReason)))


@given(starts=st.lists(st.integers(0, 3), min_size=8, max_size=8), moves=st.lists(_places, max_size=12))
def test_a_move_moves_one_and_nobody_else(
    starts: list[int], moves: list[tuple[int, int, MoveReason]]
) -> None:
    """Whatever is moved wherever, in whatever order: the others keep theirs, and nobody is lost or doubled."""
    day = a_line(*(a_ticket(n + 1, starts_at=TEN + _minutes(15 * s)) for n, s in enumerate(starts)))
    for who, before, why in moves:
        ticket, other = day.tickets[who], None if before < 0 else day.tickets[before]
        if other is not None and other.id == ticket.id:
            continue
        was = [t for t in _order(day) if t != ticket.token]
        day = rules.placed(day, ticket, other, why)
        now = _order(day)
        assert [t for t in now if t != ticket.token] == was
        assert sorted(now) == list(range(1, 9))
        moved = day.tickets[who]
        if why is MoveReason.URGENT:
            assert moved.band == FIRST
        elif other is not None:
            assert now.index(ticket.token) + 1 == now.index(other.token)
        else:
            assert now[-1] == ticket.token


@pytest.mark.parametrize(
    ("visits", "factor"),
    [
        ([], 1.0),
        ([_seen(1, 30)], 1.2),
        ([_seen(1, 30), _seen(2, 30)], 1.4),
        ([_seen(n, 30) for n in range(1, 6)], 2.0),
        # One very long visit does not make a slow day.
        ([*(_seen(n, 15) for n in range(1, 6)), _seen(6, 120)], 1.0),
        # A visit that was begun and ended by mistake says nothing.
        ([_seen(1, 0)], 1.0),
        # Twice as long as planned, however long that was.
        ([_seen(n, 60, planned=30) for n in range(1, 6)], 2.0),
        ([_seen(n, 240, planned=5) for n in range(1, 6)], 4.0),
    ],
)
def test_the_pace_is_todays_and_is_believed_the_more_the_more_were_seen(
    visits: list[Ticket], factor: float
) -> None:
    assert rules.pace_of(a_line(*visits)).factor == pytest.approx(factor)


def _expected(day: QueueDay, hours: Session | None = None) -> dict[int, int]:
    """In how many minutes it is whose turn."""
    return {
        t.ticket.token: round((t.expected_at - _NOW).total_seconds() / 60)
        for t in rules.turns(day, hours, _NOW)
        if t.expected_at is not None
    }


def test_everybody_waits_for_those_ahead() -> None:
    assert _expected(a_line(a_ticket(1), a_ticket(2), a_ticket(3))) == {1: 0, 2: 15, 3: 30}


def test_who_is_with_the_doctor_is_waited_for_as_long_as_a_visit_still_lasts() -> None:
    inside = a_ticket(1, state=TicketState.IN_CONSULTATION, started_at=_NOW - _minutes(10))
    assert _expected(a_line(inside, a_ticket(2))) == {2: 5}
    long = attrs.evolve(inside, started_at=_NOW - _minutes(40))
    assert _expected(a_line(long, a_ticket(2))) == {2: 0}


def test_who_was_called_is_seen_before_who_waits() -> None:
    called = a_ticket(1, state=TicketState.CALLED, called_at=_NOW)
    assert _expected(a_line(called, a_ticket(2))) == {2: 15}


def test_a_slow_day_makes_all_times_longer() -> None:
    seen = [_seen(n, 30) for n in range(1, 6)]
    assert _expected(a_line(*seen, a_ticket(8), a_ticket(9))) == {8: 0, 9: 30}


def test_a_doctor_who_is_late_shifts_everybody() -> None:
    day = a_line(a_ticket(1), a_ticket(2), goes_on_at=_NOW + _minutes(20))
    assert _expected(day) == {1: 20, 2: 35}


def test_nobody_is_expected_before_the_hours_begin() -> None:
    late = attrs.evolve(_hours(), from_at=_NOW + _minutes(30))
    assert _expected(a_line(a_ticket(1)), late) == {1: 30}
    assert rules.goes_on_at(late, _NOW, 15) == _NOW + _minutes(45)


def test_where_two_are_seen_at_a_time_it_is_half_as_long() -> None:
    day = a_line(*(a_ticket(n) for n in range(1, 5)))
    assert _expected(day, _hours(seats=2)) == {1: 0, 2: 0, 3: 15, 4: 15}


@given(
    waiting=st.integers(1, 12),
    inside=st.integers(0, 3),
    seats=st.integers(1, 3),
    seen=st.lists(st.integers(1, 90), max_size=7),
)
def test_nobody_is_expected_before_somebody_who_stands_ahead(
    waiting: int, inside: int, seats: int, seen: list[int]
) -> None:
    day = a_line(
        *(_seen(n + 1, m) for n, m in enumerate(seen)),
        *(
            a_ticket(20 + n, state=TicketState.IN_CONSULTATION, started_at=_NOW - _minutes(n))
            for n in range(inside)
        ),
        *(a_ticket(30 + n) for n in range(waiting)),
    )
    found = [t for t in rules.turns(day, _hours(seats), _NOW) if t.place is not None]
    times = [t.expected_at for t in found]
    assert times == sorted(t for t in times if t is not None)
    assert [t.people_ahead for t in found] == list(range(waiting))
    assert all(t is not None and t >= _NOW for t in times)


def test_a_board_says_numbers_and_rooms_and_no_more() -> None:
    called = a_ticket(4, state=TicketState.CALLED, called_at=_NOW, room="Room 2")
    day = a_line(*(_seen(n, 15) for n in (1, 2)), called, *(a_ticket(n) for n in range(5, 15)))
    [room] = rooms_of([day, a_line(_seen(1, 15))], _NOW)
    assert attrs.asdict(room) == {
        "room": "Room 2",
        "called": (4,),
        "inside": (),
        "next": (5, 6, 7, 8, 9, 10),
        "waiting": 10,
        "goes_on_at": None,
    }


@pytest.mark.parametrize(("minutes", "may"), [(-61, False), (-60, True), (0, True), (30, True), (31, False)])
def test_people_check_in_by_themselves_around_their_time(minutes: int, may: bool) -> None:
    assert rules.is_check_in_time(TEN, TEN + _minutes(minutes)) is may
