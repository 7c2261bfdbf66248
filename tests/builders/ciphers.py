"""Ciphers of one process; making them twice on one engine is what a restart or a second process is."""

from __future__ import annotations

from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.crypto import Ciphers, Envelope, KeyRing
from clinic_suite.kernel.mongo import Engine
from tests.builders.ids import a_clinic_id, a_patient_id

OLD_RING = KeyRing({"1": b"a" * 32})
NEW_RING = KeyRing({"2": b"b" * 32, "1": b"a" * 32})
ONLY_NEW_RING = KeyRing({"2": b"b" * 32})


def some_ciphers(engine: Engine, clock: Clock, ring: KeyRing = OLD_RING) -> Ciphers:
    return Ciphers(engine, ring, clock)


def an_envelope(
    ciphers: Ciphers,
    patient: int = 1,
    *,
    clinic: int = 1,
    collection: str = "patients",
    document: str | None = None,
) -> Envelope:
    """The envelope of a patient's own document, unless another is named."""
    subject = a_patient_id(patient)
    return ciphers.envelope(
        subject, clinic_id=a_clinic_id(clinic), collection=collection, document=document or subject
    )
