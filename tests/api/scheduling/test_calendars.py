"""Visits in a telephone's calendar: a secret address that says when, with whom and where, and never why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.errors import NotAllowed
from clinic_suite.kernel.ids import PatientId
from clinic_suite.patients.model import PatientChange
from clinic_suite.patients.service import KeepPatients
from clinic_suite.scheduling.model import Booking, Cancellation, Move
from clinic_suite.scheduling.service import BookVisits, ChangeVisits, TellCalendars
from tests.api.town import Town, a_town
from tests.builders.diary import at, desk_of
from tests.builders.ids import an_id
from tests.fakes.authenticator import as_role
from tests.fakes.clock import FrozenClock

V1 = "/api/v1"


@pytest.fixture
def town(suite: Suite) -> Town:
    return a_town(suite)


@pytest.fixture
def client(town: Town) -> FlaskClient:
    return town.client


def _events(body: bytes) -> dict[str, dict[str, Any]]:
    calendar: Any = Calendar.from_ical(body)
    return {
        str(e["UID"]): {
            "start": e["DTSTART"].dt,
            "status": str(e["STATUS"]),
            "sequence": e["SEQUENCE"],
            "all": str(e),
        }
        for e in calendar.walk("VEVENT")
    }


def _path(town: Town) -> str:
    return f"{V1}/calendar/{town.ours.feed_token}.ics"


def test_a_feed_lists_the_family_s_visits_and_nobody_else_s(town: Town, client: FlaskClient) -> None:
    answer = client.get(_path(town))
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    events = _events(answer.data)
    assert events[town.ours.visit_id]["start"] == at(10)
    assert events[town.ours.visit_id]["status"] == "CONFIRMED"
    assert town.theirs.visit_id not in events
    assert b"Sahyadri Family Clinic" in answer.data
    assert b"12 Karve Road" in answer.data


def test_nothing_in_it_says_why_somebody_comes_or_who_it_is(town: Town, client: FlaskClient) -> None:
    wish = Booking(
        patient_id=PatientId(town.ours.patient_id),
        practitioner_id=town.ours.practitioner_id,  # type: ignore[arg-type]
        service_id=town.ours.service_id,  # type: ignore[arg-type]
        starts_at=at(11),
        reason="A rash that will not go",
    )
    visit = town.suite.part(BookVisits).book(wish, desk_of(town.ours.clinic_id))
    for path in (_path(town), f"{V1}/appointments/{visit.id}/calendar.ics"):
        body = client.get(path, headers=as_role(Role.PATIENT, town.ours.clinic_id)).data
        assert visit.id.encode() in body
        for secret in (b"rash", b"Lakshmi", b"First visit", town.ours.patient_id.encode()):
            assert secret not in body


def test_a_move_and_a_cancellation_are_the_same_entry_with_a_higher_sequence(
    town: Town, client: FlaskClient
) -> None:
    visit_id, desk = town.ours.visit_id, desk_of(town.ours.clinic_id)
    change = town.suite.part(ChangeVisits)
    change.reschedule(visit_id, Move(starts_at=at(12)), desk)  # type: ignore[arg-type]
    moved = _events(client.get(_path(town)).data)[visit_id]
    assert (moved["start"], moved["sequence"]) == (at(12), 2)
    change.cancel(visit_id, Cancellation(reason="Ill"), desk)  # type: ignore[arg-type]
    gone = _events(client.get(_path(town)).data)[visit_id]
    assert (gone["status"], gone["sequence"]) == ("CANCELLED", 3)


def test_a_programme_that_asks_again_is_told_that_nothing_is_new(town: Town, client: FlaskClient) -> None:
    first = client.get(_path(town))
    again = client.get(_path(town), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    town.suite.part(ChangeVisits).cancel(
        town.ours.visit_id,  # type: ignore[arg-type]
        Cancellation(reason="Ill"),
        desk_of(town.ours.clinic_id),
    )
    assert client.get(_path(town), headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_new_address_ends_the_old_one_and_none_looks_like_any_other(
    town: Town, client: FlaskClient
) -> None:
    me = as_role(Role.PATIENT, town.ours.clinic_id)
    made = client.post(f"{V1}/me/calendar-feed", headers=me).get_json()
    assert len(made["token"]) == 43
    assert client.get(_path(town)).status_code == 404
    address = f"{V1}/calendar/{made['token']}.ics"
    assert client.get(address).status_code == 200
    assert client.get(f"{V1}/me/calendar-feed", headers=me).get_json() == {"made_at": made["made_at"]}
    assert client.delete(f"{V1}/me/calendar-feed", headers=me).status_code == 204
    gone, never = client.get(address), client.get(f"{V1}/calendar/{'x' * 43}.ics")
    assert gone.status_code == never.status_code == 404
    assert _bare(gone.get_json()) == _bare(never.get_json())
    assert client.get(f"{V1}/me/calendar-feed", headers=me).status_code == 404


def _bare(problem: dict[str, str]) -> dict[str, str]:
    return {**problem, "instance": ""}


def test_of_the_address_only_a_digest_is_kept(town: Town) -> None:
    rows = list(town.suite.engine.database["calendar_feeds"].find())
    assert len(rows) == 2
    assert town.ours.feed_token not in str(rows)
    assert {len(r["proof"]) for r in rows} == {32}
    trail = list(town.suite.engine.database["audit_entries"].find({"entity": "calendar_feed"}))
    assert [r["action"] for r in trail] == ["made", "made"]
    assert all(r["after"]["proof"] == "•••" for r in trail)


def test_a_visit_of_long_ago_leaves_the_feed(town: Town, client: FlaskClient, clock: FrozenClock) -> None:
    """A calendar keeps what it has; an address that is lost must not tell of years."""
    clock.set(at(10) + timedelta(days=90) - timedelta(seconds=1))
    assert town.ours.visit_id in _events(client.get(_path(town)).data)
    clock.set(at(10) + timedelta(days=90))
    assert town.ours.visit_id not in _events(client.get(_path(town)).data)


def test_who_belongs_to_the_family_no_more_is_in_its_feed_no_more(town: Town, client: FlaskClient) -> None:
    """The desk corrects a wrong number: what was shown to the wrong phone is shown there no more."""
    assert town.ours.visit_id in _events(client.get(_path(town)).data)
    keep, desk = town.suite.part(KeepPatients), desk_of(town.ours.clinic_id)
    patient = keep.show(town.ours.clinic_id, PatientId(town.ours.patient_id), desk)
    keep.correct(patient.id, PatientChange(phone="+919890011223"), patient.version, desk)
    assert _events(client.get(_path(town)).data) == {}


def test_who_works_in_a_clinic_has_no_feed(town: Town) -> None:
    tell = town.suite.part(TellCalendars)
    for act in (tell.make, tell.show, tell.revoke):
        with pytest.raises(NotAllowed):
            act(desk_of(town.ours.clinic_id))


def test_somebody_else_s_visit_is_no_file_for_me(town: Town, client: FlaskClient) -> None:
    me = as_role(Role.PATIENT, town.ours.clinic_id)
    theirs = client.get(f"{V1}/appointments/{town.theirs.visit_id}/calendar.ics", headers=me)
    never = client.get(f"{V1}/appointments/{an_id('ap', 404)}/calendar.ics", headers=me)
    assert theirs.status_code == never.status_code == 404
    assert _bare(theirs.get_json()) == _bare(never.get_json())
