"""The doors about what is kept and what is held: shapes, codes, words."""

from __future__ import annotations

from typing import Any

import pytest

from clinic_suite.kernel.actor import Role
from tests.api.town import Town
from tests.fakes.authenticator import as_role

V1 = "/api/v1"
REASON = "Civil suit 114 of 2026"


@pytest.fixture
def admin(town: Town) -> dict[str, str]:
    return as_role(Role.ADMIN, town.ours.clinic_id)


def test_an_admin_places_a_hold_reads_it_and_lifts_it(town: Town, admin: dict[str, str]) -> None:
    sent = {"patient_id": town.ours.patient_id, "reason": REASON}
    placed = town.client.post(f"{V1}/legal-holds", json=sent, headers=admin)
    hold = placed.get_json()
    assert placed.status_code == 201
    assert (hold["patient_id"], hold["record_type"], hold["reason"]) == (town.ours.patient_id, None, REASON)
    listed = town.client.get(f"{V1}/legal-holds?state=standing", headers=admin).get_json()["items"]
    assert {h["id"] for h in listed} == {hold["id"], town.ours.hold_id}
    door = f"{V1}/legal-holds/{hold['id']}/lifting"
    lifted = town.client.post(door, json={"reason": "The suit was withdrawn"}, headers=admin)
    assert (lifted.status_code, lifted.get_json()["lifted_because"]) == (200, "The suit was withdrawn")
    again = town.client.post(door, json={"reason": "The suit was withdrawn"}, headers=admin)
    assert (again.status_code, again.get_json()["type"]) == (409, "/problems/hold-lifted")
    over = town.client.get(f"{V1}/legal-holds?state=lifted", headers=admin).get_json()["items"]
    assert [h["id"] for h in over] == [hold["id"]]


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({}, ("/reason", "required")),
        ({"reason": "too short"}, ("/reason", "length")),
        ({"reason": "x" * 501}, ("/reason", "length")),
        ({"reason": REASON, "record_type": "gossip"}, ("/record_type", "choice")),
        ({"reason": REASON, "patient_id": "cl_01m7yfk1recv3cp621tr"}, ("/patient_id", "format")),
        ({"reason": REASON, "placed_by": "ac_01m7yfk1recv3cp621tr"}, ("/placed_by", "unknown_field")),
    ],
)
def test_what_does_not_fit_is_named(
    town: Town, admin: dict[str, str], sent: dict[str, Any], fault: tuple[str, str]
) -> None:
    answer = town.client.post(f"{V1}/legal-holds", json=sent, headers=admin)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [fault]


def test_another_clinics_patient_is_not_held(town: Town, admin: dict[str, str]) -> None:
    sent = {"patient_id": town.theirs.patient_id, "reason": REASON}
    assert town.client.post(f"{V1}/legal-holds", json=sent, headers=admin).status_code == 404


def test_the_table_is_read_and_made_longer(town: Town, admin: dict[str, str]) -> None:
    seen = town.client.get(f"{V1}/retention", headers=admin)
    assert seen.get_json() == {
        "least_years": 7,
        "minors_until_age": 24,
        "rows": [],
        "trail": None,
        "version": 1,
    }
    rows = [{"record_type": "chart", "region": "Maharashtra", "years": 10}]
    changed = town.client.patch(
        f"{V1}/retention", json={"rows": rows}, headers={**admin, "If-Match": seen.headers["ETag"]}
    )
    assert (changed.status_code, changed.get_json()["rows"], changed.headers["ETag"]) == (200, rows, '"v2"')


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([{"record_type": "chart", "region": None, "years": 6}], ("/rows/0/years", "range")),
        ([{"record_type": "chart", "region": None, "years": 101}], ("/rows/0/years", "range")),
        ([{"record_type": "chart", "years": 9}], ("/rows/0/region", "required")),
        (
            [
                {"record_type": "chart", "region": "Goa", "years": 9},
                {"record_type": "chart", "region": "goa ", "years": 10},
            ],
            ("/rows", "duplicate"),
        ),
    ],
)
def test_no_table_makes_a_term_shorter_or_says_it_twice(
    town: Town, admin: dict[str, str], rows: list[dict[str, Any]], fault: tuple[str, str]
) -> None:
    answer = town.client.patch(f"{V1}/retention", json={"rows": rows}, headers={**admin, "If-Match": '"v1"'})
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [fault]


def test_the_answer_for_one_subject(town: Town, admin: dict[str, str]) -> None:
    ask = f"{V1}/retention/answer?record_type=invoice&last_encounter_on=2001-03-10&born_on=1970-01-01"
    held = town.client.get(f"{ask}&patient={town.ours.patient_id}", headers=admin).get_json()
    assert held == {
        "keep_until": "2008-03-10",
        "may_be_purged": False,
        "why_not": ["legal_hold"],
        "hold_ids": [town.ours.hold_id],
    }
    chart = ask.replace("invoice", "chart")
    free = town.client.get(f"{chart}&patient={town.ours.patient_id}", headers=admin).get_json()
    assert (free["may_be_purged"], free["why_not"]) == (True, [])
    child = chart.replace("2001-03-10", "2030-03-10").replace("1970-01-01", "2029-05-01")
    kept = town.client.get(f"{child}&patient={town.ours.patient_id}", headers=admin).get_json()
    assert (kept["keep_until"], kept["why_not"]) == ("2053-05-01", ["still_in_time"])
    theirs = town.client.get(f"{ask}&patient={town.theirs.patient_id}", headers=admin)
    assert theirs.status_code == 404
    assert town.client.get(f"{V1}/retention/answer", headers=admin).status_code == 422
