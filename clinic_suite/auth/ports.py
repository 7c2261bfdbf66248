"""What auth needs from outside of itself."""

from __future__ import annotations

from typing import Protocol

from clinic_suite.auth.model import Channel
from clinic_suite.kernel.ids import ClinicId


class Clinics(Protocol):
    """Something that knows the clinics; they live in a higher house, which auth must not know."""

    def let_gain(self, clinic_id: ClinicId) -> None:
        """Inside a unit of work: let an active clinic gain somebody, or refuse."""
        ...

    def name_of(self, clinic_id: ClinicId) -> str:
        """Answer the clinic's name, or refuse with ``NotFound``."""
        ...


class CodeSender(Protocol):
    """Something that brings a code to a telephone."""

    def send(self, phone: str, channel: Channel, code: str) -> None:
        """Send it, or refuse with ``CodesUnavailable``; the code is in the message and nowhere else."""
        ...
