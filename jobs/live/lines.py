"""The connections of viewers: as much of HTTP as a browser's event stream needs, and no more."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import socket
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import cast
from urllib.parse import parse_qs, urlsplit

import attrs

from clinic_suite.kernel.actor import place_of
from clinic_suite.settings import Settings
from jobs.live.viewers import MOST_PLACES, PLACE, Viewers

LARGEST_HEAD = 8 * 1024
_HEAD_WITHIN_S = 10.0
_UNREAD = 16 * 1024
"""How much may wait for a viewer here; the system keeps about as much again."""
_GONE_AFTER_MS = 45_000
_HERE = frozenset({"127.0.0.1", "::1"})
_PLAIN = "text/plain; charset=utf-8"


class Refused(Exception):
    """What was asked is not answered with a stream."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status


@attrs.frozen(kw_only=True)
class Asked:
    """A request without its body: nothing that is asked here has one."""

    path: str
    query: str
    headers: Mapping[str, str]
    peer: str

    def address(self, trusted_proxies: int) -> str:
        """Who asks; what is said about that is believed from as many proxies as stand in front."""
        said = [a.strip() for a in self.headers.get("x-forwarded-for", "").split(",") if a.strip()]
        if not trusted_proxies or len(said) < trusted_proxies:
            return self.peer
        return said[-trusted_proxies]


@attrs.frozen(kw_only=True)
class Desk:
    """What every line needs to answer."""

    viewers: Viewers
    settings: Settings
    most_lines: int
    """Those who look on and those who have not said yet what they want."""
    lines: set[Line] = attrs.field(factory=set)

    def tell_place_of(self, asked: Asked) -> frozenset[str]:
        """What somebody wants to look at, if they may."""
        if asked.headers.get("origin", self.settings.public_url) != self.settings.public_url:
            raise Refused(HTTPStatus.FORBIDDEN)
        places = parse_qs(asked.query, max_num_fields=MOST_PLACES * 2).get("topic", [])
        if not 0 < len(places) <= MOST_PLACES or not all(PLACE.fullmatch(p) for p in places):
            raise Refused(HTTPStatus.BAD_REQUEST)
        return frozenset(places)

    def measured(self, asked: Asked) -> str:
        """The figures, for this machine or for whoever has the token when one is set."""
        token = self.settings.metrics_token
        if token is not None:
            sent = asked.headers.get("authorization", "").removeprefix("Bearer ").encode()
            if not hmac.compare_digest(sent, token.get_secret_value()):
                raise Refused(HTTPStatus.NOT_FOUND)
        elif asked.peer not in _HERE or "x-forwarded-for" in asked.headers:
            raise Refused(HTTPStatus.NOT_FOUND)
        counts = self.viewers.counts
        figures = {
            "clinic_live_viewers": ("gauge", len(self.viewers)),
            "clinic_live_hears": ("gauge", int(self.viewers.hears)),
            "clinic_live_told_total": ("counter", counts.told),
            "clinic_live_slow_total": ("counter", counts.slow),
            "clinic_live_refused_total": ("counter", counts.refused),
        }
        return "".join(f"# TYPE {name} {kind}\n{name} {n}\n" for name, (kind, n) in figures.items())


class Line(asyncio.Protocol):
    """One connection: a head is read, and answered once or for as long as somebody looks on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._head = b""
        self._streams = False
        self.address = ""
        self.places: frozenset[str] = frozenset()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=_UNREAD)
        _shorten(self._transport.get_extra_info("socket"))
        self._impatience = asyncio.get_running_loop().call_later(_HEAD_WITHIN_S, self._transport.abort)
        self._desk.lines.add(self)
        if len(self._desk.lines) > self._desk.most_lines:
            self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._impatience.cancel()
        self._desk.lines.discard(self)
        self._desk.viewers.leave(self)

    def pause_writing(self) -> None:
        """Somebody does not read: let them go, so that what they leave unread does not grow here."""
        self._desk.viewers.counts.slow += 1
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        if self._streams or self._transport.is_closing():
            return
        self._head += data
        if len(self._head) > LARGEST_HEAD:
            self._answer(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif b"\r\n\r\n" in self._head:
            try:
                self._serve(_asked(self._head, self._peer()))
            except Refused as refused:
                self._answer(refused.status)

    def say(self, line: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(line)

    def end(self) -> None:
        """Send what is written and close; the browser comes back by itself, to whoever is there then."""
        self._transport.close()

    def _serve(self, asked: Asked) -> None:
        doors: dict[str, Callable[[], None]] = {
            "/live": lambda: self._show(asked),
            "/healthz": lambda: self._answer(HTTPStatus.OK, '{"status":"alive"}', "application/json"),
            "/metrics": lambda: self._answer(HTTPStatus.OK, self._desk.measured(asked)),
        }
        if asked.path not in doors:
            raise Refused(HTTPStatus.NOT_FOUND)
        doors[asked.path]()

    def _show(self, asked: Asked) -> None:
        self.places = self._desk.tell_place_of(asked)
        self.address = place_of(asked.address(self._desk.settings.trusted_proxies))
        self._impatience.cancel()
        self._streams = True
        kind = {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}
        self._transport.write(self._headers(HTTPStatus.OK, kind))
        if not self._desk.viewers.admit(self):
            # The head was sent first, because who is admitted is spoken to at once; so this is said in words.
            self._transport.write(b"event: full\ndata:\n\n")
            self.end()

    def _answer(self, status: HTTPStatus, body: str | None = None, kind: str = _PLAIN) -> None:
        said = (status.phrase if body is None else body).encode()
        self._transport.write(
            self._headers(status, {"Content-Type": kind, "Content-Length": str(len(said))}) + said
        )
        self.end()

    def _headers(self, status: HTTPStatus, more: Mapping[str, str]) -> bytes:
        """Only our own pages may read it, and nothing between us keeps it or holds it back."""
        ours = {
            "Cache-Control": "no-store, no-transform",
            "Access-Control-Allow-Origin": self._desk.settings.public_url,
            "Vary": "Origin",
            "X-Content-Type-Options": "nosniff",
            "Connection": "close",
        }
        lines = [
            f"HTTP/1.1 {status.value} {status.phrase}",
            *(f"{n}: {v}" for n, v in {**more, **ours}.items()),
        ]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    def _peer(self) -> str:
        name = self._transport.get_extra_info("peername")
        return str(name[0]) if name else ""


def _asked(head: bytes, peer: str) -> Asked:
    """Read a head; whatever is not a plain GET is refused."""
    first, *rest = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1.") or not words[1].startswith("/"):
        raise Refused(HTTPStatus.BAD_REQUEST)
    if words[0] != "GET":
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED)
    named = [line.partition(":") for line in rest]
    headers = {name.lower(): value.strip() for name, _, value in named}
    try:
        target = urlsplit(words[1])
        return Asked(path=target.path, query=target.query, headers=headers, peer=peer)
    except ValueError:
        raise Refused(HTTPStatus.BAD_REQUEST) from None


def _shorten(line: socket.socket | None) -> None:
    """Keep little for somebody who does not read, and notice within a minute who has vanished."""
    if line is None:
        return
    line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _UNREAD)
    with contextlib.suppress(AttributeError, OSError):
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _GONE_AFTER_MS)
