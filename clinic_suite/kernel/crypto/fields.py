"""Sealing the fields of documents: what repositories use."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.crypto.cache import KeyCache, Owner
from clinic_suite.kernel.crypto.data_keys import DataKeys, Rewrapped
from clinic_suite.kernel.crypto.masters import MasterKeys
from clinic_suite.kernel.crypto.seals import bound_to, seal, unseal
from clinic_suite.kernel.mongo import Engine


class Ciphers:
    """Opens one envelope per document; the data keys behind it look after themselves."""

    def __init__(
        self, engine: Engine, masters: MasterKeys, clock: Clock, cache: KeyCache | None = None
    ) -> None:
        self._keys = DataKeys(engine, masters, clock, cache or KeyCache(clock))

    def envelope(self, subject: str, *, clinic_id: str | None, collection: str, document: str) -> Envelope:
        """The fields of one document, sealed for one subject of one clinic.

        >>> fields = ciphers.envelope(patient.id, clinic_id=clinic, collection="patients", document=patient.id)
        >>> row["phone"] = fields.seal("phone", "+919876543210")
        """
        return Envelope(self._keys, Owner(subject, clinic_id), collection, document)

    def warm(self, clinic_id: str | None, subjects: Iterable[str]) -> None:
        """Fetch the keys of many subjects at once; call it before opening a list."""
        self._keys.warm(clinic_id, subjects)

    def prepare(self, clinic_id: str | None, subjects: Iterable[str]) -> None:
        """Make the keys of many new subjects at once; call it before sealing the rows of an import."""
        self._keys.make_many(clinic_id, subjects)

    def erase(self, subject: str, *, clinic_id: str | None) -> None:
        """Make all that was sealed for a subject unreadable for ever, and refuse to seal more."""
        self._keys.erase(Owner(subject, clinic_id))

    def remaining(self) -> int:
        """How many data keys still need an older master key."""
        return self._keys.remaining()

    def rewrap_all(self, on_batch: Callable[[int, int], None], batch: int = 200) -> Rewrapped:
        """Bring every data key under the current master key; see ``clinic keys rotate``."""
        return self._keys.rewrap_all(on_batch, batch)


class Envelope:
    """One document's fields.  Each is bound to its collection, document, field and subject.

    Make one when a document is read or written and let it go with the document: it holds on
    to the key, so one that is kept would still open somebody who was erased meanwhile.
    """

    def __init__(self, keys: DataKeys, owner: Owner, collection: str, document: str) -> None:
        self._keys = keys
        self._owner = owner
        self._place = bound_to("field", owner.name, collection, document)
        self._key: AESGCM | None = None

    def seal(self, field: str, text: str) -> bytes:
        return self.seal_bytes(field, text.encode())

    def open(self, field: str, sealed: bytes) -> str:
        return self.open_bytes(field, sealed).decode()

    def seal_bytes(self, field: str, plain: bytes) -> bytes:
        if self._key is None:
            self._key = self._keys.to_seal(self._owner)
        return seal(self._key, plain, self._place + bound_to(field))

    def open_bytes(self, field: str, sealed: bytes) -> bytes:
        if self._key is None:
            self._key = self._keys.to_open(self._owner)
        return unseal(self._key, sealed, self._place + bound_to(field))
