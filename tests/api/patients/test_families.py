"""A person who has signed in with a code, and the family on their phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.api.patients.demo import Demo, Headers, a_body

PHONE, ANOTHER = "+919820012345", "+919811100000"


def _own(demo: Demo, by: Headers) -> list[dict[str, Any]]:
    answer = demo.get("/me/patients", by)
    assert answer.status_code == 200
    items: list[dict[str, Any]] = answer.get_json()["items"]
    return items


def _join(demo: Demo, by: Headers, **said: Any) -> TestResponse:
    body = {**a_body(clinic_id=demo.clinic_id), **said}
    del body["phone"]
    return demo.post("/me/patients", body, by)


def test_a_person_registers_under_the_phone_that_they_have_proven(demo: Demo) -> None:
    me = demo.come_in(PHONE)
    assert _own(demo, me) == []
    made = _join(demo, me)
    assert (made.status_code, made.get_json()["phone"]) == (201, PHONE)
    child = _join(demo, me, name="Meena Iyer", birth={"age": 7}, relation="child").get_json()
    mine = sorted((made.get_json(), child), key=lambda record: str(record["id"]))
    assert _own(demo, me) == mine
    assert demo.get(f"/patients/{child['id']}", me).get_json() == child


def test_nobody_registers_under_a_phone_that_they_only_say(demo: Demo) -> None:
    me = demo.come_in(PHONE)
    body = {**a_body(clinic_id=demo.clinic_id), "phone": ANOTHER}
    answer = demo.post("/me/patients", body, me)
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [("/phone", "unknown_field")]


def test_what_the_desk_registered_before_the_first_code_is_there_after_it(demo: Demo) -> None:
    known = demo.register(demo.desk()).get_json()
    there = demo.post(f"/clinics/{demo.other_id}/patients", a_body(), demo.desk(demo.other_id)).get_json()
    strange = demo.register(demo.desk(), phone=ANOTHER, name="Asha Rao").get_json()
    me = demo.come_in(PHONE)
    assert {p["id"] for p in _own(demo, me)} == {known["id"], there["id"]}
    assert demo.get(f"/patients/{strange['id']}", me).status_code == 404
    linked = list(demo.suite.engine.database["audit_entries"].find({"action": "linked"}))
    assert {row["entity_id"] for row in linked} == {known["id"], there["id"]}
    assert {row["role"] for row in linked} == {"patient"}


def test_what_the_desk_registers_later_is_there_at_once(demo: Demo) -> None:
    me = demo.come_in(PHONE)
    known = demo.register(demo.desk()).get_json()
    assert [p["id"] for p in _own(demo, me)] == [known["id"]]


def test_a_record_goes_with_its_phone(demo: Demo) -> None:
    me, other = demo.come_in(PHONE), demo.come_in(ANOTHER)
    desk = demo.desk()
    record = demo.register(desk).get_json()
    assert demo.patch(f"/patients/{record['id']}", {"phone": ANOTHER}, desk).status_code == 200
    assert _own(demo, me) == []
    assert demo.get(f"/patients/{record['id']}", me).status_code == 404
    assert [p["id"] for p in _own(demo, other)] == [record["id"]]
    assert demo.patch(f"/patients/{record['id']}", {"phone": None}, desk, seen=2).status_code == 200
    assert _own(demo, other) == []


def test_a_correction_of_something_else_leaves_the_record_with_its_person(demo: Demo) -> None:
    me, desk = demo.come_in(PHONE), demo.desk()
    record = demo.register(desk).get_json()
    assert demo.patch(f"/patients/{record['id']}", {"name": "Lakshmi Rao"}, desk).status_code == 200
    assert [p["name"] for p in _own(demo, me)] == ["Lakshmi Rao"]


def test_another_persons_record_is_answered_as_one_that_does_not_exist(demo: Demo) -> None:
    record = demo.register(demo.desk()).get_json()
    stranger = demo.come_in(ANOTHER)
    answers = [
        demo.get(f"/patients/{id_}", stranger) for id_ in (record["id"], "pa_00000000000000000404", "pa_x")
    ]
    assert {a.status_code for a in answers} == {404}
    assert len({re.sub(rb"urn:request:\w+", b"", a.data) for a in answers}) == 1


def test_who_is_there_already_is_shown_and_nobody_is_written_down_twice(demo: Demo) -> None:
    known = demo.register(demo.desk()).get_json()
    me = demo.come_in(PHONE)
    refused = _join(demo, me, name="Laxmi Iyer")
    assert (refused.status_code, refused.get_json()["type"]) == (409, "/problems/patient-likely-known")
    assert [a["id"] for a in refused.get_json()["alike"]] == [known["id"]]
    assert len(_own(demo, me)) == 1
    assert _join(demo, me, name="Laxmi Iyer", although_alike=True).status_code == 201


def test_somebody_elses_record_is_never_told_about(demo: Demo) -> None:
    """The very same person on another phone: a stranger could otherwise ask who is a patient here."""
    demo.register(demo.desk())
    me = demo.come_in(ANOTHER)
    assert _join(demo, me).status_code == 201


def test_one_phone_registers_twelve_people_in_a_clinic_and_the_desk_may_go_on(demo: Demo) -> None:
    me = demo.come_in(PHONE)
    for letter in "abcdefghijkl":
        made = _join(demo, me, name=f"{letter.upper()}sha {letter.upper()}rao", although_alike=True)
        assert made.status_code == 201, made.text
    refused = _join(demo, me, name="One Too Many")
    assert (refused.status_code, refused.get_json()["type"]) == (409, "/problems/family-full")
    assert _join(demo, me, clinic_id=demo.other_id).status_code == 201
    assert demo.register(demo.desk(), name="One Too Many").status_code == 201


@pytest.mark.parametrize("clinic_id", ["cl_00000000000000000404"])
def test_a_clinic_that_is_not_there_registers_nobody(demo: Demo, clinic_id: str) -> None:
    assert _join(demo, demo.come_in(PHONE), clinic_id=clinic_id).status_code == 404


def test_a_patient_uses_none_of_the_desks_doors(demo: Demo) -> None:
    me = demo.come_in(PHONE)
    record = _join(demo, me).get_json()
    assert demo.register(me).status_code == 403
    assert demo.get(f"/clinics/{demo.clinic_id}/patients", me).status_code == 403
    assert demo.patch(f"/patients/{record['id']}", {"name": "Me Myself"}, me).status_code == 403


def test_the_desk_has_no_family(demo: Demo) -> None:
    assert demo.get("/me/patients", demo.desk()).status_code == 403
