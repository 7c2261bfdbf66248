"""Twilio's door for messages on this machine, answering what it is told to answer."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import attrs

TAKEN = (201, '{"sid": "SM0123456789abcdef0123456789abcdef", "status": "queued"}')


@attrs.frozen
class Posted:
    """One request as it came."""

    path: str
    account: str
    form: dict[str, str]


@attrs.define
class Provider:
    """What came, and what is answered: the next of ``answers``, and then that a message was taken."""

    posted: list[Posted] = attrs.field(factory=list)
    answers: list[tuple[int, str]] = attrs.field(factory=list)
    late_s: float = 0.0
    base: str = ""


@contextmanager
def provider_of_messages(provider: Provider) -> Iterator[None]:
    """Serve on a free port of loopback."""

    class Door(_Door):
        told = provider

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        provider.base = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield
        server.shutdown()
        thread.join(5)


class _Door(BaseHTTPRequestHandler):
    told: Provider

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        who = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
        self.told.posted.append(Posted(self.path, who, dict(parse_qsl(sent))))
        time.sleep(self.told.late_s)
        status, body = self.told.answers.pop(0) if self.told.answers else TAKEN
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())
        except OSError:
            # Whoever asked has lost patience.
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the screen of the tests."""


def refused(status: int, code: int) -> tuple[int, str]:
    """A refusal in Twilio's own words, which quote the number."""
    message = "The 'To' number +919812345678 is not valid: 482913"
    return status, json.dumps({"code": code, "message": message, "status": status})
