"""Two questions an operator's tools ask: is the process alive, and can it do its work?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import attrs
import flask
import orjson

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.log import logger
from clinic_suite.kernel.mongo import DatabaseFault

OLDEST_UNHEARD = timedelta(minutes=5)
_ALIVE = b'{"status":"alive"}'


@attrs.frozen(kw_only=True)
class Check:
    """One thing that must work, and a sentence about it."""

    name: str
    holds: bool
    sentence: str


def register(app: flask.Flask, suite: Suite) -> None:
    """Serve ``/healthz`` (alive) and ``/readyz`` (able)."""

    @app.get("/healthz")
    def tell_alive() -> flask.Response:
        return flask.Response(_ALIVE, mimetype="application/json")

    @app.get("/readyz")
    def tell_ready() -> flask.Response:
        checks = look(suite)
        ready = all(c.holds for c in checks)
        body = {
            "status": "ready" if ready else "not_ready",
            "checks": [attrs.asdict(c) for c in checks],
        }
        return flask.Response(orjson.dumps(body), 200 if ready else 503, mimetype="application/json")


def look(suite: Suite) -> list[Check]:
    """Ask each thing that the product stands on.  Redis may be away: it is only the doorbell."""
    engine = _tried("engine", lambda: _engine(suite))
    redis = _tried("redis", lambda: _redis(suite))
    if not engine.holds:
        # Each would wait for the database again, for longer than whoever asks has patience.
        unasked = "Not asked, because the engine does not answer."
        return [
            engine,
            redis,
            *(Check(name=n, holds=False, sentence=unasked) for n in ("migrations", "outbox")),
        ]
    return [
        engine,
        redis,
        _tried("migrations", lambda: _migrations(suite)),
        _tried("outbox", lambda: _outbox(suite)),
    ]


def _tried(name: str, question: Callable[[], tuple[bool, str]]) -> Check:
    try:
        holds, sentence = question()
    except (DatabaseFault, OSError, Refusal) as fault:
        logger.warning("check_failed", fault=type(fault).__name__)
        return Check(name=name, holds=False, sentence=f"It does not answer ({type(fault).__name__}).")
    return Check(name=name, holds=holds, sentence=sentence)


def _engine(suite: Suite) -> tuple[bool, str]:
    suite.engine.ping()
    words = {
        "mongodb": "MongoDB answers.",
        "preview": "The preview engine runs; it is not for real patients.",
    }
    return True, words[suite.engine.kind]


def _redis(suite: Suite) -> tuple[bool, str]:
    if suite.bell_answers():
        return True, "Redis answers."
    return True, "Redis is away: nothing is lost, but what happens by itself waits until it is back."


def _migrations(suite: Suite) -> tuple[bool, str]:
    waiting = suite.pending_migrations()
    if waiting:
        return False, f"{len(waiting)} migrations are not applied yet; run: clinic db migrate"
    return True, "All migrations are applied."


def _outbox(suite: Suite) -> tuple[bool, str]:
    backlog = suite.outbox.backlog(suite.clock.now())
    fresh = backlog.oldest <= OLDEST_UNHEARD
    tail = f", {backlog.escalated} wait for a person" if backlog.escalated else ""
    return (
        fresh,
        f"{backlog.waiting + backlog.due} unheard, the oldest {int(backlog.oldest.total_seconds())} s{tail}.",
    )
