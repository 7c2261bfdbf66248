"""Ids are short, sortable and of one kind."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.kernel.collections import ID
from clinic_suite.kernel.ids import ALPHABET, TimeSortedIds, is_id
from tests.builders.ids import an_id
from tests.fakes.clock import FrozenClock


def test_a_later_patient_sorts_after_an_earlier_one(clock: FrozenClock) -> None:
    ids = TimeSortedIds(clock)
    earlier = ids.new("pt")
    clock.advance(milliseconds=1)
    assert earlier < ids.new("pt")


def test_no_name_is_given_twice_in_the_same_millisecond(clock: FrozenClock) -> None:
    ids = TimeSortedIds(clock)
    assert len({ids.new("pt") for _ in range(10_000)}) == 10_000


@pytest.mark.parametrize("prefix", ["cl", "pt", "run"])
def test_a_new_name_is_one_that_the_house_and_the_database_accept(clock: FrozenClock, prefix: str) -> None:
    name = TimeSortedIds(clock).new(prefix)
    assert is_id(name, prefix)
    assert re.fullmatch(ID["pattern"], name)


def test_a_clinic_is_not_a_practitioner() -> None:
    assert not is_id(an_id("cl"), "pr")


@pytest.mark.parametrize(
    "guess",
    [
        "",
        "pt_",
        "pt_123",
        "pt_" + "0" * 19,
        "pt_" + "0" * 21,
        "pt_" + "0" * 20 + "\n",
        "pt_" + "O" * 20,
        "pt_" + "i" * 20,
        "PT_" + "0" * 20,
        '{"$ne": null}',
    ],
)
def test_a_guess_that_cannot_be_a_name_never_reaches_the_database(guess: str) -> None:
    assert not is_id(guess, "pt")


@given(st.text(max_size=30))
def test_whatever_is_accepted_as_a_name_is_made_of_our_letters(guess: str) -> None:
    if is_id("pt_" + guess, "pt"):
        assert len(guess) == 20
        assert set(guess) <= set(ALPHABET)
