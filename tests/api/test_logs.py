"""What a log may say, and what must never be in one.

The application runs in a process of its own here, as it does for real, because what it writes goes
straight to the system's standard error.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from flask.testing import FlaskClient

from clinic_suite.app import create_app
from clinic_suite.app.ledger import _pieces
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.log import only_allowed
from tests.builders.settings import an_environment

PHONE, NAME, PASSWORD, ADDRESS = (
    "+919812345678",
    "Sunita-Kulkarni",
    "plum-tractor-sings-low",
    "sunita@x.example",
)
CANARIES = (PHONE, PHONE.removeprefix("+"), NAME, PASSWORD, ADDRESS)

_VISIT = """
import os, sys
from clinic_suite.app import create_app
from clinic_suite.bootstrap import wire
from clinic_suite.settings import Settings

phone, name, password, address = sys.argv[1:]
app = create_app(wire(Settings.from_env(os.environ)))

@app.get("/falls-over/<name>")
def fall_over(name):
    raise RuntimeError(f"no such patient: {name} {phone}")

client = app.test_client()
client.get("/healthz")
client.get(f"/api/v1/practitioners?name={name}")
client.get(f"/api/v1/clinics/{name}")
client.get(f"/{phone}/{name}")
client.get(f"/assets/{name}.js")
client.get(f"/falls-over/{name}")
client.open(f"/healthz", method=name)
body = {"email": address, "password": password, "phone": phone, name: password}
headers = {
    "Authorization": f"Bearer {password}", "User-Agent": name, "X-Request-Id": phone, "Cookie": f"a={password}",
    "Referer": f"http://x/{name}", "Idempotency-Key": password, "If-None-Match": name, "X-Forwarded-For": phone,
}
for sent in (headers, {}):
    client.post("/api/v1/auth/sign-in", json=body, headers=sent)
    client.post("/api/v1/clinics", json=body, headers=sent)
    client.get("/api/v1/auth/me", headers=sent)
client.post("/api/v1/auth/sign-in", data=f"{{{password}", content_type="application/json")
"""  # fmt: skip


@pytest.fixture(scope="module")
def written() -> str:
    """All that a server writes while people of this name, phone and password come by."""
    environ = {**os.environ, **an_environment(CLINIC_STAGE="demo")}
    argv = [sys.executable, "-c", _VISIT, PHONE, NAME, PASSWORD, ADDRESS]
    done = subprocess.run(argv, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout == ""
    return done.stderr


@pytest.fixture
def requests(written: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in written.splitlines()]
    return [line for line in lines if line["event"] == "request"]


def test_there_is_one_line_for_each_request(requests: list[dict[str, Any]]) -> None:
    assert len(requests) == 14
    assert len({line["request_id"] for line in requests}) == 14


def test_a_line_is_json_with_these_fields_and_no_others(requests: list[dict[str, Any]]) -> None:
    fields = "event at request_id method route status took_ms role account_id clinic_id"
    for line in requests:
        assert list(line) == fields.split()
    first = requests[0]
    assert (first["method"], first["route"], first["status"]) == ("GET", "/healthz", 200)
    assert first["at"].endswith("Z")
    assert first["took_ms"] >= 0
    assert first["role"] == "anonymous"


def test_a_line_names_the_rule_and_not_the_address(requests: list[dict[str, Any]]) -> None:
    routes = [line["route"] for line in requests]
    assert "/api/v1/clinics/<clinic_id>" in routes
    assert "/falls-over/<name>" in routes
    assert {"page", "unmatched"} <= set(routes)


@pytest.mark.parametrize("canary", CANARIES)
def test_nothing_that_people_send_is_in_a_log(written: str, canary: str) -> None:
    """Not from a body, a query, a path, a header, a method, nor in the message of a fault."""
    assert canary not in written


def test_a_fault_is_found_by_its_place_and_its_request(written: str, requests: list[dict[str, Any]]) -> None:
    faults = [json.loads(line) for line in written.splitlines() if '"event":"fault"' in line]
    fell = next(line for line in requests if line["route"] == "/falls-over/<name>")
    assert fell["status"] == 500
    assert [f["fault"] for f in faults] == ["RuntimeError"]
    assert faults[0]["fault_at"].startswith("__main__.fall_over:")
    assert faults[0]["request_id"] == fell["request_id"]


def test_a_field_that_is_not_on_the_list_is_dropped() -> None:
    said = {"event": "message_sent", "phone": PHONE, "count": 2, "name": NAME}
    assert only_allowed(None, "info", said) == {"event": "message_sent", "count": 2}


def test_lines_go_out_whole_and_no_more_at_once_than_a_pipe_takes() -> None:
    lines = [b"%d" % n * 300 + b"\n" for n in range(40)]
    pieces = list(_pieces(lines))
    assert b"".join(pieces) == b"".join(lines)
    assert all(piece.endswith(b"\n") and len(piece) <= 4096 for piece in pieces)
    assert len(pieces) < len(lines)


@pytest.fixture
def client(suite: Suite) -> FlaskClient:
    return create_app(suite).test_client()


def test_an_answer_carries_the_id_of_its_request_and_so_does_its_problem(client: FlaskClient) -> None:
    answer = client.get("/api/v1/clinics/nothing")
    assert answer.get_json()["instance"] == f"urn:request:{answer.headers['X-Request-Id']}"


def test_an_id_is_ours_and_never_the_senders(client: FlaskClient) -> None:
    answers = [client.get("/healthz", headers={"X-Request-Id": "mine"}) for _ in range(50)]
    ids = {answer.headers["X-Request-Id"] for answer in answers}
    assert len(ids) == 50
    assert all(len(id_) == 16 and int(id_, 16) >= 0 for id_ in ids)


@pytest.mark.parametrize("address", ["/healthz", "/", "/api/v1/clinics", "/api/v1/nothing", "/api/docs"])
def test_every_answer_has_its_id_and_its_careful_headers(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Cache-Control" in answer.headers
    assert len(answer.headers.getlist("X-Request-Id")) == 1
