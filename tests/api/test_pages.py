"""The built front end as the server hands it out."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from clinic_suite.app import create_app
from clinic_suite.bootstrap import wire
from clinic_suite.kernel.mongo import Engine
from tests.builders.settings import some_settings

INDEX = (
    '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><meta name="live" content="__LIVE_URL__">'
    '<script nonce="__CSP_NONCE__"></script>'
)
_NONCE = re.compile(r"'nonce-([A-Za-z0-9_-]{22})'")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A built front end, and a secret right beside it."""
    root = tmp_path / "dist"
    (root / "assets").mkdir(parents=True)
    (root / "index.html").write_text(INDEX)
    (root / "manifest.webmanifest").write_text("{}")
    (root / ".env").write_text("SECRET=1")
    (root / "assets" / "app-abc123.js").write_text("plain")
    (root / "assets" / "app-abc123.js.br").write_bytes(b"brotli")
    (root / "assets" / "app-abc123.js.gz").write_bytes(b"gzipped")
    (root / "assets" / ".hidden.js").write_text("hidden")
    (root / "assets" / "lone-def456.css").write_text("body{}")
    (tmp_path / "secret.txt").write_text("secret")
    return root


@pytest.fixture
def client(preview: Engine, root: Path) -> FlaskClient:
    suite = wire(some_settings(CLINIC_WEB_ROOT=str(root)), engine=preview)
    return create_app(suite, public_cache=True).test_client()


@pytest.mark.parametrize("address", ["/", "/index.html", "/doctors", "/desk/queue/today"])
def test_every_address_of_the_app_opens_its_page(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_page_and_its_policy_name_the_same_nonce_once_for_each_request(client: FlaskClient) -> None:
    seen = set()
    for _ in range(3):
        answer = client.get("/")
        nonces = set(_NONCE.findall(answer.headers["Content-Security-Policy"]))
        assert len(nonces) == 1
        assert answer.text == INDEX.replace("__LIVE_URL__", "").replace("__CSP_NONCE__", *nonces)
        seen |= nonces
    assert len(seen) == 3


def test_a_page_that_is_built_anew_is_served_without_a_restart(client: FlaskClient, root: Path) -> None:
    assert client.get("/").status_code == 200
    (root / "index.html").write_text("<!doctype html>new")
    os.utime(root / "index.html", ns=(1, 1))
    assert client.get("/").text == "<!doctype html>new"


def test_the_policy_lets_nothing_in_from_elsewhere(client: FlaskClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    script = next(part for part in policy.split("; ") if part.startswith("script-src "))
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert "unsafe" not in script


def test_a_hashed_file_may_be_kept_for_ever(client: FlaskClient) -> None:
    answer = client.get("/assets/app-abc123.js")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_with_a_lasting_name_is_asked_for_each_time(client: FlaskClient) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.mimetype == "application/manifest+json"


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, deflate, br", "br", b"brotli"),
        ("gzip", "gzip", b"gzipped"),
        ("br;q=0, gzip", "gzip", b"gzipped"),
        ("", None, b"plain"),
        ("zstd", None, b"plain"),
    ],
)
def test_a_file_comes_packed_as_the_browser_can_read_it(
    client: FlaskClient, accepted: str, encoding: str | None, body: bytes
) -> None:
    answer = client.get("/assets/app-abc123.js", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.data == body
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_file_that_was_not_packed_comes_as_it_is(client: FlaskClient) -> None:
    answer = client.get("/assets/lone-def456.css", headers={"Accept-Encoding": "br"})
    assert (answer.data, answer.mimetype) == (b"body{}", "text/css")
    assert "Content-Encoding" not in answer.headers


def test_a_file_that_the_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/manifest.webmanifest").headers["ETag"]
    answer = client.get("/manifest.webmanifest", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data) == (304, b"")


@pytest.mark.parametrize(
    "address",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/.env",
        "/assets/.hidden.js",
        "/.git/config",
        "/assets/app-abc123.js.br",
        "/assets/app-abc123.js.gz",
        "/assets/gone-000000.js",
        "/robots.txt",
        "/assets/%00.js",
        "/" + "a" * 5000 + ".js",
    ],
)
def test_what_is_outside_hidden_or_not_there_is_not_found(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert b"secret" not in answer.data.lower()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(client: FlaskClient, root: Path) -> None:
    (root / "assets" / "out.js").symlink_to(root.parent / "secret.txt")
    assert client.get("/assets/out.js").status_code == 404


@pytest.mark.parametrize("address", ["/", "/doctors", "/assets/app-abc123.js"])
def test_asking_only_for_the_headers_works(client: FlaskClient, address: str) -> None:
    answer = client.head(address)
    assert (answer.status_code, answer.data) == (200, b"")
    assert int(answer.headers["Content-Length"]) == len(client.get(address).data)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_page_takes_nothing(client: FlaskClient, method: str) -> None:
    answer = client.open("/doctors", method=method)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_an_unknown_address_of_the_api_is_a_problem_and_no_page(client: FlaskClient) -> None:
    answer = client.get("/api/v1/nothing")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_without_a_built_front_end_the_page_says_what_to_do(preview: Engine, tmp_path: Path) -> None:
    suite = wire(some_settings(CLINIC_WEB_ROOT=str(tmp_path)), engine=preview)
    assert "make run" in create_app(suite).test_client().get("/").text


@pytest.mark.parametrize(
    ("live", "asks"),
    [
        ("", "connect-src 'self';"),
        ("http://localhost:8001/live", "connect-src 'self' http://localhost:8001;"),
        ("https://clinic.example/a/live", "connect-src 'self' https://clinic.example;"),
    ],
)
def test_a_page_says_where_changes_are_told_and_its_policy_lets_it_ask_there(
    preview: Engine, root: Path, live: str, asks: str
) -> None:
    suite = wire(some_settings(CLINIC_WEB_ROOT=str(root), CLINIC_LIVE_URL=live), engine=preview)
    answer = create_app(suite).test_client().get("/")
    assert f'<meta name="live" content="{live}">' in answer.text
    assert asks in answer.headers["Content-Security-Policy"]
