"""What auth needs from outside of itself."""

from __future__ import annotations

from typing import Protocol

from clinic_suite.auth.errors import AddressUnreachable, CodesUnavailable, MailUnavailable, NumberUnreachable
from clinic_suite.auth.model import Channel, Mail
from clinic_suite.kernel.ids import ClinicId

# What an adapter may refuse with is part of its port.
__all__ = [
    "AddressUnreachable",
    "Clinics",
    "CodeSender",
    "CodesUnavailable",
    "MailSender",
    "MailUnavailable",
    "NumberUnreachable",
]


class Clinics(Protocol):
    """Something that knows the clinics; they live in a higher house, which auth must not know."""

    def let_gain(self, clinic_id: ClinicId) -> None:
        """Inside a unit of work: let an active clinic gain somebody, or refuse."""
        ...

    def name_of(self, clinic_id: ClinicId) -> str:
        """Answer the clinic's name, or refuse with ``NotFound``."""
        ...


class CodeSender(Protocol):
    """Something that brings a code to a telephone; never called inside a unit of work."""

    def require_able(self, channel: Channel) -> None:
        """Refuse with ``CodesUnavailable`` when it is known beforehand that nothing can be sent."""
        ...

    def send(self, phone: str, channel: Channel, code: str) -> None:
        """Send it, or refuse with ``CodesUnavailable`` or ``NumberUnreachable``.

        The code is in the message and nowhere else.
        """
        ...


class MailSender(Protocol):
    """Something that brings a mail to a mailbox; never called inside a unit of work."""

    def require_able(self) -> None:
        """Refuse with ``MailUnavailable`` when it is known beforehand that nothing can be sent."""
        ...

    def send(self, mail: Mail) -> None:
        """Hand it over, or refuse with ``MailUnavailable`` or ``AddressUnreachable``."""
        ...
