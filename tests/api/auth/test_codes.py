"""The patients' doors: shapes, codes and the demo's tray."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from clinic_suite.app import create_app
from clinic_suite.bootstrap import wire
from clinic_suite.kernel.mongo import Engine
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock

V1 = "/api/v1"
PHONE = "+919812345678"


@pytest.fixture
def demo(preview: Engine, clock: FrozenClock) -> FlaskClient:
    """A browser at a demo, where codes land in a tray."""
    suite = wire(some_settings(CLINIC_STAGE="demo", CLINIC_LOG_LEVEL="error"), clock=clock, engine=preview)
    return create_app(suite).test_client()


@pytest.fixture
def production(preview: Engine, clock: FrozenClock) -> FlaskClient:
    """A browser at an installation that is not for trying out."""
    settings = some_settings(
        CLINIC_STAGE="production",
        MONGODB_URI="mongodb://127.0.0.1:1/?replicaSet=rs0",
        CLINIC_PUBLIC_URL="https://clinic.example",
        CLINIC_LOG_LEVEL="error",
    )
    return create_app(wire(settings, clock=clock, engine=preview)).test_client()


def _code(demo: FlaskClient) -> str:
    newest = demo.get("/demo/tray.json", query_string={"to": PHONE}).get_json()["items"][0]
    return str(newest["text"][:6])


def _ask(demo: FlaskClient) -> dict[str, Any]:
    answer = demo.post(f"{V1}/auth/otp", json={"phone": PHONE, "channel": "whatsapp"})
    assert answer.status_code == 202
    body: dict[str, Any] = answer.get_json()
    return body


def test_a_patient_signs_in_with_the_code_from_the_tray(demo: FlaskClient) -> None:
    asked = _ask(demo)
    assert (asked["expires_in_s"], asked["resend_in_s"]) == (300, 30)
    code = _code(demo)
    assert code not in str(asked)
    sent = {"challenge_id": asked["challenge_id"], "phone": PHONE, "code": code}
    answer = demo.post(f"{V1}/auth/otp/verify", json=sent)
    assert (answer.status_code, answer.get_json()["account"]["phone"]) == (200, PHONE)
    assert {"HttpOnly", "SameSite=Strict", "Max-Age=86400"} <= set(answer.headers["Set-Cookie"].split("; "))
    me = {"Authorization": f"Bearer {answer.get_json()['access_token']}"}
    assert demo.get(f"{V1}/auth/me", headers=me).get_json()["role"] == "patient"
    again = demo.post(f"{V1}/auth/otp/verify", json=sent)
    assert (again.status_code, again.get_json()["type"]) == (410, "/problems/otp-expired")


def test_a_wrong_code_is_401_while_there_are_tries(demo: FlaskClient) -> None:
    sent = {"challenge_id": _ask(demo)["challenge_id"], "phone": PHONE, "code": "000000"}
    sent["code"] = "000001" if _code(demo) == "000000" else "000000"
    answers = [demo.post(f"{V1}/auth/otp/verify", json=sent) for _ in range(6)]
    assert [a.status_code for a in answers] == [401] * 5 + [410]
    assert answers[0].get_json()["type"] == "/problems/otp-invalid"


@pytest.mark.parametrize("code", ["", "12345", "1234567", "0" * 60, "12345a", " 12345", "१२३४५६"])
def test_what_is_no_code_is_said_and_costs_no_try(demo: FlaskClient, preview: Engine, code: str) -> None:
    sent = {"challenge_id": _ask(demo)["challenge_id"], "phone": PHONE, "code": code}
    answer = demo.post(f"{V1}/auth/otp/verify", json=sent)
    assert answer.status_code == 422
    assert {e["pointer"] for e in answer.get_json()["errors"]} == {"/code"}
    [row] = preview.database["challenges"].find()
    assert row["tries"] == 0


def test_the_next_code_too_soon_says_when(demo: FlaskClient) -> None:
    _ask(demo)
    answer = demo.post(f"{V1}/auth/otp", json={"phone": PHONE})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"phone": {"$ne": None}}, ("/phone", "type")),
        ({"phone": "98123"}, ("/phone", "format")),
        ({"phone": "+4915112345678"}, ("/phone", "country")),
        ({"phone": PHONE, "channel": "pigeon"}, ("/channel", "choice")),
        ({"phone": PHONE, "code": "123456"}, ("/code", "unknown_field")),
        ({}, ("/phone", "required")),
    ],
)
def test_what_does_not_fit_is_named(demo: FlaskClient, sent: dict[str, Any], fault: tuple[str, str]) -> None:
    answer = demo.post(f"{V1}/auth/otp", json=sent)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [fault]


def test_without_a_provider_no_code_is_pretended(client: FlaskClient) -> None:
    answer = client.post(f"{V1}/auth/otp", json={"phone": PHONE})
    assert (answer.status_code, answer.get_json()["type"]) == (503, "/problems/codes-unavailable")


@pytest.mark.parametrize("address", ["/demo/tray", "/demo/tray.json"])
def test_the_tray_exists_in_a_demo_only(
    address: str, client: FlaskClient, demo: FlaskClient, production: FlaskClient
) -> None:
    assert demo.get(address).status_code == 200
    assert client.get(address).status_code == 404
    assert production.get(address).status_code == 404


def test_the_tray_is_a_page_to_read_under_the_policy(demo: FlaskClient) -> None:
    assert "Nothing was sent yet." in demo.get("/demo/tray").text
    _ask(demo)
    page = demo.get("/demo/tray")
    assert (page.mimetype, page.headers["Cache-Control"]) == ("text/html", "no-store")
    assert f"{_code(demo)} is your code" in page.text
    assert f"whatsapp to {PHONE}" in page.text
    [nonce] = re.findall(r'<style nonce="([^"]+)">', page.text)
    policy = page.headers["Content-Security-Policy"]
    assert f"style-src 'self' 'nonce-{nonce}'" in policy
    assert "<script" not in page.text
    assert nonce not in demo.get("/demo/tray").text


def test_what_stands_in_a_message_is_text_and_never_markup(demo: FlaskClient, preview: Engine) -> None:
    _ask(demo)
    preview.database["demo_messages"].update_one({}, {"$set": {"text": "<script>alert(1)</script>"}})
    page = demo.get("/demo/tray").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page


def test_in_a_demo_the_code_is_shown_in_the_terminal_too(
    demo: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    _ask(demo)
    lines = [line for line in capsys.readouterr().err.splitlines() if _code(demo) in line]
    assert lines == [
        f"[whatsapp to …5678] {_code(demo)} is your code for the clinic. It is good for 5 minutes."
    ]


def test_in_production_no_terminal_ever_shows_a_code(
    production: FlaskClient, preview: Engine, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = production.post(
        f"{V1}/auth/otp", json={"phone": PHONE, "channel": "sms"}, base_url="https://clinic.example"
    )
    assert answer.status_code == 503
    written = capfd.readouterr()
    assert "is your code" not in written.err + written.out
    assert preview.database["demo_messages"].count_documents({}) == 0
