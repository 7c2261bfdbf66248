"""A telephone network that keeps what it was given."""

from __future__ import annotations

from clinic_suite.auth.model import Channel


class FakeCodeSender:
    """Remembers every code, by the number that it went to."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Channel, str]] = []

    def send(self, phone: str, channel: Channel, code: str) -> None:
        self.sent.append((phone, channel, code))

    def newest(self) -> str:
        return self.sent[-1][2]
