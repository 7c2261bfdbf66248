"""Master keys wrap data keys.  A port, so that a key service can stand where the settings do now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import attrs
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic_suite.kernel.crypto.faults import MasterKeyUnknown
from clinic_suite.kernel.crypto.seals import bound_to, seal, unseal


@attrs.frozen
class Wrapped:
    """A data key as it may lie in the database, and the master key that can open it."""

    master_version: str
    sealed: bytes


class MasterKeys(Protocol):
    """Something that keeps master keys and never hands them out."""

    @property
    def current(self) -> str:
        """The version under which new data keys are wrapped."""
        ...

    def wrap(self, data_key: bytes, owner: str) -> Wrapped:
        """Wrap a data key for one owner under the current master key."""
        ...

    def unwrap(self, wrapped: Wrapped, owner: str) -> bytes:
        """Open a wrapped data key; ``MasterKeyUnknown`` when its master key is not kept here."""
        ...


class KeyRing:
    """Master keys from the settings: the first wraps, the others still open what they wrapped."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys:
            raise ValueError("a key ring needs at least one master key")
        self._keys = {version: AESGCM(key) for version, key in keys.items()}
        self._current = next(iter(keys))

    @property
    def current(self) -> str:
        return self._current

    def wrap(self, data_key: bytes, owner: str) -> Wrapped:
        sealed = seal(self._keys[self._current], data_key, _bound(self._current, owner))
        return Wrapped(self._current, sealed)

    def unwrap(self, wrapped: Wrapped, owner: str) -> bytes:
        key = self._keys.get(wrapped.master_version)
        if key is None:
            raise MasterKeyUnknown(f"master key {wrapped.master_version} is not in the ring")
        return unseal(key, wrapped.sealed, _bound(wrapped.master_version, owner))


def _bound(version: str, owner: str) -> bytes:
    return bound_to("data key", version, owner)
