"""Pages of the diary over HTTP: which days a clinic may ask for, and what it is told."""

from __future__ import annotations

from typing import Any

import pytest

from clinic_suite.kernel.actor import Role
from tests.api.town import Town
from tests.builders.diary import TODAY
from tests.fakes.authenticator import as_role


def _draw(town: Town, **days: str) -> Any:
    by = as_role(Role.MANAGER, town.ours.clinic_id)
    return town.client.post(f"/api/v1/clinics/{town.ours.clinic_id}/sheets", json=days, headers=by)


@pytest.mark.parametrize(("last", "code"), [("2035-03-04", "order"), ("2036-04-30", "range")])
def test_days_that_cannot_be_drawn_are_refused_at_the_field_that_says_the_last(
    calm_town: Town, last: str, code: str
) -> None:
    refused = _draw(calm_town, first=TODAY.isoformat(), last=last)
    assert refused.status_code == 422
    assert refused.get_json()["errors"] == [{"pointer": "/last", "code": code}]


def test_drawing_twice_makes_each_page_once(town: Town) -> None:
    far = {"first": "2035-07-02", "last": "2035-07-04"}
    first, again = (_draw(town, **far).get_json() for _ in range(2))
    assert first["made"] > 0
    assert (again["made"], again["changed"]) == (0, 0)
