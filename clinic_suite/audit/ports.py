"""What the house of trust needs from outside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from clinic_suite.audit.model import Checkpoint
from clinic_suite.kernel.ids import ClinicId, PatientId


class Checkpoints(Protocol):
    """A place outside of the database, better outside of its administrators' reach."""

    def keep(self, checkpoint: Checkpoint) -> None:
        """Write down how far a chain has come."""
        ...

    def kept(self) -> Iterable[Checkpoint]:
        """Everything that was written down."""
        ...


class PatientsKnown(Protocol):
    """Something that knows the clinic's patients; they live in a higher house."""

    def require_known(self, clinic_id: ClinicId, patient_id: PatientId) -> None:
        """Refuse with ``NotFound`` when the clinic has no such patient."""
        ...
