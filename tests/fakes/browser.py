"""A browser with a key pair that signs its requests, as WebCrypto does in a real one."""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from clinic_suite.auth.model import Arrival
from clinic_suite.auth.rules.device_keys import thumbprint

SIGN_IN = "/api/v1/auth/sign-in"
REFRESH = "/api/v1/auth/refresh"


class Browser:
    """One browser on one machine."""

    def __init__(self, name: str = "Firefox on Linux") -> None:
        self.name = name
        self.private_key = ec.generate_private_key(ec.SECP256R1())
        jwk: dict[str, str] = json.loads(ECAlgorithm.to_jwk(self.private_key.public_key()))
        self.jwk = {part: jwk[part] for part in ("kty", "crv", "x", "y")}
        self.key = thumbprint(self.jwk)

    def proof(self, path: str, now: datetime, method: str = "POST", **changes: Any) -> str:
        """What it signs about one request; ``changes`` are for those who cheat."""
        said = {
            "htm": method,
            "htu": f"https://clinic.example{path}",
            "iat": now.timestamp(),
            "jti": secrets.token_urlsafe(12),
            **changes,
        }
        return jwt.encode(said, self.private_key, "ES256", headers={"typ": "dpop+jwt", "jwk": self.jwk})

    def arrives(self, path: str, now: datetime, *, proven: bool = True) -> Arrival:
        proof = self.proof(path, now) if proven else None
        return Arrival(browser=self.name, method="POST", path=path, device_proof=proof)


KNOWN_BROWSER = Browser()
"""The browser that tests come with when it does not matter; making a key for each would take time."""
