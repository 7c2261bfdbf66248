"""What a device has signed, and what only looks like it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from clinic_suite.auth.model import Device, DeviceState
from clinic_suite.auth.rules.device_keys import ProofUnreadable, is_fresh, read_proof, thumbprint
from clinic_suite.auth.rules.waiting import asks_anew
from clinic_suite.kernel.ids import AccountId, DeviceId
from tests.builders.ids import a_clinic_id, an_id
from tests.fakes.browser import KNOWN_BROWSER as BROWSER
from tests.fakes.clock import A_MONDAY_MORNING as NOW

PATH = "/api/v1/auth/refresh"
SAID = {
    "htm": "POST",
    "htu": f"https://clinic.example{PATH}",
    "iat": NOW.timestamp(),
    "jti": "a-nonce-of-mine",
}
HEADER = {"typ": "dpop+jwt", "jwk": BROWSER.jwk}


def _signed(said: dict[str, Any] | None = None, key: Any = None, alg: str = "ES256", **header: Any) -> str:
    return jwt.encode(said or SAID, key or BROWSER.private_key, alg, headers={**HEADER, **header})


def _private_jwk() -> dict[str, str]:
    jwk: dict[str, str] = json.loads(ECAlgorithm.to_jwk(BROWSER.private_key))
    return {part: jwk[part] for part in ("kty", "crv", "x", "y", "d")}


def _without(name: str) -> dict[str, Any]:
    return {k: v for k, v in SAID.items() if k != name}


CHEATS: dict[str, Callable[[], str]] = {
    "another key signed": lambda: _signed(key=ec.generate_private_key(ec.SECP256R1())),
    "a shared secret": lambda: _signed(key="x" * 64, alg="HS256"),
    "another type": lambda: _signed(typ="JWT"),
    "another method": lambda: _signed({**SAID, "htm": "GET"}),
    "another path": lambda: _signed({**SAID, "htu": "https://clinic.example/api/v1/auth/sign-in"}),
    "no path": lambda: _signed(_without("htu")),
    "no time": lambda: _signed(_without("iat")),
    "a time in words": lambda: _signed({**SAID, "iat": "now"}),
    "a time beyond time": lambda: _signed({**SAID, "iat": 1e300}),
    "no nonce": lambda: _signed(_without("jti")),
    "a query as nonce": lambda: _signed({**SAID, "jti": {"$ne": None}}),
    "a short nonce": lambda: _signed({**SAID, "jti": "x"}),
    "no key": lambda: _signed(jwk=None),
    "the private key brought along": lambda: _signed(jwk=_private_jwk()),
    "a key from an address": lambda: _signed(jku="https://evil.example/keys"),
    "a key of another kind": lambda: _signed(jwk={"kty": "oct", "k": "eHh4"}),
    "another curve": lambda: _signed(jwk={**BROWSER.jwk, "crv": "secp256k1"}),
    "a point not on the curve": lambda: _signed(jwk={**BROWSER.jwk, "x": "A" * 43}),
    "nonsense": lambda: "a.b.c",
    "nothing": lambda: "",
    "far too long": lambda: _signed({**SAID, "padding": "x" * 4000}),
}


def test_a_proof_names_its_key_and_its_moment() -> None:
    proof = read_proof(_signed(), "POST", PATH)
    assert (proof.thumbprint, proof.nonce, proof.signed_at) == (BROWSER.key, "a-nonce-of-mine", NOW)


@pytest.mark.parametrize("cheat", CHEATS)
def test_what_only_looks_like_a_proof_is_refused(cheat: str) -> None:
    with pytest.raises(ProofUnreadable):
        read_proof(CHEATS[cheat](), "POST", PATH)


@pytest.mark.parametrize(
    ("seconds", "fresh"), [(0, True), (300, True), (-300, True), (301, False), (-301, False)]
)
def test_a_clock_may_be_five_minutes_off(seconds: int, fresh: bool) -> None:
    proof = read_proof(_signed(), "POST", PATH)
    assert is_fresh(proof, NOW + timedelta(seconds=seconds)) is fresh


def test_a_thumbprint_is_the_one_of_the_standard() -> None:
    key = {
        "kty": "EC",
        "crv": "P-256",
        "x": "jJ6Flys3zK9jUhnOHf6G49Dyp5hah6CNP84-gY-n9eo",
        "y": "nhI6iD5eFXgBTLt_1p3aip-5VbZeMhxeFSpjfEAf7Ww",
    }
    assert thumbprint({**key, "use": "sig"}) == thumbprint(key)
    assert len(thumbprint(key)) == 43


@pytest.mark.parametrize(
    ("state", "hours", "anew"),
    [
        (DeviceState.WAITING, 23.9, False),
        (DeviceState.WAITING, 24, True),
        (DeviceState.REFUSED, 23.9, False),
        (DeviceState.REFUSED, 24, True),
        (DeviceState.REVOKED, 0, True),
        (DeviceState.APPROVED, 9999, False),
    ],
)
def test_an_unanswered_or_refused_device_may_ask_again_after_a_day(
    state: DeviceState, hours: float, anew: bool
) -> None:
    device = Device(
        id=DeviceId(an_id("de")),
        clinic_id=a_clinic_id(),
        account_id=AccountId(an_id("ac")),
        key=BROWSER.key,
        state=state,
        match_code="123456",
        browser="",
        ip="",
        asked_at=NOW,
        ask_ends_at=NOW + timedelta(hours=24),
    )
    assert asks_anew(device, NOW + timedelta(hours=hours)) is anew
