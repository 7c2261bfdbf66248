"""The preview engine is as safe for many at once as MongoDB is."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from clinic_suite.kernel.mongo import DuplicateKey, Engine
from tests.builders.threads import all_at_once

_SEATS = 150
_PEOPLE = 16


@pytest.fixture(autouse=True)
def _impatient_threads() -> Iterator[None]:
    """Let threads take turns a thousand times more often, or a race would show once in a hundred runs."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_of_many_who_want_the_same_seats_each_seat_goes_to_one(preview: Engine) -> None:
    seats = preview.database["testing_seats"]
    seats.insert_many([{"_id": n, "number": n, "holder": None} for n in range(_SEATS)])

    def claim_all(who: int) -> int:
        taken = {"$set": {"holder": who}}
        claims = [seats.find_one_and_update({"number": n, "holder": None}, taken) for n in range(_SEATS)]
        return len([claim for claim in claims if claim is not None])

    assert sum(all_at_once(_PEOPLE, claim_all)) == _SEATS


def test_of_many_who_take_the_next_number_no_two_get_the_same(preview: Engine) -> None:
    counters = preview.database["testing_counters"]
    counters.insert_one({"_id": "token", "n": 0})

    def draw(_: int) -> list[int]:
        drawn = [counters.find_one_and_update({"_id": "token"}, {"$inc": {"n": 1}}) for _ in range(40)]
        return [row["n"] for row in drawn if row is not None]

    numbers = [n for drawn in all_at_once(_PEOPLE, draw) for n in drawn]
    assert sorted(numbers) == list(range(_PEOPLE * 40))


def test_of_many_who_register_the_same_phone_one_succeeds(preview: Engine) -> None:
    patients = preview.database["testing_patients"]
    patients.create_index("phone", unique=True)

    def register(who: int) -> int:
        succeeded = 0
        for phone in range(60):
            try:
                patients.insert_one({"_id": f"{who}.{phone}", "phone": phone})
            except DuplicateKey:
                continue
            succeeded += 1
        return succeeded

    assert sum(all_at_once(_PEOPLE, register)) == 60
    assert patients.count_documents({}) == 60
