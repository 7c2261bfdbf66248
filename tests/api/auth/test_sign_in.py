"""The sign-in doors: shapes, codes and the cookie."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from clinic_suite.app import create_app
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.mongo import Engine
from tests.builders.people import GOOD_PASSWORD, a_clinic, an_account
from tests.builders.settings import some_settings
from tests.fakes.browser import KNOWN_BROWSER, Browser
from tests.fakes.clock import FrozenClock

V1 = "/api/v1"
ASHA = {"email": "asha@sahyadri.example", "password": GOOD_PASSWORD}


@pytest.fixture(autouse=True)
def asha(suite: Suite) -> None:
    an_account(suite, a_clinic(suite))


def _signed(clock: FrozenClock, door: str, browser: Browser = KNOWN_BROWSER) -> dict[str, str]:
    return {"DPoP": browser.proof(f"{V1}/auth/{door}", clock.now())}


def _sign_in(client: FlaskClient, **changes: Any) -> TestResponse:
    headers = _signed(FrozenClock(), "sign-in")
    return client.post(f"{V1}/auth/sign-in", json={**ASHA, **changes}, headers=headers)


def _refresh(client: FlaskClient, clock: FrozenClock, **headers: str) -> TestResponse:
    return client.post(f"{V1}/auth/refresh", headers={**_signed(clock, "refresh"), **headers})


def _bearer(answer: TestResponse) -> dict[str, str]:
    return {"Authorization": f"Bearer {answer.get_json()['access_token']}"}


def _cookie_of(answer: TestResponse) -> str:
    return answer.headers["Set-Cookie"]


def test_signing_in_answers_a_token_and_sets_a_cookie_that_no_script_can_read(client: FlaskClient) -> None:
    answer = _sign_in(client)
    body = answer.get_json()
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert (body["token_type"], body["expires_in_s"]) == ("Bearer", 900)
    assert body["account"]["name"] == "Asha Kulkarni"
    assert "refresh" not in str(body)
    assert {"HttpOnly", "SameSite=Strict", "Path=/api/v1/auth", "Max-Age=43200"} <= set(
        _cookie_of(answer).split("; ")
    )


def test_behind_https_the_cookie_is_bound_to_the_host(preview: Engine, clock: FrozenClock) -> None:
    suite = wire(some_settings(CLINIC_PUBLIC_URL="https://clinic.example"), clock=clock, engine=preview)
    client = create_app(suite).test_client()
    answer = client.post(
        f"{V1}/auth/sign-in",
        json=ASHA,
        base_url="https://clinic.example",
        headers=_signed(clock, "sign-in"),
    )
    parts = _cookie_of(answer).split("; ")
    assert parts[0].startswith("__Host-refresh=")
    assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(parts)
    assert not any(p.startswith("Domain") for p in parts)


def test_a_wrong_password_and_an_unknown_e_mail_get_the_same_bytes(client: FlaskClient) -> None:
    answers = [_sign_in(client, password="wrong"), _sign_in(client, email="nobody@sahyadri.example")]
    bodies = [{**a.get_json(), "instance": ""} for a in answers]
    assert [a.status_code for a in answers] == [401, 401]
    assert bodies[0] == bodies[1]
    assert bodies[0]["type"] == "/problems/invalid-credentials"
    assert all("Set-Cookie" not in a.headers for a in answers)


def test_after_wrong_passwords_the_answer_says_how_long_to_wait(client: FlaskClient) -> None:
    for _ in range(3):
        _sign_in(client, password="wrong")
    answer = _sign_in(client)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "5")
    assert answer.get_json()["type"] == "/problems/sign-in-too-soon"


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"role": "admin"}, ("/role", "unknown_field")),
        ({"clinic_id": "cl_1"}, ("/clinic_id", "unknown_field")),
        ({"email": {"$ne": None}}, ("/email", "type")),
        ({"password": {"$gt": ""}}, ("/password", "type")),
        ({"password": "x" * 129}, ("/password", "length")),
        ({"password": ""}, ("/password", "length")),
        ({"password": "nul\u0000nul nul nul"}, ("/password", "control_character")),
        ({"email": "nobody"}, ("/email", "format")),
    ],
)
def test_what_does_not_fit_is_named(
    client: FlaskClient, sent: dict[str, Any], fault: tuple[str, str]
) -> None:
    answer = _sign_in(client, **sent)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]] == [fault]


def test_refreshing_gives_the_next_token_and_the_next_cookie(client: FlaskClient, clock: FrozenClock) -> None:
    first = _sign_in(client)
    second = _refresh(client, clock)
    assert second.status_code == 200
    assert _cookie_of(first).split(";")[0] != _cookie_of(second).split(";")[0]
    assert client.get(f"{V1}/auth/me", headers=_bearer(second)).status_code == 200


def test_a_refresh_token_used_again_is_revoked_and_its_cookie_cleared(
    client: FlaskClient, clock: FrozenClock
) -> None:
    stolen = _cookie_of(_sign_in(client)).split(";")[0].partition("=")[2]
    second = _refresh(client, clock)
    clock.advance(seconds=11)
    client.set_cookie("refresh", stolen, path="/api/v1/auth")
    replayed = _refresh(client, clock)
    assert replayed.status_code == 401
    assert replayed.get_json()["type"] == "/problems/session-revoked"
    assert "Max-Age=0" in _cookie_of(replayed)
    assert client.get(f"{V1}/auth/me", headers=_bearer(second)).status_code == 401


@pytest.mark.parametrize("door", ["refresh", "sign-out"])
@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_another_sites_page_cannot_use_the_cookie(
    client: FlaskClient, door: str, headers: dict[str, str]
) -> None:
    answer = _sign_in(client)
    refused = client.post(f"{V1}/auth/{door}", headers=headers)
    assert refused.status_code == 403
    assert refused.get_json()["type"] == "/problems/origin-foreign"
    assert client.get(f"{V1}/auth/me", headers=_bearer(answer)).status_code == 200


def test_our_own_page_may_use_the_cookie(client: FlaskClient, clock: FrozenClock) -> None:
    _sign_in(client)
    for origin in ("http://127.0.0.1:8000", "http://localhost"):
        assert _refresh(client, clock, Origin=origin).status_code == 200


def test_without_a_cookie_there_is_no_session(client: FlaskClient) -> None:
    for door in ("refresh", "sign-out"):
        assert client.post(f"{V1}/auth/{door}").status_code == 401


def test_signing_out_clears_the_cookie_and_ends_the_session(client: FlaskClient) -> None:
    answer = _sign_in(client)
    out = client.post(f"{V1}/auth/sign-out")
    assert (out.status_code, "Max-Age=0" in _cookie_of(out)) == (204, True)
    assert client.get(f"{V1}/auth/me", headers=_bearer(answer)).status_code == 401


def test_somebody_sees_their_sessions_and_ends_one(client: FlaskClient, suite: Suite) -> None:
    here, there = _sign_in(client), _sign_in(create_app(suite).test_client())
    listed = client.get(f"{V1}/auth/sessions", headers=_bearer(here)).get_json()["items"]
    assert [s["is_this_one"] for s in listed].count(True) == 1
    other = there.get_json()["session_id"]
    assert client.delete(f"{V1}/auth/sessions/{other}", headers=_bearer(here)).status_code == 204
    assert client.delete(f"{V1}/auth/sessions/{other}", headers=_bearer(here)).status_code == 404
    assert client.get(f"{V1}/auth/me", headers=_bearer(there)).status_code == 401


def test_somebody_signs_out_everywhere(client: FlaskClient) -> None:
    answer = _sign_in(client)
    assert client.delete(f"{V1}/auth/sessions", headers=_bearer(answer)).status_code == 204
    assert client.get(f"{V1}/auth/me", headers=_bearer(answer)).status_code == 401
