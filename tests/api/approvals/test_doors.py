"""The inbox over HTTP: shapes, codes, and what is asked about oneself before anybody is signed in."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.rest.blueprint import DOORS
from tests.builders.approvals import asked, discounts_in, somebody
from tests.builders.ids import an_id
from tests.builders.people import (
    a_bearer,
    a_clinic,
    a_session,
    a_waiting_device,
    an_account,
    the_open_approval,
)
from tests.fakes.browser import Browser

V1 = "/api/v1"


@pytest.fixture
def clinic_id(suite: Suite) -> ClinicId:
    return a_clinic(suite)


@pytest.fixture
def admin(suite: Suite, clinic_id: ClinicId) -> dict[str, str]:
    return a_bearer(suite, Role.ADMIN, clinic_id)


def _problem(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["type"].rpartition("/")[2]


def test_a_device_waits_in_the_inbox_and_its_person_sees_what_becomes_of_it(
    suite: Suite, client: FlaskClient, clinic_id: ClinicId, admin: dict[str, str]
) -> None:
    asha = an_account(suite, clinic_id)
    mine = {"Authorization": f"Bearer {a_session(suite, asha).access_token}"}
    device = a_waiting_device(suite, asha, Browser("Chrome on Android"))
    [waiting] = client.get(f"{V1}/approvals", headers=admin).get_json()["items"]
    assert (waiting["kind"], waiting["subject_id"], waiting["asked_by_name"]) == (
        "device",
        device.id,
        "Asha Kulkarni",
    )
    assert (waiting["proof"], waiting["may_decide"], waiting["after"]) == (
        "483920",
        True,
        {"browser": "Chrome on Android"},
    )
    [own] = client.get(f"{V1}/approvals/mine", headers=mine).get_json()["items"]
    assert (own["id"], own["proof"], own["may_decide"]) == (waiting["id"], None, False)
    address = f"{V1}/approvals/{waiting['id']}"
    assert _problem(client.post(f"{address}/approval", json={}, headers=admin)) == (422, "not-valid")
    assert _problem(client.post(f"{address}/approval", json={"proof": "000000"}, headers=admin)) == (
        409,
        "proof-differs",
    )
    done = client.post(f"{address}/approval", json={"proof": "483920"}, headers=admin)
    assert (done.status_code, done.get_json()["state"], done.headers["ETag"]) == (200, "approved", '"v2"')
    assert _problem(client.post(f"{address}/refusal", json={"reason": "No."}, headers=admin)) == (
        409,
        "approval-decided",
    )
    assert client.get(f"{V1}/approvals", headers=admin).get_json()["items"] == []
    assert (
        client.get(f"{V1}/approvals?state=approved", headers=admin).get_json()["items"][0]["id"]
        == waiting["id"]
    )
    assert client.get(address, headers=mine).get_json()["state"] == "approved"


def test_asker_and_decider_come_from_the_session_and_never_from_the_body(
    suite: Suite, client: FlaskClient, clinic_id: ClinicId, admin: dict[str, str]
) -> None:
    device = a_waiting_device(suite, an_account(suite, clinic_id, with_device=False))
    address = f"{V1}/approvals/{the_open_approval(suite, device)}"
    for smuggled in (
        {"decided_by": an_id("ac", 5)},
        {"asked_by": an_id("ac", 5)},
        {"state": "approved"},
        {"clinic_id": clinic_id},
    ):
        answer = client.post(f"{address}/approval", json={"proof": "483920", **smuggled}, headers=admin)
        assert answer.get_json()["errors"][0]["code"] == "unknown_field"


def test_a_refusal_without_a_reason_is_none(
    suite: Suite, client: FlaskClient, clinic_id: ClinicId, admin: dict[str, str]
) -> None:
    device = a_waiting_device(suite, an_account(suite, clinic_id, with_device=False))
    address = f"{V1}/approvals/{the_open_approval(suite, device)}/refusal"
    for body in ({}, {"reason": ""}, {"reason": "  "}, {"reason": "x" * 301}):
        assert client.post(address, json=body, headers=admin).status_code == 422
    assert (
        client.post(address, json={"reason": "I have not spoken with her."}, headers=admin).status_code == 200
    )


def test_another_clinics_approval_is_answered_as_one_that_does_not_exist(
    suite: Suite, client: FlaskClient, clinic_id: ClinicId
) -> None:
    discounts_in(suite)
    approval_id = asked(suite, somebody(suite, clinic_id, Role.FRONT_DESK))
    stranger = a_bearer(suite, Role.ADMIN, a_clinic(suite, "Mula Clinic"))
    for path, method in (("", "GET"), ("/approval", "POST"), ("/withdrawal", "POST")):
        answers = [
            client.open(
                f"{V1}/approvals/{one}{path}",
                method=method,
                headers=stranger,
                json={} if path == "/approval" else None,
            )
            for one in (approval_id, an_id("av", 404))
        ]
        foreign, unknown = (a.get_json() | {"instance": ""} for a in answers)
        assert (foreign, answers[0].status_code) == (unknown, 404)


def test_the_inbox_is_read_by_kind_and_page_by_page(
    suite: Suite, client: FlaskClient, clinic_id: ClinicId, admin: dict[str, str]
) -> None:
    discounts_in(suite)
    desk = somebody(suite, clinic_id, Role.FRONT_DESK)
    wanted = [asked(suite, desk, subject_id=f"iv_{n}") for n in range(3)]
    a_waiting_device(suite, an_account(suite, clinic_id, with_device=False))
    first = client.get(f"{V1}/approvals?kind=discount&limit=2", headers=admin).get_json()
    rest = client.get(
        f"{V1}/approvals?kind=discount&limit=2&cursor={first['next_cursor']}", headers=admin
    ).get_json()
    assert sorted(a["id"] for a in [*first["items"], *rest["items"]]) == sorted(wanted)
    assert rest["next_cursor"] is None


def test_a_waiting_device_asks_how_it_stands_with_its_key_alone(
    suite: Suite, client: FlaskClient, clinic_id: ClinicId
) -> None:
    browser = Browser()
    device = a_waiting_device(suite, an_account(suite, clinic_id, with_device=False), browser)
    path = f"{V1}/devices/{device.id}/standing"
    proof = browser.proof(path, suite.clock.now(), "GET")
    answer = client.get(path, headers={"DPoP": proof})
    assert (answer.status_code, answer.get_json()["standing"]) == (200, "waiting")
    assert set(answer.get_json()) == {"device_id", "standing", "waits_until"}
    for wrong in (
        {},
        {"DPoP": Browser().proof(path, suite.clock.now(), "GET")},
        {"DPoP": browser.proof(path, suite.clock.now())},
    ):
        assert _problem(client.get(path, headers=wrong)) == (404, "not-found")


def test_who_may_is_the_table_by_which_the_doors_are_guarded(
    suite: Suite, client: FlaskClient, admin: dict[str, str], clinic_id: ClinicId
) -> None:
    told = client.get(f"{V1}/who-may", headers=admin).get_json()["items"]
    assert {(d["method"], d["path"]) for d in told} == {
        (d.method, d.path.replace("<", "{").replace(">", "}")) for d in DOORS
    }
    [staff] = [d for d in told if d["path"].endswith("/clinics/{clinic_id}/staff") and d["method"] == "POST"]
    assert (staff["roles"], staff["relation"], staff["house"]) == (["admin"], "of the same clinic", "auth")
    nurse = a_bearer(suite, Role.NURSE, clinic_id)
    assert client.get(f"{V1}/who-may", headers=nurse).status_code == 403
