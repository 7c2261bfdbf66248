"""A telephone network that keeps what it was given."""

from __future__ import annotations

from clinic_suite.auth.errors import CodesUnavailable
from clinic_suite.auth.model import Channel
from clinic_suite.kernel.unit_of_work import is_within


class FakeCodeSender:
    """Remembers every code, by the number that it went to."""

    def __init__(self) -> None:
        self.is_down = False
        self.sent: list[tuple[str, Channel, str]] = []

    def require_able(self, channel: Channel) -> None:
        if self.is_down:
            raise CodesUnavailable

    def send(self, phone: str, channel: Channel, code: str) -> None:
        assert not is_within(), "a provider was asked inside a transaction"
        self.require_able(channel)
        self.sent.append((phone, channel, code))

    def newest(self) -> str:
        return self.sent[-1][2]
