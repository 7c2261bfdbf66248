"""Access tokens: signed by us, read by us, with one algorithm and no choice left to who shows one."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clinic_suite.auth.model import Claims, Session
from clinic_suite.auth.rules.lifetimes import ACCESS_FOR, LEEWAY
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.crypto import derive
from clinic_suite.kernel.errors import SignInNeeded
from clinic_suite.kernel.ids import AccountId, ClinicId, SessionId, is_id

_ALGORITHM = "EdDSA"
_HEADER = {"alg": _ALGORITHM, "typ": "at+jwt"}
_AUDIENCE = "clinic-suite"
# The clinic is not among them: who belongs to none says so with a null, which counts as missing there.
_CLAIMS = ["iss", "aud", "sub", "sid", "version", "role", "iat", "exp"]
_SAID = {*_CLAIMS, "clinic_id"}
_REMEMBERED_FOR = timedelta(seconds=60)
_REMEMBERED = 4096
_LONGEST = 2048


class AccessTokens:
    """Issues and reads access tokens; what was verified is remembered for a minute.

    Only the signature is remembered.  Whether the session still lives is asked at each request.
    """

    def __init__(self, secret: bytes, issuer: str, clock: Clock) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(derive(secret, "access-token"))
        self._public = self._key.public_key()
        self._issuer = issuer
        self._clock = clock
        self._verified: OrderedDict[str, tuple[Claims, datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def issue(self, session: Session) -> tuple[str, int]:
        """A token for the next quarter of an hour (or less, if the session ends before), and its seconds."""
        now = self._clock.now()
        ends_at = min(now + ACCESS_FOR, session.ends_at)
        payload = {
            "iss": self._issuer,
            "aud": _AUDIENCE,
            "sub": session.account_id,
            "sid": session.id,
            "version": session.account_version,
            "role": session.role.value,
            "clinic_id": session.clinic_id,
            "iat": int(now.timestamp()),
            "exp": int(ends_at.timestamp()),
        }
        token = jwt.encode(payload, self._key, _ALGORITHM, headers={"typ": _HEADER["typ"]})
        return token, int((ends_at - now).total_seconds())

    def read(self, token: str) -> Claims:
        """What a token says, or ``SignInNeeded``."""
        now = self._clock.now()
        claims = self._remembered(token, now)
        if claims is None:
            claims = self._verify(token)
            self._remember(token, claims, now)
        if claims.ends_at + LEEWAY <= now:
            raise SignInNeeded
        return claims

    def _verify(self, token: str) -> Claims:
        if len(token) > _LONGEST:
            raise SignInNeeded
        try:
            # Times are compared with our own clock above, which tests can move.
            read = jwt.decode_complete(
                token,
                self._public,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                issuer=self._issuer,
                options={"require": _CLAIMS, "verify_exp": False, "verify_iat": False},
            )
        except (jwt.InvalidTokenError, ValueError):
            raise SignInNeeded from None
        # A header that names a key, an address or an extension asks us to trust what it brings.
        if read["header"] != _HEADER:
            raise SignInNeeded
        return _claims(read["payload"])

    def _remembered(self, token: str, now: datetime) -> Claims | None:
        # One look at a dictionary needs no lock; what is put in and thrown out meanwhile does.
        claims, until = self._verified.get(token, (None, now))
        return claims if until > now else None

    def _remember(self, token: str, claims: Claims, now: datetime) -> None:
        with self._lock:
            self._verified[token] = (claims, now + _REMEMBERED_FOR)
            self._verified.move_to_end(token)
            while len(self._verified) > _REMEMBERED:
                self._verified.popitem(last=False)


def _claims(payload: dict[str, Any]) -> Claims:
    """Only values of the right kind pass, so none of them can smuggle a query."""
    # What we never say (e.g. that a token is good only later) is not ours to understand.
    if not payload.keys() <= _SAID:
        raise SignInNeeded
    account, session, clinic = payload["sub"], payload["sid"], payload.get("clinic_id")
    numbers = (payload["version"], payload["iat"], payload["exp"])
    if not (
        _names(account, "ac")
        and _names(session, "se")
        and (clinic is None or _names(clinic, "cl"))
        and payload["role"] in set(Role)
        and all(type(n) is int for n in numbers)
    ):
        raise SignInNeeded
    return Claims(
        account_id=AccountId(account),
        session_id=SessionId(session),
        clinic_id=None if clinic is None else ClinicId(clinic),
        role=Role(payload["role"]),
        account_version=payload["version"],
        ends_at=datetime.fromtimestamp(payload["exp"], UTC),
    )


def _names(value: object, prefix: str) -> bool:
    return isinstance(value, str) and is_id(value, prefix)
