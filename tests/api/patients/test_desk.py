"""The desk registers, finds and corrects patients."""

from __future__ import annotations

from typing import Any

import pytest

from clinic_suite.kernel.actor import Role
from tests.api.patients.demo import Demo, a_body
from tests.builders.people import a_bearer
from tests.fakes.clock import FrozenClock

PHONE = "+919820012345"


def test_the_desk_registers_somebody_and_reads_the_record_back(demo: Demo) -> None:
    desk = demo.desk()
    answer = demo.register(desk, relation="parent", language="hi")
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"v1"')
    record = answer.get_json()
    assert (record["mrn"], record["name"], record["phone"]) == ("SAH-000001", "Lakshmi Iyer", PHONE)
    assert (record["born_on"], record["age"], record["relation"]) == ("1990-01-15", 45, "parent")
    assert (record["clinic_name"], record["language"]) == ("Sahyadri Family Clinic", "hi")
    assert demo.get(f"/patients/{record['id']}", desk).get_json() == record


def test_an_age_is_enough_for_who_does_not_know_the_day(demo: Demo, clock: FrozenClock) -> None:
    desk = demo.desk()
    record = demo.register(desk, birth={"age": 61}).get_json()
    assert (record["born_on"], record["age"]) == (None, 61)
    clock.advance(days=366)
    assert demo.get(f"/patients/{record['id']}", demo.desk()).get_json()["age"] == 62


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"birth": {}}, ("/birth", "choice")),
        ({"birth": {"born_on": "1990-01-15", "age": 36}}, ("/birth", "choice")),
        ({"birth": {"born_on": "2190-01-15"}}, ("/birth", "range")),
        ({"birth": {"age": 131}}, ("/birth/age", "range")),
        ({"phone": "12345"}, ("/phone", "format")),
        ({"name": " . "}, ("/name", "format")),
        ({"sex": "f"}, ("/sex", "choice")),
        ({"account_id": "ac_00000000000000000001"}, ("/account_id", "unknown_field")),
        ({"mrn": "SAH-000009"}, ("/mrn", "unknown_field")),
    ],
)
def test_what_cannot_be_true_is_refused_at_its_place(
    demo: Demo, said: dict[str, Any], fault: tuple[str, str]
) -> None:
    answer = demo.register(demo.desk(), **said)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [fault]


def test_whoever_seems_to_be_known_is_shown_before_anybody_is_written_down_twice(demo: Demo) -> None:
    desk = demo.desk()
    known = demo.register(desk).get_json()
    refused = demo.register(desk, name="Laxmi Iyer")
    assert (refused.status_code, refused.get_json()["type"]) == (409, "/problems/patient-likely-known")
    [alike] = refused.get_json()["alike"]
    assert alike.pop("score") > 80
    assert alike == {
        "id": known["id"],
        "mrn": "SAH-000001",
        "name": "Lakshmi Iyer",
        "sex": "female",
        "age": 45,
        "masked_phone": "•••• 2345",
    }
    assert demo.suite.engine.database["patients"].count_documents({}) == 1
    assert demo.register(desk, name="Laxmi Iyer", although_alike=True).get_json()["mrn"] == "SAH-000002"


@pytest.mark.parametrize("typed", ["98200 12345", "sah 1", "laks", "iyer l"])
def test_one_field_finds_by_phone_by_number_and_by_the_beginning_of_a_name(demo: Demo, typed: str) -> None:
    desk = demo.desk()
    record = demo.register(desk).get_json()
    demo.register(desk, name="Asha Rao", phone="98111 11111")
    found = demo.get(f"/clinics/{demo.clinic_id}/patients", desk, q=typed).get_json()
    assert found == {"items": [record], "next_cursor": None}


def test_a_long_list_is_read_page_by_page(demo: Demo) -> None:
    desk = demo.desk()
    names = [f"Asha Rao{letter}" for letter in "abcde"]
    for n, name in enumerate(names):
        demo.register(desk, name=name, phone=f"98111 1111{n}")
    seen, cursor = [], None
    while True:
        more = {} if cursor is None else {"cursor": cursor}
        page = demo.get(f"/clinics/{demo.clinic_id}/patients", desk, limit=2, **more).get_json()
        seen += [p["name"] for p in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert sorted(seen) == names


def test_a_correction_is_seen_by_everybody_and_found_under_the_new_name(demo: Demo) -> None:
    desk = demo.desk()
    record = demo.register(desk).get_json()
    changed = {"name": "Lakshmi Subramaniam", "birth": {"age": 40}, "phone": "9820012399"}
    answer = demo.patch(f"/patients/{record['id']}", changed, desk)
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"v2"')
    assert answer.get_json()["phone"] == "+919820012399"
    for typed, found in (("subra", 1), ("iyer", 0), ("98200 12399", 1), ("98200 12345", 0)):
        page = demo.get(f"/clinics/{demo.clinic_id}/patients", desk, q=typed).get_json()
        assert len(page["items"]) == found, typed
    assert demo.patch(f"/patients/{record['id']}", {"sex": "other"}, desk).status_code == 412


def test_a_phone_can_be_taken_off_a_record(demo: Demo) -> None:
    desk = demo.desk()
    record = demo.register(desk).get_json()
    assert demo.patch(f"/patients/{record['id']}", {"phone": None}, desk).get_json()["phone"] is None


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": "."}, ("/name", "format")),
        ({"phone": "123"}, ("/phone", "format")),
        ({"birth": {"born_on": "2190-01-15"}}, ("/birth", "range")),
        ({"state": "merged"}, ("/state", "unknown_field")),
    ],
)
def test_a_correction_is_checked_as_a_registration_is(
    demo: Demo, change: dict[str, Any], fault: tuple[str, str]
) -> None:
    desk = demo.desk()
    record = demo.register(desk).get_json()
    answer = demo.patch(f"/patients/{record['id']}", change, desk)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [fault]


def test_the_trail_tells_which_fields_were_corrected_and_not_to_what(demo: Demo) -> None:
    desk = demo.desk()
    record = demo.register(desk).get_json()
    demo.patch(f"/patients/{record['id']}", {"name": "Lakshmi Rao", "sex": "other"}, desk)
    row = demo.suite.engine.database["audit_entries"].find_one({"action": "corrected"})
    assert row is not None
    assert row["patient_id"] == record["id"]
    assert (row["before"]["name"], row["after"]["name"]) == ("•••", "•••′")
    assert (row["before"]["sex"], row["after"]["sex"]) == ("female", "other")
    assert set(row["after"]) == {"name", "sex", "version"}


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.NURSE, Role.DOCTOR, Role.MANAGER, Role.ADMIN])
def test_another_clinics_record_looks_as_if_it_were_not_there(demo: Demo, role: Role) -> None:
    record = demo.register(demo.desk()).get_json()
    by = a_bearer(demo.suite, role, demo.other_id)
    assert demo.get(f"/patients/{record['id']}", by).status_code == 404
    assert demo.patch(f"/patients/{record['id']}", {"name": "X Y"}, by).status_code == 404
    assert demo.post(f"/clinics/{demo.clinic_id}/patients", a_body(), by).status_code == 404
    assert demo.get(f"/clinics/{demo.clinic_id}/patients", by).status_code == 404
