"""One writing for what people write in many ways."""

from __future__ import annotations

import unicodedata


def normal_email(email: str) -> str:
    """``Asha@Clinic.Example`` and ``asha@clinic.example`` are one mailbox for us."""
    return unicodedata.normalize("NFC", email).strip().casefold()
