"""AES-256-GCM with a version byte in front: ``01 | nonce (12) | ciphertext and tag``.

What a value is bound to (its place, its subject) is authenticated with it, so a sealed
value that is moved to another place does not open there.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic_suite.kernel.crypto.faults import SealBroken, SealUnknown

_VERSION = b"\x01"
_NONCE = 12
_TAG = 16
_SHORTEST = len(_VERSION) + _NONCE + _TAG


def bound_to(*parts: str) -> bytes:
    """The parts, each behind its length, so that ("ab", "c") and ("a", "bc") never look the same."""
    raw = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(4, "big") + part for part in raw)


def seal(key: AESGCM, plain: bytes, bound: bytes) -> bytes:
    """Seal a value for one place; the nonce is chance, so equal values look different."""
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + key.encrypt(nonce, plain, _VERSION + bound)


def unseal(key: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    """Open a sealed value in its own place, or say by name why not."""
    if sealed[:1] != _VERSION:
        raise SealUnknown(f"the seal begins with {sealed[:1].hex() or 'nothing'}")
    if len(sealed) < _SHORTEST:
        raise SealBroken("the sealed value is cut short")
    nonce, body = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        return key.decrypt(nonce, body, _VERSION + bound)
    except InvalidTag:
        raise SealBroken("the sealed value does not belong here, or was changed") from None
