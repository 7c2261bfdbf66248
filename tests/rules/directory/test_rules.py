"""The directory's pure rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.directory.rules import check_closure, search_words, sort_key
from clinic_suite.kernel.errors import NotValid
from tests.builders.directory import new_closure


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Dr. José D'Souza", ["jose", "d", "souza"]),
        ("Prof. (Dr) A.P.J. Rao", ["a", "p", "j", "rao"]),
        ("डॉ. सुनीता देशपांडे", ["सुनीता", "देशपांडे"]),
        ("Anne-Marie Pinto", ["anne", "marie", "pinto"]),
        ("Rao Rao", ["rao"]),
        ("Dr.", []),
    ],
)
def test_a_name_is_found_by_its_words_without_titles(name: str, words: list[str]) -> None:
    assert search_words(name) == words


def test_a_vowel_sign_is_a_letter_and_not_an_accent() -> None:
    assert search_words("राम") != search_words("रीमा")


def test_a_list_is_ordered_by_names_and_not_by_titles() -> None:
    names = ["Dr. Zubin Mehta", "Anita Rao", "Dr. Bina Shah"]
    assert sorted(names, key=sort_key) == ["Anita Rao", "Dr. Bina Shah", "Dr. Zubin Mehta"]


@given(st.text(max_size=60))
def test_whatever_somebody_is_called_can_be_ordered(name: str) -> None:
    assert sort_key(name) == sort_key(name)
    assert bool(sort_key(name)) == bool(search_words(name) or name.casefold())


@pytest.mark.parametrize(
    ("from_on", "until_on"),
    [("2026-12-25", "2026-12-24"), ("2026-01-01", "2027-01-02")],
)
def test_a_closure_ends_after_it_began_and_within_a_year(from_on: str, until_on: str) -> None:
    with pytest.raises(NotValid) as refused:
        check_closure(new_closure(from_on, until_on))
    assert [f.pointer for f in refused.value.faults] == ["/until_on"]


@pytest.mark.parametrize("until_on", ["2026-01-01", "2027-01-01"])
def test_a_day_and_a_whole_year_are_closures(until_on: str) -> None:
    check_closure(new_closure("2026-01-01", until_on))
