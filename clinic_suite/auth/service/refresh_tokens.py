"""Refresh tokens: 256 bits of chance behind the session's id, with a mark that only we can make."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic_suite.kernel.crypto import derive
from clinic_suite.kernel.ids import SessionId, is_id

_CHANCE = 32
_MARK = 16
_NONCE = 12


class RefreshTokens:
    """Makes refresh tokens and tells genuine ones from guesses.

    The mark is why a stranger cannot sign anybody out: only a token that we once handed out
    can end its session by being shown twice.
    """

    def __init__(self, secret: bytes) -> None:
        self._key = derive(secret, "refresh-token")

    def make(self, session_id: SessionId) -> str:
        chance = secrets.token_bytes(_CHANCE)
        packed = base64.urlsafe_b64encode(chance + self._mark(session_id, chance))
        return f"{session_id}.{packed.decode()}"

    def session_of(self, token: str) -> SessionId | None:
        """Which session a token belongs to, or none when we never made it."""
        name, _, packed = token.partition(".")
        try:
            raw = base64.b64decode(packed, altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        if len(raw) != _CHANCE + _MARK or not is_id(name, "se"):
            return None
        session_id = SessionId(name)
        genuine = hmac.compare_digest(raw[_CHANCE:], self._mark(session_id, raw[:_CHANCE]))
        return session_id if genuine else None

    def _mark(self, session_id: SessionId, chance: bytes) -> bytes:
        return hmac.digest(self._key, session_id.encode() + chance, hashlib.sha256)[:_MARK]


def hash_of(token: str) -> bytes:
    """What is stored of a token.  It is 256 bits of chance, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).digest()


def seal_successor(spent: str, fresh: str) -> bytes:
    """The next token, closed so that only who holds the spent one can read it.

    An answer that got lost can so be given again without storing a token that works.
    """
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_successor_key(spent)).encrypt(nonce, fresh.encode(), None)


def open_successor(spent: str, sealed: bytes) -> str:
    return AESGCM(_successor_key(spent)).decrypt(sealed[:_NONCE], sealed[_NONCE:], None).decode()


def _successor_key(spent: str) -> bytes:
    return derive(spent.encode(), "refresh-successor")
