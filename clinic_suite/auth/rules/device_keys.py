"""Reading what a device has signed (DPoP, RFC 9449): a short statement about one request.

The key pair is made in the browser and its private half can never leave it, so a cookie that
is stolen is worth nothing on another machine.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import attrs
import jwt

VALID_FOR = timedelta(minutes=5)
"""How far a device's clock may be off; for as long a proof is remembered, so that it counts once."""

_ALGORITHM = "ES256"
_TYPE = "dpop+jwt"
_COORDINATE = re.compile(r"^[A-Za-z0-9_-]{43}$")
_NONCE = re.compile(r"^[\x21-\x7e]{8,128}$")
_LONGEST = 2048


class ProofUnreadable(ValueError):
    """Not a proof of this request by the key that it names."""


@attrs.frozen(kw_only=True)
class DeviceProof:
    """What a device has proven: which key it holds, and that it meant this request, once."""

    thumbprint: str
    nonce: str
    signed_at: datetime


def read_proof(text: str, method: str, path: str) -> DeviceProof:
    """Verify a proof with the key that it brings; whose key that is, is decided elsewhere."""
    if len(text) > _LONGEST:
        raise ProofUnreadable
    try:
        header = jwt.get_unverified_header(text)
        key = _key(header)
        said = jwt.decode(
            text,
            jwt.PyJWK(key, _ALGORITHM),
            algorithms=[_ALGORITHM],
            options={"verify_exp": False, "verify_iat": False, "verify_aud": False, "verify_nbf": False},
        )
    except (jwt.PyJWTError, ValueError, TypeError):
        raise ProofUnreadable from None
    if said.get("htm") != method or _path(said.get("htu")) != path:
        raise ProofUnreadable
    nonce, signed_at = said.get("jti"), said.get("iat")
    if not isinstance(nonce, str) or not _NONCE.match(nonce):
        raise ProofUnreadable
    if isinstance(signed_at, bool) or not isinstance(signed_at, int | float):
        raise ProofUnreadable
    return DeviceProof(thumbprint=thumbprint(key), nonce=nonce, signed_at=_instant(signed_at))


def is_fresh(proof: DeviceProof, now: datetime) -> bool:
    """Whether it was signed about now; clocks of clinic computers are not always right."""
    return abs(now - proof.signed_at) <= VALID_FOR


def thumbprint(jwk: dict[str, str]) -> str:
    """The name of a key (RFC 7638): the hash of its required members in alphabetical order."""
    canonical = json.dumps({n: jwk[n] for n in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _key(header: dict[str, Any]) -> dict[str, str]:
    """A public P-256 key and nothing else: no private half, no other curve, no address to fetch one from."""
    key = header.get("jwk")
    if set(header) != {"alg", "typ", "jwk"} or header["alg"] != _ALGORITHM or header["typ"] != _TYPE:
        raise ProofUnreadable
    if not isinstance(key, dict) or set(key) != {"kty", "crv", "x", "y"}:
        raise ProofUnreadable
    if key["kty"] != "EC" or key["crv"] != "P-256":
        raise ProofUnreadable
    if not all(isinstance(key[c], str) and _COORDINATE.match(key[c]) for c in ("x", "y")):
        raise ProofUnreadable
    return key


def _path(address: object) -> str | None:
    """Only the path is compared: behind a proxy we do not always know our own name."""
    return urlsplit(address).path if isinstance(address, str) else None


def _instant(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        raise ProofUnreadable from None
