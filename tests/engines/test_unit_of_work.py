"""One use case, one transaction: the change with all that belongs to it, or nothing."""

from __future__ import annotations

import pytest

from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.events import Heard, afterwards, same_transaction
from clinic_suite.kernel.ids import AccountId
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.unit_of_work import Transaction, acting_as
from tests.builders.facts import BellRung, NobodyListened, a_bell_rung, a_unit_of_work
from tests.builders.ids import a_clinic_id, an_id
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock

_ROWS = "testing_visits"


class DeskClosed(Refusal):
    """The use case is refused after it has written."""


class Desk:
    """Writes the ringing down with it, and is told again afterwards."""

    def __init__(self, engine: Engine) -> None:
        self._rows = engine.database[_ROWS]
        self.refuses = False

    @same_transaction(BellRung)
    def write_down(self, heard: Heard[BellRung]) -> None:
        if self.refuses:
            raise DeskClosed
        self._rows.insert_one({"_id": f"heard {heard.fact.times}", "by": heard.by.role.value})

    @afterwards(BellRung)
    def send_a_nurse(self, heard: Heard[BellRung]) -> None: ...


@pytest.fixture(autouse=True)
def _no_visits(request: pytest.FixtureRequest) -> None:
    """Start without a visit, in whatever engine the test uses."""
    engine: Engine = request.getfixturevalue("engine" if "engine" in request.fixturenames else "mongodb")
    engine.database[_ROWS].delete_many({})
    engine.database[_ROWS].insert_one({"_id": "count", "n": 0})


def _ids(engine: Engine) -> set[str]:
    return {row["_id"] for row in engine.database[_ROWS].find({})} - {"count"}


def _outbox(engine: Engine) -> list[str]:
    return [row["name"] for row in engine.database["automation_events"].find({})]


def _ring(engine: Engine, tx: Transaction, times: int = 1) -> None:
    engine.database[_ROWS].insert_one({"_id": f"rang {times}"})
    tx.record(a_bell_rung(times))


def test_a_change_is_kept_with_its_fact_and_what_was_written_down(engine: Engine, clock: FrozenClock) -> None:
    a_unit_of_work(engine, clock, Desk(engine)).run(lambda tx: _ring(engine, tx))
    assert _ids(engine) == {"rang 1", "heard 1"}
    assert _outbox(engine) == ["testing.bell_rung"]


def test_the_outbox_knows_who_did_it_when_and_who_must_hear_of_it(engine: Engine, clock: FrozenClock) -> None:
    nurse = Actor(
        role=Role.NURSE, account_id=AccountId(an_id("ac")), clinic_id=a_clinic_id(), request_id="r1"
    )
    with acting_as(nurse):
        a_unit_of_work(engine, clock, Desk(engine)).run(lambda tx: _ring(engine, tx))
    row = engine.database["automation_events"].find_one({}) or {}
    assert row["occurred_at"] == clock.now()
    assert row["handlers"] == ["engines.send_a_nurse"]
    assert row["by"] == {
        "role": "nurse",
        "account_id": an_id("ac"),
        "clinic_id": a_clinic_id(),
        "request_id": "r1",
    }


def test_a_fact_that_nobody_waits_for_leaves_no_row(engine: Engine, clock: FrozenClock) -> None:
    fact = NobodyListened(clinic_id=a_clinic_id())
    a_unit_of_work(engine, clock, Desk(engine)).run(lambda tx: tx.record(fact))
    assert _outbox(engine) == []


def test_a_refused_use_case_leaves_nothing_behind(engine: Engine, clock: FrozenClock) -> None:
    def ring_and_refuse(tx: Transaction) -> None:
        _ring(engine, tx)
        raise DeskClosed

    with pytest.raises(DeskClosed):
        a_unit_of_work(engine, clock, Desk(engine)).run(ring_and_refuse)
    assert _ids(engine) == set()
    assert _outbox(engine) == []


def test_what_must_hold_together_refuses_the_change_when_it_fails(engine: Engine, clock: FrozenClock) -> None:
    desk = Desk(engine)
    desk.refuses = True
    with pytest.raises(DeskClosed):
        a_unit_of_work(engine, clock, desk).run(lambda tx: _ring(engine, tx))
    assert _outbox(engine) == []
    assert _ids(engine) == set()


def test_a_use_case_inside_another_commits_once_with_it(engine: Engine, clock: FrozenClock) -> None:
    uow = a_unit_of_work(engine, clock, Desk(engine))

    def ring_twice(tx: Transaction) -> bool:
        _ring(engine, tx, 1)
        return uow.run(ring_again) is tx

    def ring_again(tx: Transaction) -> Transaction:
        _ring(engine, tx, 2)
        return tx

    assert uow.run(ring_twice) is True
    assert _ids(engine) == {"rang 1", "rang 2", "heard 1", "heard 2"}
    assert len(_outbox(engine)) == 2


@pytest.mark.engines
def test_a_use_case_inside_a_refused_one_is_refused_with_it(mongodb: Engine, clock: FrozenClock) -> None:
    uow = a_unit_of_work(mongodb, clock, Desk(mongodb))

    def ring_and_refuse(tx: Transaction) -> None:
        uow.run(lambda inner: _ring(mongodb, inner))
        raise DeskClosed

    with pytest.raises(DeskClosed):
        uow.run(ring_and_refuse)
    assert _ids(mongodb) == set()


def test_after_a_refusal_the_next_use_case_starts_afresh(engine: Engine, clock: FrozenClock) -> None:
    uow = a_unit_of_work(engine, clock, Desk(engine))

    def refuse(tx: Transaction) -> None:
        tx.record(a_bell_rung(99))
        raise DeskClosed

    with pytest.raises(DeskClosed):
        uow.run(refuse)
    uow.run(lambda tx: _ring(engine, tx))
    assert _ids(engine) == {"rang 1", "heard 1"}


def test_two_who_change_the_same_thing_do_not_overwrite_each_other(
    engine: Engine, clock: FrozenClock
) -> None:
    """Reading, adding one and writing back loses an addition unless the conflict is tried again."""
    uow = a_unit_of_work(engine, clock)
    rows = engine.database[_ROWS]

    def count_one(_: Transaction) -> None:
        seen = rows.find_one({"_id": "count"}) or {}
        rows.update_one({"_id": "count"}, {"$set": {"n": seen["n"] + 1}})

    all_at_once(6, lambda _: [uow.run(count_one) for _ in range(3)])
    assert (rows.find_one({"_id": "count"}) or {})["n"] == 18


def test_a_use_case_that_is_tried_again_tells_its_fact_once(engine: Engine, clock: FrozenClock) -> None:
    uow = a_unit_of_work(engine, clock, Desk(engine))
    rows = engine.database[_ROWS]

    def ring(number: int, tx: Transaction) -> None:
        rows.update_one({"_id": "count"}, {"$inc": {"n": 1}})
        _ring(engine, tx, number)

    all_at_once(6, lambda number: uow.run(lambda tx: ring(number, tx)))
    assert len(_outbox(engine)) == 6
    assert len(_ids(engine)) == 12


def test_of_many_who_want_the_last_seat_one_gets_it(engine: Engine) -> None:
    seats = engine.database[_ROWS]
    seats.insert_one({"_id": "seat", "holder": None})

    def claim(who: int) -> int:
        taken = {"$set": {"holder": who}}
        return seats.update_one({"_id": "seat", "holder": None}, taken).modified_count

    assert sum(all_at_once(16, claim)) == 1


def test_what_one_use_case_has_not_committed_no_other_sees(engine: Engine, clock: FrozenClock) -> None:
    uow = a_unit_of_work(engine, clock)

    def move_and_move_back(who: int) -> int:
        def work(_: Transaction) -> int:
            rows = engine.database[_ROWS]
            if who == 0:
                rows.update_one({"_id": "count"}, {"$inc": {"n": 1}})
                rows.update_one({"_id": "count"}, {"$inc": {"n": -1}})
            return int((rows.find_one({"_id": "count"}) or {})["n"])

        return max(uow.run(work) for _ in range(10))

    assert all_at_once(2, move_and_move_back) == [0, 0]
