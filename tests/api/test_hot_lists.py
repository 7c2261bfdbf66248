"""Rows that go from the database straight to orjson are held to the shape that the description promises."""

from __future__ import annotations

from typing import Any

import pytest

from clinic_suite.directory.schemas import PractitionerShape
from clinic_suite.rest.blueprint import PREFIX
from tests.api.town import Town

LISTS = [
    "/practitioners",
    "/clinics/{clinic_id}/practitioners",
    "/practitioners?speciality=dermatology&limit=1",
]


@pytest.fixture
def rated_town(town: Town) -> Town:
    """A town in which every field of a practitioner has something in it at one, and nothing at the other."""
    said = {
        "rating": {"average": 4.6, "count": 31},
        "experience_since_year": 2009,
        "bio": "Sees children.\n\nAlso by video.",
        "qualifications": "MBBS, MD",
        "modes": ["in_person", "video"],
    }
    practitioners = town.suite.engine.database["practitioners"]
    practitioners.update_one({"_id": town.ours.practitioner_id}, {"$set": said})
    practitioners.update_one({"_id": town.theirs.practitioner_id}, {"$set": {"rating": None}})
    return town


def _rows(town: Town, path: str) -> list[dict[str, Any]]:
    answer = town.client.get(PREFIX + path.format(**town.ours.ids))
    assert answer.content_type == "application/json"
    rows: list[dict[str, Any]] = answer.get_json()["items"]
    assert rows
    return rows


@pytest.mark.parametrize("path", LISTS)
def test_a_hot_row_loads_through_its_shape_and_comes_out_the_same(path: str, rated_town: Town) -> None:
    for row in _rows(rated_town, path):
        assert PractitionerShape().dump(PractitionerShape().load(row)) == row


@pytest.mark.parametrize("path", LISTS)
def test_a_hot_row_says_what_the_page_of_the_same_person_says(path: str, rated_town: Town) -> None:
    for row in _rows(rated_town, path):
        assert rated_town.client.get(f"{PREFIX}/practitioners/{row['id']}").get_json() == row


def test_both_the_full_and_the_bare_are_in_the_list(rated_town: Town) -> None:
    rows = {r["id"]: r for r in _rows(rated_town, "/practitioners")}
    assert rows[rated_town.ours.practitioner_id]["rating"] == {"average": 4.6, "count": 31}
    assert rows[rated_town.theirs.practitioner_id]["rating"] is None
