"""What the house answers to what it cannot read, does not take, or must not believe: the table of answers."""

from __future__ import annotations

import re
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic_suite.directory import schemas as shapes
from clinic_suite.kernel.actor import Role
from clinic_suite.rest.blueprint import DOORS, PREFIX, Door
from clinic_suite.rest.examples import example_of
from tests.api.knocks import KNOCKS
from tests.api.town import Town
from tests.fakes.authenticator import as_role

CLINICS = f"{PREFIX}/clinics"
WISH = example_of(shapes.NewClinicShape)
_OPERATOR = as_role(Role.OPERATOR)
_MEMBERS = ["type", "title", "status", "detail", "instance"]
_LIMIT = 64 * 1024
_SMUGGLED = frozenset({"role", "clinic_id", "id", "amount", "version", "state", "_id", "$set", "__proto__"})


def _name(door: Door) -> str:
    return f"{door.method} {door.path.removeprefix(PREFIX)}"


def _send(client: FlaskClient, body: bytes, kind: str | None = "application/json") -> TestResponse:
    return client.post(CLINICS, data=body, content_type=kind, headers=_OPERATOR)


def _with(**changes: Any) -> bytes:
    return orjson.dumps({**WISH, **changes})


def _is_problem(answer: TestResponse, status: int, slug: str) -> bool:
    """A refusal as RFC 9457 wants it, kept by nobody, and nothing in it about how we are made."""
    body = answer.get_json()
    members = [*_MEMBERS, "errors"] if status == 422 else _MEMBERS
    inner = re.compile(
        r"Traceback|File \"|pymongo|mongomock|marshmallow|werkzeug|clinic_suite", re.IGNORECASE
    )
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert list(body) == members
    assert body["instance"] == f"urn:request:{answer.headers['X-Request-Id']}"
    assert not inner.search(answer.text)
    return (answer.status_code, body["status"], body["type"]) == (status, status, f"/problems/{slug}")


def _faults(answer: TestResponse) -> list[tuple[str, str]]:
    assert _is_problem(answer, 422, "not-valid"), answer.text
    return [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]]


def test_the_wish_that_the_other_tests_spoil_is_a_good_one(town: Town) -> None:
    assert _send(town.client, orjson.dumps(WISH)).status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'{"name": ',
        b'{"name": "A"} {}',
        b"{'name': 'A'}",
        b'{"name": "A", "name": "B"}',
        b'{"address": {"city": "A", "city": "B"}}',
        b'{"name": NaN}',
        b'{"name": -Infinity}',
        b'{"name": "\xff\xfe"}',
        b'{"name": "a\nb"}',
        b"[" * 33 + b"]" * 33,
        b'{"a":' * 33 + b"1" + b"}" * 33,
        b"[" * 40_000,
        b"9" * 10_000,
    ],
)
def test_what_is_not_json_as_everybody_reads_it_is_malformed(calm_town: Town, body: bytes) -> None:
    assert _is_problem(_send(calm_town.client, body), 400, "malformed-json")


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"null", b"7", b"true", b"[" * 32 + b"]" * 32])
def test_json_that_is_no_object_is_readable_and_not_accepted(calm_town: Town, body: bytes) -> None:
    assert _faults(_send(calm_town.client, body)) == [("/", "type")]


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/jsonp",
        "application/merge-patch+json",
    ],
)
def test_another_content_type_is_not_read(calm_town: Town, kind: str | None) -> None:
    assert _is_problem(_send(calm_town.client, orjson.dumps(WISH), kind), 415, "unsupported-media-type")


def test_a_body_of_64_kib_is_read_and_one_byte_more_is_not(calm_town: Town) -> None:
    largest = _with(about="x" * (_LIMIT - len(_with(about=""))))
    assert len(largest) == _LIMIT
    assert _faults(_send(calm_town.client, largest)) == [("/about", "length")]
    assert _is_problem(_send(calm_town.client, largest + b" "), 413, "request-entity-too-large")


# A door that is closed for good answers everybody alike, before it reads what was sent.
_CLOSED = frozenset({404})


@pytest.mark.parametrize(
    "door", [d for d in DOORS if (k := KNOCKS[_name(d)]).body and k.answers != _CLOSED], ids=_name
)
def test_a_smuggled_field_is_refused_by_every_door_that_takes_a_body(calm_town: Town, door: Door) -> None:
    """Tenant, identity and money never come from the body, whatever the field is called."""
    role = next(r for r in (Role.ADMIN, Role.OPERATOR, Role.PATIENT, Role.DOCTOR) if r in door.who.roles)
    address = re.sub(r"<(\w+)>", lambda m: calm_town.ours.ids[m[1]], door.path)
    headers = {**as_role(role, calm_town.ours.clinic_id), "If-Match": '"v1"'}
    for field in _SMUGGLED - set(KNOCKS[_name(door)].takes):
        sent = {**KNOCKS[_name(door)].sent(calm_town.ours), field: "admin"}
        answer = calm_town.client.open(address, method=door.method, json=sent, headers=headers)
        assert (f"/{field}", "unknown_field") in _faults(answer)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"phone": {"$ne": None}}, ("/phone", "type")),
        ({"email": {"$gt": ""}}, ("/email", "type")),
        ({"name": ["A"]}, ("/name", "type")),
        ({"name": 7}, ("/name", "type")),
        ({"name": True}, ("/name", "type")),
        ({"name": None}, ("/name", "null")),
        ({"name": ""}, ("/name", "length")),
        ({"name": "   "}, ("/name", "length")),
        ({"name": "x" * 121}, ("/name", "length")),
        ({"name": "A\u0000B"}, ("/name", "control_character")),
        ({"name": "A\u001b[31mB"}, ("/name", "control_character")),
        ({"name": "A\nB"}, ("/name", "control_character")),
        ({"name": "A\u0085B"}, ("/name", "control_character")),
        ({"phone": "12345"}, ("/phone", "format")),
        ({"email": "nobody"}, ("/email", "format")),
        ({"time_zone": "Mars/Olympus"}, ("/time_zone", "choice")),
        ({"time_zone": "../../etc/passwd"}, ("/time_zone", "choice")),
        ({"languages": ["xx"]}, ("/languages/0", "choice")),
        ({"languages": ["en", "en"]}, ("/languages", "duplicate")),
        ({"languages": []}, ("/languages", "length")),
        ({"languages": "en"}, ("/languages", "type")),
        ({"address": "Pune"}, ("/address", "type")),
        ({"address": {}}, ("/address/city", "required")),
        ({"a/b~c": 1}, ("/a~1b~0c", "unknown_field")),
    ],
)
def test_what_does_not_fit_is_named_by_its_place(
    calm_town: Town, changes: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert fault in _faults(_send(calm_town.client, _with(**changes)))


def test_a_lone_half_of_a_character_is_refused_and_not_a_fault_of_ours(calm_town: Town) -> None:
    answer = _send(calm_town.client, orjson.dumps({**WISH, "name": "HERE"}).replace(b"HERE", b"A\\ud800"))
    assert _faults(answer) == [("/name", "control_character")]


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ("sort=$where", [("/sort", "unknown_field")]),
        ("city[$ne]=Pune", [("/city[$ne]", "unknown_field")]),
        ("$where=sleep(1000)", [("/$where", "unknown_field")]),
        ("limit=0", [("/limit", "range")]),
        ("limit=101", [("/limit", "range")]),
        ("limit=-1", [("/limit", "range")]),
        ("limit=1.5", [("/limit", "type")]),
        ("limit=", [("/limit", "type")]),
        ("limit=ten", [("/limit", "type")]),
        ("limit=99999999999999999999", [("/limit", "type")]),
        ("limit=%D9%A3", [("/limit", "type")]),
        ("city=", [("/city", "length")]),
        ("city=" + "x" * 61, [("/city", "length")]),
        ("city=Pu%00ne", [("/city", "control_character")]),
        ("cursor=nonsense", [("/cursor", "format")]),
        ("cursor=W3siJGd0IjoiIn1d", [("/cursor", "format")]),
        ("cursor=" + "A" * 600, [("/cursor", "length")]),
    ],
)
def test_a_query_takes_what_it_names_and_nothing_else(
    calm_town: Town, query: str, faults: list[tuple[str, str]]
) -> None:
    assert _faults(calm_town.client.get(f"{CLINICS}?{query}")) == faults


@pytest.mark.parametrize("limit", [1, 100])
def test_the_ends_of_the_range_belong_to_it(calm_town: Town, limit: int) -> None:
    assert calm_town.client.get(f"{CLINICS}?limit={limit}").status_code == 200


def test_a_field_that_stands_twice_in_a_query_is_not_two_wishes(calm_town: Town) -> None:
    """The first counts; what matters is that no layer sees one and another the other."""
    answer = calm_town.client.get(f"{CLINICS}?limit=1&limit=100")
    assert len(answer.get_json()["items"]) == 1
