"""What the trail needs from outside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from clinic_suite.audit.model import Checkpoint


class Checkpoints(Protocol):
    """A place outside of the database, better outside of its administrators' reach."""

    def keep(self, checkpoint: Checkpoint) -> None:
        """Write down how far a chain has come."""
        ...

    def kept(self) -> Iterable[Checkpoint]:
        """Everything that was written down."""
        ...
