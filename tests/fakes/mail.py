"""A mail server that keeps what it was given."""

from __future__ import annotations

from clinic_suite.auth.errors import AddressUnreachable, MailUnavailable
from clinic_suite.auth.model import Mail
from clinic_suite.kernel.unit_of_work import is_within


class FakeMail:
    """Remembers every mail; it can be away, and there are addresses that get none."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []
        self.is_down = False
        self.is_set_up = True
        self.unreachable: set[str] = set()

    def require_able(self) -> None:
        if not self.is_set_up:
            raise MailUnavailable

    def send(self, mail: Mail) -> None:
        assert not is_within(), "a mail server was asked inside a transaction"
        self.require_able()
        if self.is_down:
            raise MailUnavailable
        if mail.to in self.unreachable:
            raise AddressUnreachable
        self.sent.append(mail)
