"""The doors about staff: shapes, codes, and who may."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import STAFF, Role
from clinic_suite.kernel.ids import ClinicId
from tests.builders.people import a_bearer, a_clinic, an_account

V1 = "/api/v1"
RAVI = {"name": "Ravi Deshpande", "email": "ravi@sahyadri.example", "role": "nurse"}


@pytest.fixture
def clinic_id(suite: Suite) -> ClinicId:
    return a_clinic(suite)


@pytest.fixture
def admin(suite: Suite, clinic_id: ClinicId) -> dict[str, str]:
    return a_bearer(suite, Role.ADMIN, clinic_id)


def test_an_admin_takes_somebody_on_and_they_set_their_password(
    client: FlaskClient, clinic_id: ClinicId, admin: dict[str, str]
) -> None:
    answer = client.post(f"{V1}/clinics/{clinic_id}/staff", json=RAVI, headers=admin)
    body = answer.get_json()
    assert answer.status_code == 201
    assert body["account"]["has_password"] is False
    accepted = client.post(
        f"{V1}/auth/invitations/acceptance",
        json={"token": body["invitation"]["token"], "password": "green umbrella sleeps deep"},
    )
    assert accepted.status_code == 204
    again = client.post(
        f"{V1}/auth/invitations/acceptance",
        json={"token": body["invitation"]["token"], "password": "green umbrella sleeps deep"},
    )
    assert (again.status_code, again.get_json()["type"]) == (410, "/problems/invitation-over")


def test_a_taken_e_mail_is_refused_whatever_its_capitals(
    client: FlaskClient, clinic_id: ClinicId, admin: dict[str, str]
) -> None:
    client.post(f"{V1}/clinics/{clinic_id}/staff", json=RAVI, headers=admin)
    twin = {**RAVI, "email": "RAVI@Sahyadri.example"}
    answer = client.post(f"{V1}/clinics/{clinic_id}/staff", json=twin, headers=admin)
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/email-taken")


def test_an_edit_says_which_version_it_saw(
    client: FlaskClient, suite: Suite, clinic_id: ClinicId, admin: dict[str, str]
) -> None:
    account = an_account(suite, clinic_id)
    door = f"{V1}/staff/{account.id}"
    seen = client.get(door, headers=admin)
    assert seen.headers["ETag"] == '"v1"'
    assert client.patch(door, json={"role": "nurse"}, headers=admin).status_code == 428
    tagged = {**admin, "If-Match": '"v1"'}
    assert client.patch(door, json={"role": "nurse"}, headers=tagged).get_json()["role"] == "nurse"
    assert client.patch(door, json={"role": "doctor"}, headers=tagged).status_code == 412


@pytest.mark.parametrize("smuggled", ["clinic_id", "id", "password_hash", "version", "has_password"])
def test_nothing_is_smuggled_into_an_account(
    client: FlaskClient, clinic_id: ClinicId, admin: dict[str, str], smuggled: str
) -> None:
    answer = client.post(f"{V1}/clinics/{clinic_id}/staff", json={**RAVI, smuggled: "x"}, headers=admin)
    assert answer.status_code == 422
    assert answer.get_json()["errors"] == [{"pointer": f"/{smuggled}", "code": "unknown_field"}]


@pytest.mark.parametrize("role", ["operator", "patient", "system", "superadmin"])
def test_an_admin_makes_nobody_more_than_staff(
    client: FlaskClient, clinic_id: ClinicId, admin: dict[str, str], role: str
) -> None:
    answer = client.post(f"{V1}/clinics/{clinic_id}/staff", json={**RAVI, "role": role}, headers=admin)
    assert (answer.status_code, answer.get_json()["errors"]) == (
        422,
        [{"pointer": "/role", "code": "choice"}],
    )


@pytest.mark.parametrize("role", sorted({*STAFF, Role.OPERATOR, Role.PATIENT}))
def test_who_may_see_and_keep_staff(
    client: FlaskClient, suite: Suite, clinic_id: ClinicId, role: Role
) -> None:
    account = an_account(suite, clinic_id)
    at_home = role not in (Role.OPERATOR, Role.PATIENT)
    headers = a_bearer(suite, role, clinic_id if at_home else None)
    sees = client.get(f"{V1}/clinics/{clinic_id}/staff", headers=headers).status_code
    keeps = client.post(f"{V1}/clinics/{clinic_id}/staff", json=RAVI, headers=headers).status_code
    changes = client.delete(f"{V1}/staff/{account.id}/second-factor", headers=headers).status_code
    assert sees == (200 if role in (Role.ADMIN, Role.MANAGER) else 403)
    assert (keeps, changes) == ((201, 204) if role is Role.ADMIN else (403, 403))


def test_another_clinics_person_and_a_guess_look_the_same(
    client: FlaskClient, suite: Suite, clinic_id: ClinicId
) -> None:
    account = an_account(suite, clinic_id)
    stranger = a_bearer(suite, Role.ADMIN, a_clinic(suite, "Mula Clinic"))
    answers = [
        client.get(f"{V1}/staff/{name}", headers=stranger)
        for name in (account.id, "ac_00000000000000000009", "nonsense")
    ]
    assert {a.status_code for a in answers} == {404}
    assert len({str({**a.get_json(), "instance": ""}) for a in answers}) == 1


def test_without_a_token_there_is_nothing_to_see(client: FlaskClient, clinic_id: ClinicId) -> None:
    assert client.get(f"{V1}/clinics/{clinic_id}/staff").status_code == 401
