"""A cursor names the last row seen, and can say nothing else."""

from __future__ import annotations

import base64

import bson
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.kernel.errors import NotValid
from clinic_suite.kernel.paging import Wanted, cut, from_cursor, to_cursor

_INT64 = st.integers(-(2**63), 2**63 - 1)


def _cursor_of(value: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(value)).decode().rstrip("=")


@given(st.text(), _INT64)
def test_a_cursor_leads_back_to_the_place_it_was_made_of(name: str, number: int) -> None:
    assert from_cursor(to_cursor((name, number)), str, int) == (name, number)


@pytest.mark.parametrize(
    "smuggled",
    [
        {"$ne": None},
        [{"$gt": ""}, 1],
        ["a", {"$gt": 0}],
        ["a", [1]],
        ["a", None],
        ["a", 1.5],
        ["a", True],
        ["a", "1"],
        [1, "a"],
        ["a"],
        ["a", 1, 1],
        [],
        "a",
        ["a", 2**63],
    ],
)
def test_a_cursor_cannot_smuggle_a_query(smuggled: object) -> None:
    with pytest.raises(NotValid) as refused:
        from_cursor(_cursor_of(smuggled), str, int)
    assert [(f.pointer, f.code) for f in refused.value.faults] == [("/cursor", "format")]


@given(st.text())
def test_a_made_up_cursor_is_refused_and_never_a_fault(made_up: str) -> None:
    with pytest.raises(NotValid):
        from_cursor(made_up, str, int)


@given(st.one_of(st.integers(), st.text()))
def test_whatever_comes_out_of_a_cursor_can_go_into_a_query(value: int | str) -> None:
    for kind in (str, int):
        try:
            place = from_cursor(_cursor_of([value]) if _fits_json(value) else "x", kind)
        except NotValid:
            continue
        bson.encode({"place": place})


def _fits_json(value: int | str) -> bool:
    return isinstance(value, str) or -(2**63) <= value < 2**64


@given(st.lists(st.integers(0, 10**6), unique=True, max_size=60), st.integers(1, 20))
def test_turning_the_pages_shows_every_row_once(numbers: list[int], limit: int) -> None:
    rows, seen, wanted = sorted(numbers), [], Wanted(limit=limit)
    while True:
        after = wanted.after[0] if wanted.after else -1
        fetched = [n for n in rows if n > int(after)][: wanted.limit + 1]
        page = cut(fetched, wanted, lambda n: (n,))
        seen += page.items
        if page.next_cursor is None:
            break
        wanted = Wanted(limit=limit, after=from_cursor(page.next_cursor, int))
    assert seen == rows


def test_the_last_page_offers_no_next_one() -> None:
    assert cut([1, 2], Wanted(limit=2), lambda n: (n,)).next_cursor is None
    assert cut([1, 2, 3], Wanted(limit=2), lambda n: (n,)).next_cursor is not None
