"""What is true of every request: an id, a log line, a measurement and careful headers."""

from __future__ import annotations

import secrets
import sys
from time import perf_counter_ns

import flask
import orjson

from clinic_suite.app.metrics import observe
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import ANONYMOUS
from clinic_suite.settings import Stage

_NS_IN_MS = 1_000_000


def register(app: flask.Flask, suite: Suite) -> None:
    """Hang the observers into the application."""
    writes_log = suite.settings.log_level in ("debug", "info") and suite.settings.stage is not Stage.TEST
    strict_transport = suite.settings.public_url.startswith("https://")

    @app.before_request
    def begin() -> None:
        flask.g.request_id = secrets.token_hex(8)
        flask.g.began = perf_counter_ns()

    @app.after_request
    def end(answer: flask.Response) -> flask.Response:
        took_ms = (perf_counter_ns() - flask.g.began) / _NS_IN_MS
        rule = flask.request.url_rule
        route = rule.rule if rule is not None else flask.g.get("route", "unmatched")
        observe(flask.request.method, route, answer.status_code, took_ms / 1000)
        headers = answer.headers
        headers["X-Request-Id"] = flask.g.request_id
        headers["X-Content-Type-Options"] = "nosniff"
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        if strict_transport:
            headers["Strict-Transport-Security"] = "max-age=63072000"
        if writes_log:
            _write_line(route, answer.status_code, took_ms)
        return answer


def _write_line(route: str, status: int, took_ms: float) -> None:
    """Write one line a request, straight and not through structlog, because it is on every path.

    Its fields are fixed, so nothing that was sent can get into it: the route is the rule
    (``/clinics/<clinic_id>``) and never the address.
    """
    actor = flask.g.get("actor", ANONYMOUS)
    sys.stderr.write(
        orjson.dumps(
            {
                "event": "request",
                "request_id": flask.g.request_id,
                "method": flask.request.method,
                "route": route,
                "status": status,
                "took_ms": round(took_ms, 2),
                "role": actor.role,
                "account_id": actor.account_id,
                "clinic_id": actor.clinic_id,
            },
            option=orjson.OPT_APPEND_NEWLINE,
        ).decode()
    )
