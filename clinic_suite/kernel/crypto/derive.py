"""Many keys from the one secret of an installation, each for one purpose."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


def derive(secret: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose, e.g. ``derive(secret, "auth.otp_pepper")``.

    Two purposes give keys that tell nothing of each other, so a token signed for one door
    can never be shown at another.
    """
    if not purpose:
        raise ValueError("a derived key needs a purpose, or two uses would share it")
    info = b"clinic-suite/1/" + purpose.encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)
