"""Viewers are told that something has changed: once it is true, once, and never what did not come to be."""

from __future__ import annotations

import pytest

from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.mongo import Engine, apart_from_unit_of_work
from clinic_suite.kernel.ripples import MOST_TOPICS, gathered, topic
from clinic_suite.kernel.unit_of_work import Transaction, touch
from tests.builders.facts import a_unit_of_work
from tests.builders.ids import a_clinic_id
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock
from tests.fakes.onlooker import Onlooker

_ROWS = "testing_pages"


class PageClosed(Refusal):
    """The use case is refused after it has touched a page."""


@pytest.fixture
def page(engine: Engine) -> Engine:
    engine.database[_ROWS].delete_many({})
    engine.database[_ROWS].insert_one({"_id": "page", "n": 0})
    return engine


def _write(engine: Engine) -> None:
    engine.database[_ROWS].update_one({"_id": "page"}, {"$inc": {"n": 1}})
    touch("page")


def _written(engine: Engine) -> int:
    return int((engine.database[_ROWS].find_one({"_id": "page"}) or {})["n"])


def test_viewers_are_told_when_the_change_can_be_seen_and_not_before(
    page: Engine, clock: FrozenClock
) -> None:
    onlooker = Onlooker(look=lambda: apart_from_unit_of_work(lambda: _written(page)))

    a_unit_of_work(page, clock, ripples=onlooker).run(lambda _: _write(page))

    assert onlooker.said == [{"page"}]
    assert onlooker.saw == [1]


def test_a_refused_change_is_told_to_nobody(page: Engine, clock: FrozenClock) -> None:
    onlooker = Onlooker()

    def work(_: Transaction) -> None:
        touch("page")
        raise PageClosed

    with pytest.raises(PageClosed):
        a_unit_of_work(page, clock, ripples=onlooker).run(work)
    assert onlooker.said == []


def test_a_use_case_inside_another_is_told_with_it_and_only_then(page: Engine, clock: FrozenClock) -> None:
    onlooker = Onlooker()
    uow = a_unit_of_work(page, clock, ripples=onlooker)

    def work(_: Transaction) -> int:
        uow.run(lambda _: touch("inner"))
        touch("outer")
        return len(onlooker.said)

    assert uow.run(work) == 0
    assert onlooker.said == [{"inner", "outer"}]


@pytest.mark.engines
def test_of_a_change_that_was_tried_twice_only_what_came_to_be_is_told(
    mongodb: Engine, clock: FrozenClock
) -> None:
    mongodb.database[_ROWS].delete_many({})
    mongodb.database[_ROWS].insert_one({"_id": "page", "n": 0})
    onlooker, tries = Onlooker(), list[int]()
    uow = a_unit_of_work(mongodb, clock, ripples=onlooker)

    def work(_: Transaction) -> None:
        tries.append(1)
        touch(f"try {len(tries)}")
        if len(tries) == 1:
            # Somebody else writes the page after we began to read and before we write it.
            _written(mongodb)
            all_at_once(1, lambda _: mongodb.database[_ROWS].update_one({"_id": "page"}, {"$inc": {"n": 1}}))
        mongodb.database[_ROWS].update_one({"_id": "page"}, {"$inc": {"n": 1}})

    uow.run(work)

    assert len(tries) == 2
    assert onlooker.said == [{"try 2"}]


def test_what_touches_nothing_is_told_to_nobody(page: Engine, clock: FrozenClock) -> None:
    onlooker = Onlooker()
    a_unit_of_work(page, clock, ripples=onlooker).run(lambda _: None)
    assert onlooker.said == []


def test_a_clinic_with_much_to_say_says_its_own_name_only() -> None:
    clinic, other = a_clinic_id(), a_clinic_id(2)
    many = [topic(clinic, "pr", f"day {n}") for n in range(MOST_TOPICS + 1)]
    few = [topic(other, "pr", "day 1"), topic(other, "pr", "day 2")]

    assert gathered([*many, *few]) == (clinic, *few)
    assert gathered([*few, topic(other)]) == (topic(other),)
    assert gathered(many[:-1]) == tuple(many[:-1])
