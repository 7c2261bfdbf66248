"""The doors of access: shapes, codes, and a read that cannot be noted."""

from __future__ import annotations

from typing import Any

import mongomock.collection
import pytest

from clinic_suite.kernel.actor import Role
from tests.api.town import Town
from tests.fakes.authenticator import as_role

V1 = "/api/v1"
NEED = {"reason": "Brought in unconscious, allergies unknown"}


def test_a_doctor_breaks_the_glass_and_the_manager_puts_a_name_to_having_seen_it(town: Town) -> None:
    home = town.ours
    doctor, manager = as_role(Role.DOCTOR, home.clinic_id), as_role(Role.MANAGER, home.clinic_id)
    broken = town.client.post(f"{V1}/patients/{home.patient_id}/break-glass", json=NEED, headers=doctor)
    grant = broken.get_json()
    assert (broken.status_code, grant["role"], grant["reason"]) == (201, "doctor", NEED["reason"])
    assert grant["seen_at"] is None
    unseen = town.client.get(f"{V1}/break-glass?state=unseen", headers=manager).get_json()["items"]
    assert {g["id"] for g in unseen} == {grant["id"], home.grant_id}
    seen = town.client.post(f"{V1}/break-glass/{home.grant_id}/seen", headers=manager)
    assert (seen.status_code, seen.get_json()["seen_by"] is None) == (200, False)
    left = town.client.get(f"{V1}/break-glass?state=unseen", headers=manager).get_json()["items"]
    assert [g["id"] for g in left] == [grant["id"]]


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({}, ("/reason", "required")),
        ({"reason": "emergency"}, ("/reason", "length")),
        ({"reason": "              x              "}, ("/reason", "length")),
        ({**NEED, "minutes": 600}, ("/minutes", "unknown_field")),
    ],
)
def test_without_a_reason_the_glass_stays_whole(
    town: Town, sent: dict[str, Any], fault: tuple[str, str]
) -> None:
    headers = as_role(Role.DOCTOR, town.ours.clinic_id)
    answer = town.client.post(f"{V1}/patients/{town.ours.patient_id}/break-glass", json=sent, headers=headers)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [fault]


def test_a_number_that_is_not_held_is_not_released(town: Town) -> None:
    headers = as_role(Role.FRONT_DESK, town.ours.clinic_id)
    answer = town.client.post(f"{V1}/patients/{town.ours.patient_id}/number-release", headers=headers)
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/number-not-held")


class _TrailAway(Exception):
    """The trail cannot be written."""


def _reads(town: Town) -> list[dict[str, Any]]:
    return list(town.suite.engine.database["audit_entries"].find({"action": "read"}))


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.DOCTOR, Role.ADMIN])
def test_who_looks_at_a_patients_record_is_in_the_trail(town: Town, role: Role) -> None:
    headers = as_role(role, town.ours.clinic_id)
    answer = town.client.get(f"{V1}/patients/{town.ours.patient_id}", headers=headers)
    assert answer.status_code == 200
    [entry] = _reads(town)
    assert (entry["role"], entry["patient_id"], entry["entity"]) == (role, town.ours.patient_id, "patient")
    assert entry["request_id"] == answer.headers["X-Request-Id"]


def test_a_person_reads_the_own_family_without_a_note_and_a_stranger_leaves_none(town: Town) -> None:
    own = as_role(Role.PATIENT, town.ours.clinic_id)
    assert town.client.get(f"{V1}/patients/{town.ours.patient_id}", headers=own).status_code == 200
    theirs = as_role(Role.DOCTOR, town.theirs.clinic_id)
    assert town.client.get(f"{V1}/patients/{town.ours.patient_id}", headers=theirs).status_code == 404
    assert _reads(town) == []


def test_a_read_that_cannot_be_noted_shows_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database itself refuses the entry, as a full disk or a broken validator would."""

    def away(*_: Any, **__: Any) -> None:
        raise _TrailAway

    for insert in ("insert_one", "insert_many"):
        monkeypatch.setattr(mongomock.collection.Collection, insert, away)
    headers = as_role(Role.DOCTOR, town.ours.clinic_id)
    answer = town.client.get(f"{V1}/patients/{town.ours.patient_id}", headers=headers)
    assert answer.status_code == 500
    assert "Iyer" not in answer.text
