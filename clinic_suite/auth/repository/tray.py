"""Where messages go when nothing leaves this machine: into a demo's tray, or nowhere, and then it is said."""

from __future__ import annotations

import sys
from datetime import datetime

import attrs

from clinic_suite.auth.errors import CodesUnavailable, MailUnavailable
from clinic_suite.auth.model import Channel, Mail
from clinic_suite.auth.rules.codes import DAY
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import Ids
from clinic_suite.kernel.mongo import Engine


class NoSender:
    """No provider is set up, so nobody can be sent anything; that is said and never pretended."""

    def require_able(self, channel: Channel) -> None:
        raise CodesUnavailable

    def send(self, phone: str, channel: Channel, code: str) -> None:
        raise CodesUnavailable


class NoMail:
    """No mail server is set up; an administrator gives out links by hand then."""

    def require_able(self) -> None:
        raise MailUnavailable

    def send(self, mail: Mail) -> None:
        raise MailUnavailable


@attrs.frozen(kw_only=True)
class DemoMessage:
    """What would have been sent, had this been real."""

    to: str
    channel: str
    text: str
    at: datetime


class DemoTray:
    """Takes what would be sent, in a demo only, so that one can sign in without a telephone."""

    def __init__(self, engine: Engine, clock: Clock, ids: Ids) -> None:
        self._messages = engine.database["demo_messages"]
        self._clock = clock
        self._ids = ids

    def require_able(self, channel: Channel) -> None:
        """A tray takes everything."""

    def send(self, phone: str, channel: Channel, code: str) -> None:
        """Put it into the tray, and show it to whoever started the demo."""
        text = f"{code} is your code for the clinic. It is good for 5 minutes."
        self.put(phone, channel.value, text)
        self._show(f"[{channel.value} to …{phone[-4:]}] {text}")

    def put(self, to: str, channel: str, text: str) -> None:
        """Keep a message by itself, as a real one would leave by itself: once the change is true."""
        now = self._clock.now()
        self._messages.insert_one(
            {
                "_id": self._ids.new("dm"),
                "to": to,
                "channel": channel,
                "text": text,
                "at": now,
                "forget_at": now + DAY,
            }
        )

    def _show(self, line: str) -> None:
        """Past the log and not through it: a log is kept and searched, this is for the eyes in front of it."""
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    def newest(self, to: str | None) -> list[DemoMessage]:
        rows = self._messages.find({} if to is None else {"to": to}).sort("_id", -1).limit(50)
        return [DemoMessage(to=r["to"], channel=r["channel"], text=r["text"], at=r["at"]) for r in rows]


class DemoMail:
    """The same tray for mail."""

    def __init__(self, tray: DemoTray) -> None:
        self._tray = tray

    def require_able(self) -> None:
        """A tray takes everything."""

    def send(self, mail: Mail) -> None:
        self._tray.put(mail.to, "email", f"{mail.subject}\n\n{mail.text}")
