"""Hashing passwords, slowly on purpose and never more than a few at once."""

from __future__ import annotations

import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from clinic_suite.auth.rules.passwords import as_hashed

_MEMORY_KIB = 65536
_AT_ONCE = 4
_HASHER = PasswordHasher(time_cost=2, memory_cost=_MEMORY_KIB, parallelism=1)


class PasswordHashes:
    """argon2id.  Each hash takes 64 MiB for a moment, so a crowd at the door waits for its turn."""

    def __init__(self) -> None:
        self._hasher = _HASHER
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        # Made at the start: the first unknown e-mail must not take longer than the second.
        self._nobodys = _hash_of_nothing(self._hasher)

    def hash(self, password: str) -> str:
        with self._turns:
            return self._hasher.hash(as_hashed(password))

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Whether it is the password; where there is none, the same work is done for nothing.

        Otherwise the time of an answer would tell which e-mails have accounts.
        """
        with self._turns:
            try:
                self._hasher.verify(password_hash or self._nobodys, as_hashed(password))
            except (VerificationError, InvalidHashError):
                return False
        return password_hash is not None

    def is_old(self, password_hash: str) -> bool:
        """Whether it was hashed with other parameters than ours of today."""
        return self._hasher.check_needs_rehash(password_hash)


@cache
def _hash_of_nothing(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_urlsafe())
