"""Series over HTTP: promised whole, or refused with every date that is in the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic_suite.kernel.actor import Role
from tests.api.town import Home, Town
from tests.builders.diary import at
from tests.fakes.authenticator import as_role

V1 = "/api/v1"
_TUESDAY, _WEEK = 1, 7


@attrs.frozen(kw_only=True)
class Desk:
    """Somebody of the clinic who promises visits."""

    client: FlaskClient
    home: Home
    headers: dict[str, str]

    def post(self, path: str, sent: dict[str, Any], key: str) -> TestResponse:
        headers = {**self.headers, "Idempotency-Key": key}
        return self.client.post(f"{V1}{path}", json=sent, headers=headers)

    def book(self, path: str, key: str, **said: Any) -> TestResponse:
        whose = {
            "patient_id": self.home.patient_id,
            "practitioner_id": self.home.practitioner_id,
            "service_id": self.home.service_id,
        }
        return self.post(path, {**whose, **said}, key)

    def repeat(self, key: str, **said: Any) -> TestResponse:
        usual = {"starts_at": at(11, days=_TUESDAY).isoformat(), "every_weeks": 1, "count": 4}
        return self.book("/appointments/series", key, **{**usual, **said})

    def day(self, on: date) -> list[dict[str, Any]]:
        path = f"{V1}/clinics/{self.home.clinic_id}/appointments?date={on.isoformat()}"
        items: list[dict[str, Any]] = self.client.get(path, headers=self.headers).get_json()["items"]
        return items

    def series(self, series_id: str) -> list[dict[str, Any]]:
        path = f"{V1}/appointments/series/{series_id}"
        visits: list[dict[str, Any]] = self.client.get(path, headers=self.headers).get_json()["visits"]
        return visits


@pytest.fixture
def desk(town: Town) -> Desk:
    return Desk(client=town.client, home=town.ours, headers=as_role(Role.FRONT_DESK, town.ours.clinic_id))


def _taken(desk: Desk, week: int) -> None:
    """Somebody else has eleven o'clock in one of the weeks."""
    when = at(11, days=_TUESDAY + _WEEK * week).isoformat()
    assert desk.book("/appointments", f"taken-in-week-{week}", starts_at=when).status_code == 201


def _dates(answer: TestResponse) -> list[tuple[str, str, str]]:
    assert answer.status_code == 409, answer.text
    return [(d["on"], d["starts_at"], d["why"]) for d in answer.get_json()["dates"]]


def test_every_date_that_is_in_the_way_is_named_with_its_reason_and_none_is_taken(desk: Desk) -> None:
    _taken(desk, 1)
    _taken(desk, 3)
    before = desk.day(at(11, days=_TUESDAY).date())
    refused = desk.repeat("a-series")
    assert refused.content_type == "application/problem+json"
    assert refused.get_json()["type"] == "/problems/series-not-free"
    assert _dates(refused) == [
        (on.date().isoformat(), on.isoformat(), "slot_taken")
        for on in (at(11, days=_TUESDAY + _WEEK), at(11, days=_TUESDAY + 3 * _WEEK))
    ]
    assert desk.day(at(11, days=_TUESDAY).date()) == before


def test_a_date_on_which_nobody_is_in_says_so(desk: Desk) -> None:
    refused = desk.repeat("an-evening", starts_at=at(20, days=_TUESDAY).isoformat(), count=2)
    assert [why for _, _, why in _dates(refused)] == ["outside_hours"] * 2


def test_a_refusal_about_something_else_names_no_dates(desk: Desk) -> None:
    refused = desk.repeat("too-many", count=27)
    assert refused.status_code == 422
    assert "dates" not in refused.get_json()


def test_the_days_that_were_named_can_be_sent_back_to_leave_them_out(desk: Desk) -> None:
    _taken(desk, 1)
    in_the_way = [on for on, _, _ in _dates(desk.repeat("the-whole-of-it"))]
    booked = desk.repeat("without-it", skip=in_the_way)
    assert booked.status_code == 201, booked.text
    assert [v["starts_at"] for v in booked.get_json()["visits"]] == [
        at(11, days=_TUESDAY + _WEEK * week).isoformat() for week in (0, 2, 3)
    ]


def test_a_move_of_all_that_follow_names_the_dates_that_are_in_the_way_and_moves_none(desk: Desk) -> None:
    series = desk.repeat("to-be-moved", starts_at=at(11, days=_TUESDAY + 1).isoformat()).get_json()
    _taken(desk, 2)
    first = series["visits"][0]
    move = {"starts_at": at(11, days=_TUESDAY).isoformat(), "scope": "from_here"}
    refused = desk.post(f"/appointments/{first['id']}/rescheduling", move, "a-day-earlier")
    in_the_way = at(11, days=_TUESDAY + 2 * _WEEK)
    assert _dates(refused) == [(in_the_way.date().isoformat(), in_the_way.isoformat(), "slot_taken")]
    assert desk.series(series["id"]) == series["visits"]


def test_what_follows_is_cancelled_and_what_was_before_stays(desk: Desk) -> None:
    series = desk.repeat("to-be-ended").get_json()
    wish = {"reason": "The patient moves away.", "scope": "from_here"}
    path = f"/appointments/{series['visits'][1]['id']}/cancellation"
    assert desk.post(path, wish, "the-end").status_code == 200
    states = [v["state"] for v in desk.series(series["id"])]
    assert states == ["confirmed", "cancelled", "cancelled", "cancelled"]
