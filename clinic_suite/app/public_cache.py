"""Public answers, kept for a moment in front of Flask.

The directory is read by everybody and changes a few times a day, so the same bytes are asked for again
and again.  Keeping them for two seconds in each process spares Flask, Redis and MongoDB nearly all of
that, and nobody sees anything that is older than what a browser may show anyway.

Whoever has been told of a change says of which (``Clinic-Seen``), and is answered with nothing that was
made for somebody who had not been told of it.

What may be kept is decided by the answer alone: it says ``Cache-Control: public`` with an age, sets no
cookie and varies with nothing.  Whoever sends a token is never answered from here, and never feeds it.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication

import attrs

from clinic_suite.app.observed import note_route
from clinic_suite.rest.actor import PUBLIC, ROUTE
from clinic_suite.rest.blueprint import PREFIX
from clinic_suite.rest.etag import has_it

ALIVE_S = 2.0
MOST_ENTRIES = 2000
MOST_BYTES = 16 * 1024 * 1024
LARGEST = 256 * 1024
_WAIT_S = 1.0
_MAX_AGE = re.compile(r"^max-age=([0-9]{1,9})$")
_CHANGE = re.compile(r"^[0-9a-f]{1,16}-[0-9a-f]{1,12}$")
_NEVER = frozenset({"private", "no-store", "no-cache"})
_TELL_AGAIN = frozenset({"cache-control", "etag", "content-location", "expires"})

_DONE = threading.Event()
_DONE.set()

Headers = list[tuple[str, str]]
Key = tuple[str, str, str]


@attrs.frozen(kw_only=True)
class Kept:
    """One answer, ready to be given again."""

    headers: Headers
    brief: Headers
    """What is said again when the asker has the body already."""
    body: list[bytes]
    etag: str
    route: str
    made_at: float
    until: float
    size: int


@attrs.define
class _Heard:
    """What Flask said before it handed over the body."""

    environ: dict[str, Any]
    line: str = ""
    headers: Headers = attrs.field(factory=list)

    def __call__(self, line: str, headers: Headers, _: Any = None) -> Callable[[bytes], object]:
        self.line, self.headers = line, headers
        note_route(self.environ)
        return _no_write


class PublicCache:
    """The application with its public answers kept in front of it."""

    def __init__(
        self,
        inner: WSGIApplication,
        *,
        now: Callable[[], float] = time.monotonic,
        most_entries: int = MOST_ENTRIES,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._inner = inner
        self._now = now
        self._most_entries = most_entries
        self._most_bytes = most_bytes
        self._kept: dict[Key, Kept] = {}
        self._bytes = 0
        self._making: dict[Key, threading.Event] = {}
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if not _may_be_shared(environ):
            return self._inner(environ, start_response)
        key = (environ["PATH_INFO"], environ.get("QUERY_STRING", ""), _seen(environ))
        kept = self._fresh(key)
        if kept is not None:
            environ[PUBLIC] = "hit"
            return self._give(kept, environ, start_response)
        return self._make_once(key, environ, start_response)

    def _fresh(self, key: Key) -> Kept | None:
        # Without the lock: reading a dict is one step, and what is in it never changes.
        kept = self._kept.get(key)
        return kept if kept is not None and self._now() < kept.until else None

    def _give(self, kept: Kept, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        environ[ROUTE] = kept.route
        age = ("Age", str(int(self._now() - kept.made_at)))
        if has_it(environ.get("HTTP_IF_NONE_MATCH"), kept.etag):
            start_response("304 NOT MODIFIED", [*kept.brief, age])
            return []
        start_response("200 OK", [*kept.headers, age])
        return kept.body

    def _make_once(self, key: Key, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Let one of those who miss the same answer make it, while the others wait for a moment."""
        making = self._claim(key)
        if making is None:
            try:
                return self._make(key, environ, start_response)
            finally:
                with self._lock:
                    done = self._making.pop(key)
                done.set()
        making.wait(_WAIT_S)
        kept = self._fresh(key)
        if kept is None:
            # It was not one to keep, or it takes long: then everybody asks for himself.
            environ[PUBLIC] = "passed"
            return self._inner(environ, start_response)
        environ[PUBLIC] = "waited"
        return self._give(kept, environ, start_response)

    def _claim(self, key: Key) -> threading.Event | None:
        """Take the making of an answer on; or, when somebody has, answer what tells that it is made."""
        with self._lock:
            if self._fresh(key) is not None:
                # Somebody finished it between our first look and the lock.
                return _DONE
            making = self._making.get(key)
            if making is None:
                self._making[key] = threading.Event()
            return making

    def _make(self, key: Key, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        # A 304 has no body to keep, so Flask is asked for all of it and the comparison is made here.
        asked = environ.pop("HTTP_IF_NONE_MATCH", None)
        heard = _Heard(environ)
        body = self._inner(environ, heard)
        alive_s = _alive_s(heard)
        if alive_s <= 0:
            environ[PUBLIC] = "passed"
            start_response(heard.line, heard.headers)
            return body
        kept = self._kept_of(heard, _drained(body), environ[ROUTE], alive_s)
        self._keep(key, kept)
        environ[PUBLIC] = "made"
        if asked is not None:
            environ["HTTP_IF_NONE_MATCH"] = asked
        return self._give(kept, environ, start_response)

    def _kept_of(self, heard: _Heard, body: bytes, route: str, alive_s: float) -> Kept:
        now = self._now()
        return Kept(
            headers=heard.headers,
            brief=[(n, v) for n, v in heard.headers if n.lower() in _TELL_AGAIN],
            body=[body],
            etag=next((v for n, v in heard.headers if n.lower() == "etag"), ""),
            route=route,
            made_at=now,
            until=now + alive_s,
            size=len(body) + sum(len(n) + len(v) for n, v in heard.headers),
        )

    def _keep(self, key: Key, kept: Kept) -> None:
        size = kept.size + sum(map(len, key))
        if size > LARGEST:
            return
        with self._lock:
            self._forget(key)
            while self._kept and (
                len(self._kept) >= self._most_entries or self._bytes + size > self._most_bytes
            ):
                # All live about as long as each other, so the first one in is the first to die.
                self._forget(next(iter(self._kept)))
            self._kept[key] = attrs.evolve(kept, size=size)
            self._bytes += size

    def _forget(self, key: Key) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self._bytes -= gone.size


def _may_be_shared(environ: dict[str, Any]) -> bool:
    """Whether the question is one that everybody could ask in the same words."""
    path: str = environ["PATH_INFO"]
    return (
        environ["REQUEST_METHOD"] == "GET"
        and path.startswith(PREFIX)
        and "HTTP_AUTHORIZATION" not in environ
        and "HTTP_RANGE" not in environ
    )


def _seen(environ: dict[str, Any]) -> str:
    """The last change that the asker was told of: what was made for others before it would be too old.

    All who were told of the same change still share one answer, because they name it in the same words.
    """
    said: str = environ.get("HTTP_CLINIC_SEEN", "")
    return said if said and _CHANGE.fullmatch(said) else ""


def _alive_s(heard: _Heard) -> float:
    """For how long an answer may be given again; 0 when it may not."""
    if not heard.line.startswith("200 "):
        return 0
    said = {name.lower(): value for name, value in heard.headers}
    if "set-cookie" in said or "vary" in said:
        return 0
    words = {word.strip().lower() for word in said.get("cache-control", "").split(",")}
    if "public" not in words or words & _NEVER:
        return 0
    ages = [int(age[1]) for age in map(_MAX_AGE.match, words) if age]
    return min([ALIVE_S, *ages]) if ages else 0


def _drained(body: Iterable[bytes]) -> bytes:
    try:
        return b"".join(body)
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()


def _no_write(_: bytes) -> None:
    """WSGI's old way of sending a body.  Flask does not use it, and we could not keep what went out by it."""
    raise RuntimeError("a body was sent past the public cache")
