"""The directory's doors: shapes, codes, versions."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from clinic_suite.bootstrap import Suite
from clinic_suite.directory.model import Clinic, Practitioner
from clinic_suite.directory.service import KeepClinics
from clinic_suite.kernel.actor import Role, the_house
from tests.builders.directory import a_clinic, a_practitioner
from tests.builders.ids import an_id
from tests.builders.people import a_bearer

V1 = "/api/v1"
CLINIC = {
    "name": "Mylapore Nalam Clinic",
    "address": {"line1": "38 Kutchery Road", "city": "Chennai", "state": "Tamil Nadu", "pin_code": "600004"},
    "phone": "+914422345678",
    "email": "desk@nalam.example",
    "languages": ["ta", "en"],
}
DOCTOR = {
    "name": "Dr. Lakshmi Iyer",
    "specialities": ["cardiology"],
    "registration_number": "TNMC 45678",
    "fee_paise": 80000,
    "languages": ["ta"],
}


@pytest.fixture
def clinic(suite: Suite) -> Clinic:
    return a_clinic(suite)


@pytest.fixture
def asha(suite: Suite, clinic: Clinic) -> Practitioner:
    return a_practitioner(suite, clinic.id)


@pytest.fixture
def operator(suite: Suite) -> dict[str, str]:
    return a_bearer(suite, Role.OPERATOR)


@pytest.fixture
def admin(suite: Suite, clinic: Clinic) -> dict[str, str]:
    return a_bearer(suite, Role.ADMIN, clinic.id)


def _seen(who: dict[str, str], version: int) -> dict[str, str]:
    return {**who, "If-Match": f'"v{version}"'}


def _pointers(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422, answer.get_json()
    return {e["pointer"]: e["code"] for e in answer.get_json()["errors"]}


def test_a_clinic_that_is_opened_is_answered_as_it_will_be_shown(
    client: FlaskClient, operator: dict[str, str]
) -> None:
    answer = client.post(f"{V1}/clinics", json=CLINIC, headers=operator)
    body = answer.get_json()
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"v1"')
    assert (body["state"], body["version"], body["time_zone"]) == ("active", 1, "Asia/Kolkata")
    assert body["address"] == {**CLINIC["address"], "line2": "", "country": "IN"}
    assert client.get(f"{V1}/clinics/{body['id']}").get_json() == body


def test_a_doctor_who_is_taken_on_is_found_at_once_by_the_staff(
    client: FlaskClient, clinic: Clinic, admin: dict[str, str]
) -> None:
    answer = client.post(f"{V1}/clinics/{clinic.id}/practitioners", json=DOCTOR, headers=admin)
    body = answer.get_json()
    assert answer.status_code == 201
    assert body["clinic"] == {
        "id": clinic.id,
        "name": clinic.name,
        "city": "Pune",
        "address_line": "12 Karve Road",
        "time_zone": "Asia/Kolkata",
    }
    assert (body["fee_paise"], body["modes"], body["rating"]) == (80000, ["in_person"], None)
    [listed] = client.get(f"{V1}/practitioners?name=laksh", headers=admin).get_json()["items"]
    assert listed == body


def test_a_name_in_hindi_is_kept_and_found(
    client: FlaskClient, clinic: Clinic, admin: dict[str, str]
) -> None:
    name = "डॉ. सुनीता देशपांडे"
    wish = {**DOCTOR, "name": name, "bio": "बच्चों की डॉक्टर।"}
    made = client.post(f"{V1}/clinics/{clinic.id}/practitioners", json=wish, headers=admin).get_json()
    assert (made["name"], made["bio"]) == (name, "बच्चों की डॉक्टर।")
    for typed in ("सुनी", "देशपांडे सुनीता", "डॉ. सुनीता"):
        found = client.get(f"{V1}/practitioners", query_string={"name": typed}).get_json()["items"]
        assert [f["name"] for f in found] == [name], typed
    assert client.get(f"{V1}/practitioners", query_string={"name": "सीता"}).get_json()["items"] == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": "cl_1"}, {"/id": "unknown_field"}),
        ({"state": "active"}, {"/state": "unknown_field"}),
        ({"name": ""}, {"/name": "length"}),
        ({"name": "x" * 121}, {"/name": "length"}),
        ({"name": "a\u0000b"}, {"/name": "control_character"}),
        ({"phone": {"$ne": None}}, {"/phone": "type"}),
        ({"phone": "044 2234"}, {"/phone": "format"}),
        ({"email": "desk"}, {"/email": "format"}),
        ({"time_zone": "India/Pune"}, {"/time_zone": "choice"}),
        ({"languages": []}, {"/languages": "length"}),
        ({"languages": ["ta", "ta"]}, {"/languages": "duplicate"}),
        ({"languages": ["tamil"]}, {"/languages/0": "choice"}),
        ({"address": {"city": "Pune"}}, dict.fromkeys(["/address/line1", "/address/state", "/address/pin_code"], "required")),
    ],
)  # fmt: skip
def test_what_a_clinic_cannot_be_is_refused_at_its_place(
    client: FlaskClient, operator: dict[str, str], change: dict[str, Any], fault: dict[str, str]
) -> None:
    assert _pointers(client.post(f"{V1}/clinics", json={**CLINIC, **change}, headers=operator)) == fault


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"clinic_id": "cl_1"}, {"/clinic_id": "unknown_field"}),
        ({"rating": 5}, {"/rating": "unknown_field"}),
        ({"fee_paise": 800.5}, {"/fee_paise": "type"}),
        ({"fee_paise": -1}, {"/fee_paise": "range"}),
        ({"fee_paise": True}, {"/fee_paise": "type"}),
        ({"specialities": ["magic"]}, {"/specialities/0": "choice"}),
        ({"experience_since_year": 1800}, {"/experience_since_year": "range"}),
    ],
)
def test_what_a_doctor_cannot_be_is_refused_at_its_place(
    client: FlaskClient, clinic: Clinic, admin: dict[str, str], change: dict[str, Any], fault: dict[str, str]
) -> None:
    answer = client.post(f"{V1}/clinics/{clinic.id}/practitioners", json={**DOCTOR, **change}, headers=admin)
    assert _pointers(answer) == fault


def test_a_second_doctor_with_the_same_registration_is_refused_by_name(
    client: FlaskClient, clinic: Clinic, admin: dict[str, str]
) -> None:
    door = f"{V1}/clinics/{clinic.id}/practitioners"
    client.post(door, json=DOCTOR, headers=admin)
    again = client.post(door, json=DOCTOR, headers=admin)
    assert (again.status_code, again.get_json()["type"]) == (409, "/problems/registration-number-taken")


def test_an_edit_says_which_version_it_saw(
    client: FlaskClient, clinic: Clinic, admin: dict[str, str]
) -> None:
    door = f"{V1}/clinics/{clinic.id}"
    assert client.patch(door, json={"name": "New"}, headers=admin).status_code == 428
    assert client.patch(door, json={"name": "New"}, headers=_seen(admin, 7)).status_code == 412
    changed = client.patch(door, json={"name": "New"}, headers=_seen(admin, 1))
    assert (changed.status_code, changed.headers["ETag"], changed.get_json()["name"]) == (200, '"v2"', "New")
    assert changed.get_json()["about"] == "", "what was not said stays"
    assert client.patch(door, json={"name": "Newer"}, headers=_seen(admin, 1)).status_code == 412


def test_a_field_can_be_emptied_only_where_nothing_is_an_answer(
    client: FlaskClient, asha: Practitioner, admin: dict[str, str]
) -> None:
    door = f"{V1}/practitioners/{asha.id}"
    refused = client.patch(door, json={"name": None}, headers=_seen(admin, 1))
    assert _pointers(refused) == {"/name": "null"}
    emptied = client.patch(door, json={"experience_since_year": None}, headers=_seen(admin, 1))
    assert emptied.get_json()["experience_since_year"] is None


def test_a_repeated_read_is_answered_without_a_body(client: FlaskClient, asha: Practitioner) -> None:
    for door in (
        f"{V1}/practitioners",
        f"{V1}/practitioners/{asha.id}",
        f"{V1}/practitioners/choices",
        f"{V1}/clinics",
        f"{V1}/clinics/{asha.clinic_id}",
        f"{V1}/clinics/{asha.clinic_id}/practitioners",
        f"{V1}/clinics/{asha.clinic_id}/services",
        f"{V1}/clinics/{asha.clinic_id}/closures",
    ):
        first = client.get(door)
        again = client.get(door, headers={"If-None-Match": first.headers["ETag"]})
        assert (first.status_code, again.status_code, again.data) == (200, 304, b""), door
        assert first.headers["Cache-Control"].startswith("public, max-age="), door


def test_a_list_has_another_tag_when_somebody_came(
    client: FlaskClient, suite: Suite, asha: Practitioner, admin: dict[str, str]
) -> None:
    before = client.get(f"{V1}/practitioners", headers=admin).headers["ETag"]
    a_practitioner(suite, asha.clinic_id)
    after = client.get(f"{V1}/practitioners", headers={**admin, "If-None-Match": before})
    assert (after.status_code, len(after.get_json()["items"])) == (200, 2)


def test_a_closed_clinic_refuses_by_name_and_can_be_opened_again(
    client: FlaskClient, clinic: Clinic, asha: Practitioner, admin: dict[str, str], operator: dict[str, str]
) -> None:
    door = f"{V1}/clinics/{clinic.id}"
    assert client.delete(door, headers=_seen(admin, 1)).status_code == 204
    refused = client.post(f"{door}/practitioners", json=DOCTOR, headers=admin)
    assert (refused.status_code, refused.get_json()["type"]) == (409, "/problems/clinic-inactive")
    assert client.get(f"{V1}/practitioners/{asha.id}", headers=admin).status_code == 404
    again = client.post(f"{door}/activation", headers=_seen(operator, 2))
    assert (again.status_code, again.get_json()["state"]) == (200, "active")
    assert client.get(f"{V1}/practitioners/{asha.id}", headers=admin).status_code == 200


def test_a_service_goes_from_offer_over_change_to_withdrawal(
    client: FlaskClient, clinic: Clinic, asha: Practitioner, admin: dict[str, str]
) -> None:
    door = f"{V1}/clinics/{clinic.id}/services"
    wish = {"name": "Check-up", "length_minutes": 20, "price_paise": 50000, "practitioner_ids": [asha.id]}
    free = {"free_revisit": {"within_days": 7, "price_paise": 0}}
    made = client.post(door, json={**wish, **free}, headers=admin).get_json()
    assert {k: made[k] for k in (*wish, *free)} == {**wish, **free}
    one = f"{door}/{made['id']}"
    changed = client.patch(
        one, json={"free_revisit": None, "mode": "video"}, headers=_seen(admin, 1)
    ).get_json()
    assert (changed["free_revisit"], changed["mode"], changed["version"]) == (None, "video", 2)
    assert client.delete(one, headers=_seen(admin, 2)).status_code == 204
    assert client.get(door, headers=admin).get_json()["items"] == []


def test_a_service_of_somebody_elses_doctor_is_refused_at_its_place(
    client: FlaskClient, suite: Suite, clinic: Clinic, admin: dict[str, str]
) -> None:
    strange = a_practitioner(suite, a_clinic(suite).id)
    wish = {"name": "Check-up", "length_minutes": 20, "price_paise": 1, "practitioner_ids": [strange.id]}
    answer = client.post(f"{V1}/clinics/{clinic.id}/services", json=wish, headers=admin)
    assert _pointers(answer) == {"/practitioner_ids/0": "unknown"}


def test_a_closure_is_announced_and_withdrawn(
    client: FlaskClient, clinic: Clinic, admin: dict[str, str]
) -> None:
    door = f"{V1}/clinics/{clinic.id}/closures"
    wish = {"from_on": "2035-10-29", "until_on": "2035-10-31", "reason": "Diwali"}
    made = client.post(door, json=wish, headers=admin)
    assert made.status_code == 201
    clash = client.post(door, json={**wish, "from_on": "2035-10-31"}, headers=admin)
    assert (clash.status_code, clash.get_json()["type"]) == (409, "/problems/closure-overlaps")
    backwards = client.post(door, json={**wish, "until_on": "2035-10-28"}, headers=admin)
    assert _pointers(backwards) == {"/until_on": "order"}
    assert client.delete(f"{door}/{made.get_json()['id']}", headers=admin).status_code == 204
    assert client.get(door, headers=admin).get_json()["items"] == []


@pytest.mark.parametrize("kind", ["clinics", "practitioners"])
def test_a_guessed_id_and_a_hidden_one_look_the_same_to_the_byte(
    client: FlaskClient, suite: Suite, clinic: Clinic, asha: Practitioner, kind: str
) -> None:
    suite.part(KeepClinics).deactivate(clinic.id, 1, the_house())
    asked = {"X-Request-Id": "the-same-request"}
    guesses = [an_id("pr"), "pr_1", "%7B%22$ne%22:null%7D", asha.id]
    if kind == "clinics":
        guesses = [an_id("cl"), "cl_1", "%7B%22$ne%22:null%7D"]
    answers = [client.get(f"{V1}/{kind}/{guess}", headers=asked) for guess in guesses]
    assert {a.status_code for a in answers} == {404}
    bodies = [{k: v for k, v in a.get_json().items() if k != "instance"} for a in answers]
    assert all(body == bodies[0] for body in bodies)


@pytest.mark.parametrize(
    ("method", "door", "needs"),
    [
        ("post", "/clinics", CLINIC),
        ("post", "/clinics/{clinic}/practitioners", DOCTOR),
        ("patch", "/clinics/{clinic}", {"name": "x"}),
        ("delete", "/clinics/{clinic}", None),
        ("patch", "/practitioners/{asha}", {"name": "x"}),
        ("delete", "/practitioners/{asha}", None),
    ],
)
def test_nobody_writes_without_signing_in_and_nobody_who_is_not_of_the_house(
    client: FlaskClient,
    suite: Suite,
    clinic: Clinic,
    asha: Practitioner,
    method: str,
    door: str,
    needs: dict[str, Any] | None,
) -> None:
    path = V1 + door.format(clinic=clinic.id, asha=asha.id)
    send = getattr(client, method)
    unknown = send(path, json=needs)
    assert (unknown.status_code, unknown.headers["WWW-Authenticate"]) == (401, "Bearer")
    nurse = a_bearer(suite, Role.NURSE, clinic.id)
    assert send(path, json=needs, headers=_seen(nurse, 1)).status_code == 403
    stranger = a_bearer(suite, Role.ADMIN, a_clinic(suite).id)
    assert send(path, json=needs, headers=_seen(stranger, 1)).status_code in (403, 404)
