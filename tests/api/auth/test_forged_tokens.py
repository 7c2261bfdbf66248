"""Tokens that somebody made up are worth nothing, however they were made."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask.testing import FlaskClient

from clinic_suite.auth.model import SignedIn
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.crypto import derive
from tests.builders.people import a_clinic, a_session, an_account
from tests.fakes.clock import FrozenClock

OURS = Ed25519PrivateKey.from_private_bytes(derive(b"s" * 32, "access-token"))
THEIRS = Ed25519PrivateKey.generate()
PUBLIC = OURS.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
HEADER = {"typ": "at+jwt"}
Payload = dict[str, Any]


@pytest.fixture
def signed_in(suite: Suite) -> SignedIn:
    return a_session(suite, an_account(suite, a_clinic(suite)))


def _payload_of(token: str) -> Payload:
    payload: Payload = jwt.decode(token, options={"verify_signature": False})
    return payload


def _signed(payload: Payload, key: Any = OURS, alg: str = "EdDSA", **header: Any) -> str:
    return jwt.encode(payload, key, alg, headers={**HEADER, **header})


def _unsigned(payload: Payload, alg: str) -> str:
    parts = [orjson.dumps({"alg": alg, **HEADER}), orjson.dumps(payload)]
    return ".".join(base64.urlsafe_b64encode(p).decode().rstrip("=") for p in parts) + "."


def _without(payload: Payload, name: str) -> Payload:
    return {k: v for k, v in payload.items() if k != name}


def _exchanged(payload: Payload, **changes: Any) -> str:
    """A genuine header and signature around another payload."""
    head, _, signature = _signed(payload).split(".")
    body = base64.urlsafe_b64encode(orjson.dumps({**payload, **changes})).decode().rstrip("=")
    return f"{head}.{body}.{signature}"


FORGERIES: dict[str, Callable[[Payload], str]] = {
    "no algorithm": lambda p: _unsigned(p, "none"),
    "no algorithm, in capitals": lambda p: _unsigned(p, "None"),
    "no signature": lambda p: _unsigned(p, "EdDSA"),
    "our public key as a shared secret": lambda p: jwt.encode(p, PUBLIC, "HS256", headers=HEADER),
    "RSA": lambda p: _signed(p, rsa.generate_private_key(65537, 2048), "RS256"),
    "another key": lambda p: _signed(p, THEIRS),
    "another key, brought along": lambda p: _signed(
        p, THEIRS, jwk={"kty": "OKP", "crv": "Ed25519", "x": "AA"}
    ),
    "a key named by a path": lambda p: _signed(p, kid="../../etc/passwd"),
    "a key named by an address": lambda p: _signed(p, jku="https://evil.example/keys"),
    "another type": lambda p: _signed(p, typ="JWT"),
    "another audience": lambda p: _signed({**p, "aud": "another-suite"}),
    "another issuer": lambda p: _signed({**p, "iss": "https://evil.example"}),
    "another clinic": lambda p: _signed({**p, "clinic_id": "cl_00000000000000000009"}),
    "another account": lambda p: _signed({**p, "sub": "ac_00000000000000000009"}),
    "another session": lambda p: _signed({**p, "sid": "se_00000000000000000009"}),
    "a query for a session": lambda p: _signed({**p, "sid": {"$ne": None}}),
    "a query for an account version": lambda p: _signed({**p, "version": {"$gt": 0}}),
    "an older account version": lambda p: _signed({**p, "version": 0}),
    "an unknown role": lambda p: _signed({**p, "role": "superadmin"}),
    "no end": lambda p: _signed(_without(p, "exp")),
    "an end in words": lambda p: _signed({**p, "exp": "never"}),
    "no session": lambda p: _signed(_without(p, "sid")),
    "good only later": lambda p: _signed({**p, "nbf": p["iat"] + 60}),
    "a claim that we never make": lambda p: _signed({**p, "scope": "everything"}),
    "of another installation": lambda p: _signed(
        p, Ed25519PrivateKey.from_private_bytes(derive(b"t" * 32, "access-token"))
    ),
    "a payload that was exchanged": lambda p: _exchanged(p, role="admin"),
    "a payload with more time": lambda p: _exchanged(p, exp=p["exp"] + 3600),
    "far too long": lambda p: _signed({**p, "padding": "x" * 4000}),
}


def _knock(client: FlaskClient, token: str) -> tuple[int, str | None]:
    answer = client.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {token}"})
    return answer.status_code, answer.headers.get("WWW-Authenticate")


def test_the_genuine_token_is_believed(client: FlaskClient, signed_in: SignedIn) -> None:
    assert _knock(client, signed_in.access_token)[0] == 200
    assert _knock(client, _signed(_payload_of(signed_in.access_token)))[0] == 200


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_token_is_not(client: FlaskClient, signed_in: SignedIn, forgery: str) -> None:
    token = FORGERIES[forgery](_payload_of(signed_in.access_token))
    assert _knock(client, token) == (401, "Bearer")


@pytest.mark.parametrize("text", ["", " ", "x", "a.b.c", "..", "é.é.é"])
def test_nonsense_is_not_a_token(client: FlaskClient, text: str) -> None:
    assert _knock(client, text) == (401, "Bearer")


def test_a_refresh_token_is_no_access_token(client: FlaskClient, signed_in: SignedIn) -> None:
    assert _knock(client, signed_in.refresh_token) == (401, "Bearer")


def test_a_role_written_into_a_token_is_not_believed(client: FlaskClient, signed_in: SignedIn) -> None:
    token = _signed({**_payload_of(signed_in.access_token), "role": "admin"})
    answer = client.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.get_json()["role"] == "doctor"


def test_a_token_ends_after_a_quarter_of_an_hour_and_half_a_minute(
    client: FlaskClient, signed_in: SignedIn, clock: FrozenClock
) -> None:
    began = clock.now()
    clock.set(began + timedelta(minutes=15, seconds=29))
    assert _knock(client, signed_in.access_token)[0] == 200
    clock.set(began + timedelta(minutes=15, seconds=31))
    assert _knock(client, signed_in.access_token) == (401, "Bearer")


@pytest.mark.parametrize("scheme", ["Basic", "bearer", "Token", ""])
def test_another_scheme_is_no_bearer(client: FlaskClient, signed_in: SignedIn, scheme: str) -> None:
    answer = client.get("/api/v1/auth/me", headers={"Authorization": f"{scheme} {signed_in.access_token}"})
    assert answer.status_code == 401
