"""What is true of every request: an id, a log line, a measurement and careful headers.

It stands around Flask and not inside of it, as a layer of plain WSGI: there it costs a third of
what Flask's own hooks cost, and answers that never reach Flask (``public_cache``) pass through too.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import getrandbits
from time import perf_counter_ns
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication

from clinic_suite.app.ledger import LEDGER, Entry
from clinic_suite.bootstrap import Suite
from clinic_suite.rest.actor import ACTOR, PUBLIC, REQUEST_ID, ROUTE
from clinic_suite.settings import Stage

_NS_IN_S = 1_000_000_000
_UNMATCHED = "unmatched"
_BODILESS = frozenset({204, 304})
_SMALL = 64 * 1024
# A method is whatever the sender writes; a word of his own may become neither a label nor a log field.
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Observed:
    """The application with its observers around it."""

    def __init__(self, inner: WSGIApplication, suite: Suite) -> None:
        self._inner = inner
        self._clock = suite.clock
        self._writes_log = (
            suite.settings.log_level in ("debug", "info") and suite.settings.stage is not Stage.TEST
        )
        self._always = [("X-Content-Type-Options", "nosniff")]
        if suite.settings.public_url.startswith("https://"):
            self._always.append(("Strict-Transport-Security", "max-age=63072000"))

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        began = perf_counter_ns()
        # A name and not a secret, so the operating system need not be asked for it.
        request_id = environ[REQUEST_ID] = f"{getrandbits(64):016x}"
        status, length = 500, _SMALL + 1

        def start(line: str, headers: list[tuple[str, str]], fault: Any = None) -> Any:
            nonlocal status, length
            status = int(line[:3])
            length, says_how_long_to_keep = _read(headers)
            note_route(environ)
            headers.append(("X-Request-Id", request_id))
            headers += self._always
            if not says_how_long_to_keep:
                headers.append(("Cache-Control", "no-store"))
            return start_response(line, headers, fault)

        body = self._inner(environ, start)
        if length <= _SMALL or status in _BODILESS:
            body = _whole(body)
        self._note(environ, status, (perf_counter_ns() - began) / _NS_IN_S)
        return body

    def _note(self, environ: dict[str, Any], status: int, took_s: float) -> None:
        method = environ["REQUEST_METHOD"]
        LEDGER.add(
            Entry(
                self._clock.now(),
                environ[REQUEST_ID],
                method if method in _METHODS else "OTHER",
                environ.get(ROUTE, _UNMATCHED),
                status,
                took_s,
                environ.get(ACTOR),
                environ.get(PUBLIC),
                self._writes_log,
            )
        )


def _read(headers: list[tuple[str, str]]) -> tuple[int, bool]:
    """How long the body is, as far as it says so, and whether it says how long it may be kept."""
    length, says_how_long_to_keep = _SMALL + 1, False
    for name, value in headers:
        lower = name.lower()
        if lower == "content-length":
            length = int(value)
        elif lower == "cache-control":
            says_how_long_to_keep = True
    return length, says_how_long_to_keep


def _whole(body: Iterable[bytes]) -> Iterable[bytes]:
    """A short body in one piece: the server sends a list at once and steps through anything else."""
    try:
        return [b"".join(body)]
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()


def note_route(environ: dict[str, Any]) -> None:
    """Keep the rule that matched, e.g. ``/api/v1/clinics/<clinic_id>``; never the address itself.

    It has to be done while the answer begins: at the end of a request Flask lets go of it.
    """
    if ROUTE not in environ:
        rule = getattr(environ.get("werkzeug.request"), "url_rule", None)
        environ[ROUTE] = _UNMATCHED if rule is None else rule.rule
