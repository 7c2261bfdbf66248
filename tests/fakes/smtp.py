"""A small SMTP server on this machine, with STARTTLS, that can also misbehave."""

from __future__ import annotations

import contextlib
import datetime
import ipaddress
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@attrs.define
class Mailbox:
    """What arrived, and how the server behaves."""

    mails: list[str] = attrs.field(factory=list)
    receivers: list[str] = attrs.field(factory=list)
    signed_in: list[str] = attrs.field(factory=list)
    were_encrypted: list[bool] = attrs.field(factory=list)
    offers_starttls: bool = True
    refuses_receiver: str = ""
    refuses_data: str = ""
    is_silent: bool = False
    port: int = 0


@contextmanager
def mail_server(box: Mailbox, folder: Path) -> Iterator[ssl.SSLContext]:
    """Serve, and hand out the context that believes this server's certificate."""
    certificate = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    class Talk(_Talk):
        mailbox, tls = box, context

    with _Server(("127.0.0.1", 0), Talk) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield ssl.create_default_context(cafile=str(certificate))
        server.shutdown()
        thread.join(5)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class _Talk(socketserver.BaseRequestHandler):
    mailbox: Mailbox
    tls: ssl.SSLContext

    def handle(self) -> None:
        self._line: socket.socket = self.request
        self._encrypted = False
        if self.mailbox.is_silent:
            time.sleep(3)
            return
        with contextlib.suppress(OSError):
            self._say("220 here")
            self._listen()
        if self._line is not self.request:
            self._line.close()

    def _listen(self) -> None:
        self._rest = b""
        while (line := self._read_line()) is not None:
            verb = line[:8].upper().strip()
            if verb.startswith(("EHLO", "HELO")):
                self._greet()
            elif verb.startswith("STARTTLS"):
                self._say("220 go on")
                self._line = self.tls.wrap_socket(self._line, server_side=True)
                self._encrypted, self._rest = True, b""
            elif verb.startswith("AUTH"):
                self.mailbox.signed_in.append(line)
                self._say("235 welcome")
            elif verb.startswith("RCPT"):
                self._receive_for(line)
            elif verb == "DATA":
                self._take()
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 fine")

    def _greet(self) -> None:
        offers = ["250-here", "250-AUTH PLAIN"]
        if self.mailbox.offers_starttls and not self._encrypted:
            offers.append("250-STARTTLS")
        self._say("\r\n".join([*offers, "250 8BITMIME"]))

    def _receive_for(self, line: str) -> None:
        if self.mailbox.refuses_receiver:
            self._say(self.mailbox.refuses_receiver)
            return
        self.mailbox.receivers.append(line)
        self._say("250 fine")

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self._read_line()) not in (None, "."):
            lines.append(line or "")
        if self.mailbox.refuses_data:
            self._say(self.mailbox.refuses_data)
            return
        self.mailbox.mails.append("\r\n".join([*lines, ""]))
        self.mailbox.were_encrypted.append(self._encrypted)
        self._say("250 taken")

    def _read_line(self) -> str | None:
        while b"\r\n" not in self._rest:
            piece = self._line.recv(4096)
            if not piece:
                return None
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\r\n")
        return line.decode("utf-8", "replace")

    def _say(self, what: str) -> None:
        self._line.sendall(f"{what}\r\n".encode())


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file
