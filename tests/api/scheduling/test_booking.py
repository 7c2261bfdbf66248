"""Booking over HTTP: each answer that the table of answers promises, and one visit however often one asks."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic_suite.directory.model import PractitionerChange
from clinic_suite.directory.service import KeepPractitioners
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import PractitionerId
from clinic_suite.kernel.language import Language
from tests.api.town import Home, Town
from tests.builders.diary import at
from tests.builders.directory import somebody
from tests.fakes.authenticator import as_role

V1 = "/api/v1"


@attrs.frozen(kw_only=True)
class Desk:
    """Somebody at the doors of the diary."""

    client: FlaskClient
    home: Home
    headers: dict[str, str]

    def time(self, when: Any = None) -> dict[str, Any]:
        who = {"practitioner_id": self.home.practitioner_id, "service_id": self.home.service_id}
        return {**who, "starts_at": (when or at(11)).isoformat()}

    def book(self, key: str = "a-key-of-this-test", **said: Any) -> TestResponse:
        sent = {"patient_id": self.home.patient_id, **self.time(), **said}
        return self.post("/appointments", sent, key)

    def post(self, path: str, sent: Any = None, key: str | None = None) -> TestResponse:
        headers = {**self.headers, **({"Idempotency-Key": key} if key else {})}
        return self.client.post(f"{V1}{path}", json=sent, headers=headers)

    def get(self, path: str) -> Any:
        return self.client.get(f"{V1}{path}", headers=self.headers).get_json()


@pytest.fixture
def desk(town: Town) -> Desk:
    return Desk(client=town.client, home=town.ours, headers=as_role(Role.FRONT_DESK, town.ours.clinic_id))


@pytest.fixture
def person(town: Town) -> Desk:
    return Desk(client=town.client, home=town.ours, headers=as_role(Role.PATIENT, town.ours.clinic_id))


def _slug(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["type"].removeprefix("/problems/")


def _codes(answer: TestResponse) -> list[str]:
    assert answer.status_code == 422, answer.text
    return [e["code"] for e in answer.get_json()["errors"]]


def test_without_a_key_nothing_is_booked(desk: Desk) -> None:
    sent = {"patient_id": desk.home.patient_id, **desk.time()}
    assert _slug(desk.post("/appointments", sent)) == (400, "idempotency-key-missing")


def test_a_lost_answer_is_given_again_and_is_one_visit(person: Desk) -> None:
    before = len(person.get("/me/appointments?ahead=true")["items"])
    first, again = person.book(), person.book()
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.data == again.data
    assert (first.headers.get("Idempotency-Replayed"), again.headers["Idempotency-Replayed"]) == (
        None,
        "true",
    )
    assert len(person.get("/me/appointments?ahead=true")["items"]) == before + 1


def test_two_tabs_with_keys_of_their_own_are_one_visit(person: Desk) -> None:
    assert person.book("the-first-tab").status_code == 201
    assert _slug(person.book("the-second-tab")) == (409, "slot-taken")


def test_one_key_is_for_one_wish(desk: Desk) -> None:
    desk.book()
    assert _slug(desk.book(starts_at=at(12).isoformat())) == (422, "idempotency-key-reused")


def test_what_is_held_by_one_is_taken_for_another_and_booked_with_its_token(desk: Desk, person: Desk) -> None:
    held = person.post("/holds", person.time())
    assert held.status_code == 201
    assert _slug(desk.book()) == (409, "slot-taken")
    token = held.get_json()["token"]
    sent = {"patient_id": person.home.patient_id, "hold_token": token}
    assert person.post("/appointments", sent, "with-the-token").status_code == 201


def test_a_hold_that_is_over_says_so(town: Town, desk: Desk) -> None:
    token = desk.post("/holds", desk.time()).get_json()["token"]
    town.suite.clock.advance(minutes=2)  # type: ignore[attr-defined]
    sent = {"patient_id": desk.home.patient_id, "hold_token": token}
    assert _slug(desk.post("/appointments", sent, "too-late-now")) == (409, "hold-expired")


@pytest.mark.parametrize(
    ("when", "code"),
    [
        (at(11, 1).isoformat(), "grid"),
        (at(8).isoformat(), "outside_hours"),
        (at(10, days=-30).isoformat(), "past"),
        ("2035-03-06T11:00:00", "offset"),
        ("tomorrow at eleven", "format"),
        (None, "required"),
    ],
)
def test_a_time_that_cannot_be_one_is_refused_at_its_place(desk: Desk, when: str | None, code: str) -> None:
    answer = (
        desk.book(starts_at=when)
        if when
        else desk.post(
            "/appointments",
            {
                "patient_id": desk.home.patient_id,
                "practitioner_id": desk.home.practitioner_id,
                "service_id": desk.home.service_id,
            },
            "without-a-time",
        )
    )
    assert _codes(answer) == [code]


@pytest.mark.parametrize("smuggled", ["clinic_id", "state", "seat", "account_id", "id", "ends_at"])
def test_what_comes_from_the_session_cannot_be_sent(desk: Desk, smuggled: str) -> None:
    assert _codes(desk.book(**{smuggled: "x"})) == ["unknown_field"]


def test_a_person_cannot_say_how_it_was_booked_nor_take_a_room(person: Desk) -> None:
    assert person.book(source="walk_in").get_json()["source"] == "portal"
    assert _codes(
        person.book("another-key", also=[person.home.resource_id], starts_at=at(12).isoformat())
    ) == ["not_allowed"]


def test_another_persons_patient_is_not_there(town: Town, person: Desk) -> None:
    assert person.book(patient_id=town.theirs.patient_id).status_code == 404


def test_the_free_times_of_a_doctor_are_public_and_the_booked_one_is_not_among_them(town: Town) -> None:
    path = f"{V1}/practitioners/{town.ours.practitioner_id}/availability?from=2035-03-06&until=2035-03-07"
    days = town.client.get(path).get_json()["items"]
    assert [d["on"] for d in days] == ["2035-03-06", "2035-03-07"]
    free = {t["starts_at"] for d in days for t in d["times"]}
    assert at(11).isoformat() in free
    # Ten is the town's own visit, and nine is being offered to who waits.
    assert not {at(10).isoformat(), at(9).isoformat()} & free


def test_a_search_tells_the_next_free_times_of_those_who_fit(town: Town) -> None:
    path = f"{V1}/availability/search?date=2035-03-06&days=2&speciality=dermatology&city=Pune"
    [row] = [r for r in town.client.get(path).get_json()["items"] if r["clinic_id"] == town.ours.clinic_id]
    assert len(row["times"]) == 4
    assert row["more"] > 4


def test_a_search_for_a_language_tells_of_those_who_speak_it(town: Town) -> None:
    """The same people as the list of doctors, or its cards would wait for times that never come."""
    days = "date=2035-03-06&days=2"
    keep, by = town.suite.part(KeepPractitioners), somebody(Role.MANAGER, town.ours.clinic_id)
    who = keep.find(PractitionerId(town.ours.practitioner_id))
    keep.change(who.id, PractitionerChange(languages=(Language.TAMIL,)), who.version, by)
    for code in ("ta", "en"):
        doctors = town.client.get(f"{V1}/practitioners?language={code}").get_json()["items"]
        found = town.client.get(f"{V1}/availability/search?{days}&language={code}").get_json()["items"]
        assert [r["practitioner_id"] for r in found] == [d["id"] for d in doctors]
        assert (who.id in {d["id"] for d in doctors}) == (code == "ta")
    unknown = town.client.get(f"{V1}/availability/search?{days}&language=klingon")
    assert _codes(unknown) == ["choice"]


@pytest.mark.parametrize(
    "span", ["from=2035-03-07&until=2035-03-06", "from=2035-03-06&until=2035-06-06", "from=x&until=y"]
)
def test_a_span_that_is_none_is_refused(town: Town, span: str) -> None:
    path = f"{V1}/practitioners/{town.ours.practitioner_id}/availability?{span}"
    assert town.client.get(path).status_code == 422


def test_who_cancels_too_late_is_told_to_call(town: Town, person: Desk) -> None:
    town.suite.clock.set(at(7))  # type: ignore[attr-defined]
    answer = person.post(f"/appointments/{person.home.visit_id}/cancellation", {})
    assert _slug(answer) == (409, "cancellation-too-late")


def test_a_visit_tells_its_history(desk: Desk) -> None:
    address = f"/appointments/{desk.home.visit_id}"
    desk.post(f"{address}/rescheduling", {"starts_at": at(12).isoformat()}, "a-move-of-today")
    desk.post(f"{address}/cancellation", {"reason": "The patient is ill."})
    history = desk.get(address)["history"]
    assert [d["verb"] for d in history] == ["booked", "rescheduled", "cancelled"]
    assert (history[1]["was_at"], history[2]["reason"]) == (at(10).isoformat(), "The patient is ill.")
