"""An authenticator in software, as honest or as false as a test wants it."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

ORIGIN = "http://localhost:8000"
PRESENT, RECOGNISED, WITH_KEY = 0x01, 0x04, 0x40
_ES256 = -7


def as_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class SoftAuthenticator:
    """One key pair for one person at one address; each answer can be forged in each of its parts."""

    def __init__(self, *, counts: bool = True) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(32)
        self.count = 0
        self._counts = counts

    def registers(self, challenge: str, /, **forged: Any) -> dict[str, Any]:
        """What the browser sends after a key was made; ``forged`` replaces parts of it."""
        client = self._client_data("webauthn.create", challenge, forged)
        flags = forged.get("flags", PRESENT | RECOGNISED | WITH_KEY)
        # No model is named (sixteen zeros), as for everybody who is not asked for one.
        attested = (
            bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + self._cose(forged)
        )
        data = self._data(flags, 0, forged) + attested
        statement = {
            "fmt": forged.get("fmt", "none"),
            "attStmt": forged.get("statement", {}),
            "authData": data,
        }
        return {
            "label": "My phone",
            "credential_id": as_text(forged.get("credential_id", self.credential_id)),
            "client_data": as_text(client),
            "attestation": as_text(cbor2.dumps(statement)),
            "transports": ["internal"],
        }

    def signs(self, challenge: str, /, **forged: Any) -> dict[str, Any]:
        """What the browser sends after the person was recognised."""
        client = self._client_data("webauthn.get", challenge, forged)
        self.count += 1 if self._counts else 0
        data = self._data(forged.get("flags", PRESENT | RECOGNISED), forged.get("count", self.count), forged)
        said = data + hashlib.sha256(client).digest()
        signature = forged.get("key", self.key).sign(said, ec.ECDSA(hashes.SHA256()))
        return {
            "credential_id": as_text(forged.get("credential_id", self.credential_id)),
            "client_data": as_text(forged.get("client_data", client)),
            "authenticator_data": as_text(forged.get("authenticator_data", data)),
            "signature": as_text(forged.get("signature", signature)),
            "user_handle": forged.get("user_handle"),
        }

    def _client_data(self, kind: str, challenge: str, forged: dict[str, Any]) -> bytes:
        said = {
            "type": forged.get("type", kind),
            "challenge": forged.get("challenge", challenge),
            "origin": forged.get("origin", ORIGIN),
            "crossOrigin": forged.get("cross_origin", False),
        }
        return json.dumps(said).encode()

    def _data(self, flags: int, count: int, forged: dict[str, Any]) -> bytes:
        party = hashlib.sha256(forged.get("rp_id", "localhost").encode()).digest()
        return party + bytes([flags]) + count.to_bytes(4, "big")

    def _cose(self, forged: dict[str, Any]) -> bytes:
        numbers = self.key.public_key().public_numbers()
        key = {
            1: 2,
            3: forged.get("alg", _ES256),
            -1: 1,
            -2: numbers.x.to_bytes(32, "big"),
            -3: numbers.y.to_bytes(32, "big"),
        }
        return cbor2.dumps(key)
