"""Mail by SMTP, encrypted on its way to the server."""

from __future__ import annotations

import smtplib
import ssl
import unicodedata
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from enum import StrEnum

import attrs

from clinic_suite.auth.model import Mail
from clinic_suite.auth.ports import AddressUnreachable, MailUnavailable
from clinic_suite.kernel.log import logger

_TIMEOUT_S = 10.0
_REFUSED_FOR_GOOD = range(500, 600)


class Tls(StrEnum):
    """How the way to the server is encrypted."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@attrs.frozen(kw_only=True)
class MailServer:
    """Where mail is handed over, and in whose name."""

    host: str
    port: int
    tls: Tls
    sender: str
    user: str = ""
    password: str = attrs.field(default="", repr=False)


class BySmtp:
    """One connection for each mail: they are few, and a connection that is kept has to be minded."""

    def __init__(
        self, server: MailServer, *, timeout_s: float = _TIMEOUT_S, context: ssl.SSLContext | None = None
    ) -> None:
        self._server = server
        self._timeout_s = timeout_s
        self._context = context or ssl.create_default_context()

    def require_able(self) -> None:
        """A server is named; whether it answers is seen when the mail goes."""

    def send(self, mail: Mail) -> None:
        written = self._written(mail)
        try:
            with self._connected() as line:
                if self._server.user:
                    line.login(self._server.user, self._server.password)
                line.send_message(written, self._server.sender, [mail.to])
        except smtplib.SMTPRecipientsRefused as refused:
            [(code, _)] = refused.recipients.values()
            self._give_up(type(refused).__name__, code)
            raise (AddressUnreachable if code in _REFUSED_FOR_GOOD else MailUnavailable) from None
        except smtplib.SMTPResponseException as refused:
            self._give_up(type(refused).__name__, refused.smtp_code)
            raise MailUnavailable from None
        except (OSError, smtplib.SMTPException, ValueError) as fault:
            # Not the fault itself: what it says may quote the person's address.
            self._give_up(type(fault).__name__, None)
            raise MailUnavailable from None

    def _connected(self) -> smtplib.SMTP:
        host, port = self._server.host, self._server.port
        if self._server.tls is Tls.TLS:
            return smtplib.SMTP_SSL(host, port, timeout=self._timeout_s, context=self._context)
        line = smtplib.SMTP(host, port, timeout=self._timeout_s)
        if self._server.tls is Tls.STARTTLS:
            try:
                # A server that does not offer it raises: going on in the open would be worse than no mail.
                line.starttls(context=self._context)
            except BaseException:
                line.close()
                raise
        return line

    def _written(self, mail: Mail) -> EmailMessage:
        for line in (mail.to, mail.subject, mail.key):
            if any(unicodedata.category(letter) == "Cc" for letter in line):
                raise ValueError("a control character in a header")
        written = EmailMessage(policy=SMTP)
        written["From"] = self._server.sender
        written["To"] = mail.to
        written["Subject"] = mail.subject
        written["Date"] = formatdate(usegmt=True)
        # The same mail sent twice carries the same name, so that a mailbox can see the repetition.
        written["Message-ID"] = f"<{mail.key}@{self._server.sender.rpartition('@')[2]}>"
        written["Auto-Submitted"] = "auto-generated"
        written.set_content(mail.text)
        return written

    def _give_up(self, why: str, code: int | None) -> None:
        logger.warning("mail_not_sent", fault=why, status=code)
