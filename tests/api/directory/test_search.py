"""The public search over HTTP: each filter alone and with others, pages, choices."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from clinic_suite.bootstrap import Suite
from clinic_suite.directory.model import Mode, Speciality
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.kernel.language import Language
from tests.builders.directory import a_clinic, a_practitioner

DOOR = "/api/v1/practitioners"


@pytest.fixture
def clinics(suite: Suite) -> dict[str, ClinicId]:
    return {city: a_clinic(suite, city).id for city in ("Pune", "Chennai")}


@pytest.fixture(autouse=True)
def doctors(suite: Suite, clinics: dict[str, ClinicId]) -> None:
    """Asha and Bina in Pune, Chitra and Devi in Chennai; two hearts, one skin, one child doctor."""
    both = (Mode.IN_PERSON, Mode.VIDEO)
    for city, name, speciality, language, modes in (
        ("Pune", "Dr. Asha Rao", Speciality.CARDIOLOGY, Language.MARATHI, both),
        ("Pune", "Dr. Bina Shah", Speciality.DERMATOLOGY, Language.GUJARATI, (Mode.IN_PERSON,)),
        ("Chennai", "Dr. Chitra Rao", Speciality.CARDIOLOGY, Language.TAMIL, (Mode.IN_PERSON,)),
        ("Chennai", "Dr. Devi Iyer", Speciality.PAEDIATRICS, Language.TAMIL, both),
    ):
        a_practitioner(
            suite,
            clinics[city],
            name=name,
            specialities=(speciality,),
            languages=(language, Language.ENGLISH),
            modes=modes,
        )


def _found(client: FlaskClient, **query: Any) -> list[str]:
    answer = client.get(DOOR, query_string=query)
    assert answer.status_code == 200, answer.get_json()
    return [one["name"].split()[1] for one in answer.get_json()["items"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Asha", "Bina", "Chitra", "Devi"]),
        ({"speciality": "cardiology"}, ["Asha", "Chitra"]),
        ({"city": "Pune"}, ["Asha", "Bina"]),
        ({"city": "pUNE"}, ["Asha", "Bina"]),
        ({"language": "ta"}, ["Chitra", "Devi"]),
        ({"mode": "video"}, ["Asha", "Devi"]),
        ({"name": "rao"}, ["Asha", "Chitra"]),
        ({"name": "Dr. ra as"}, ["Asha"]),
        ({"name": "ash"}, ["Asha"]),
        ({"name": "sha"}, ["Bina"]),
        ({"name": "."}, []),
        ({"name": ".*"}, []),
        ({"speciality": "cardiology", "city": "Chennai"}, ["Chitra"]),
        ({"speciality": "cardiology", "language": "en", "mode": "video", "name": "rao"}, ["Asha"]),
        ({"city": "Pune", "language": "ta"}, []),
        ({"speciality": "neurology"}, []),
        ({"city": "Jaipur"}, []),
    ],
)
def test_the_filters_narrow_the_search_alone_and_together(
    client: FlaskClient, query: dict[str, str], found: list[str]
) -> None:
    assert _found(client, **query) == found


def test_a_clinic_can_be_searched_alone(client: FlaskClient, clinics: dict[str, ClinicId]) -> None:
    assert _found(client, clinic=clinics["Chennai"]) == ["Chitra", "Devi"]
    listed = client.get(f"/api/v1/clinics/{clinics['Chennai']}/practitioners").get_json()["items"]
    assert listed == client.get(DOOR, query_string={"clinic": clinics["Chennai"]}).get_json()["items"]


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("speciality=magic", "/speciality", "choice"),
        ("language=tamil", "/language", "choice"),
        ("mode=phone", "/mode", "choice"),
        ("clinic=cl_1", "/clinic", "format"),
        ("city=", "/city", "length"),
        ("limit=0", "/limit", "range"),
        ("limit=101", "/limit", "range"),
        ("limit=ten", "/limit", "type"),
        ("cursor=x", "/cursor", "format"),
        ("cursor=W3siJG5lIjoxfSwgMV0", "/cursor", "format"),
        ("sort=$where", "/sort", "unknown_field"),
        ("name[$ne]=x", "/name[$ne]", "unknown_field"),
    ],
)
def test_a_question_that_is_none_is_refused_at_its_place(
    client: FlaskClient, query: str, pointer: str, code: str
) -> None:
    answer = client.get(f"{DOOR}?{query}")
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [(pointer, code)]


def test_all_pages_together_are_everybody_once_while_others_are_added(
    client: FlaskClient, suite: Suite, clinics: dict[str, ClinicId]
) -> None:
    there = {a_practitioner(suite, clinics["Pune"], name=f"Dr. Same Name {n % 3}").id for n in range(17)}
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 4}
    for _ in range(60):
        page = client.get(DOOR, query_string=query).get_json()
        assert len(page["items"]) <= 4
        seen += [one["id"] for one in page["items"]]
        a_practitioner(suite, clinics["Pune"], name="Dr. Aaron Early")
        a_practitioner(suite, clinics["Pune"], name="Dr. Same Name 1")
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]
    assert page["next_cursor"] is None
    assert len(seen) == len(set(seen))
    assert there <= set(seen)


def test_the_choices_are_what_exists_the_most_frequent_first(client: FlaskClient) -> None:
    choices = client.get(f"{DOOR}/choices").get_json()
    assert choices["specialities"][0] == {"code": "cardiology", "count": 2}
    assert {c["code"] for c in choices["specialities"]} == {"cardiology", "dermatology", "paediatrics"}
    assert choices["cities"] == [{"name": "Chennai", "count": 2}, {"name": "Pune", "count": 2}]
    assert choices["languages"][0] == {"code": "en", "count": 4}


def test_each_choice_leads_to_as_many_as_it_says(client: FlaskClient) -> None:
    choices = client.get(f"{DOOR}/choices").get_json()
    for field, code, name in (("speciality", "specialities", "code"), ("city", "cities", "name"), ("language", "languages", "code")):  # fmt: skip
        for choice in choices[code]:
            assert len(_found(client, **{field: choice[name]})) == choice["count"]


def test_clinics_are_listed_by_city_in_the_order_of_their_names(client: FlaskClient, suite: Suite) -> None:
    a_clinic(suite, "Pune", name="Baner Hill")
    listed = client.get("/api/v1/clinics?city=pune").get_json()["items"]
    assert [c["name"] for c in listed] == ["Baner Hill", "Sahyadri Family Clinic"]
    assert client.get("/api/v1/clinics?city=Jaipur").get_json() == {"items": [], "next_cursor": None}
