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
from clinic_suite.settings import Settings, Stage

OLDEST_UNHEARD = timedelta(minutes=5)
CODES_CANNOT_BE_SENT = (
    "No provider is set up, so patients cannot sign in with a code; see CLINIC_TWILIO_ACCOUNT."
)
MAIL_CANNOT_BE_SENT = (
    "No mail server is set up, so administrators give out links by hand; see CLINIC_SMTP_HOST."
)
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
        *_messengers(suite.settings),
    ]


def _messengers(settings: Settings) -> list[Check]:
    """Whether codes and mail can go out at all; the clinic works without, so it is told and no reason to stop."""
    ways = [w for w, on in (("SMS", settings.sms_from), ("WhatsApp", settings.whatsapp_from)) if on]
    codes = f"They go out by {' and '.join(ways)}." if ways else CODES_CANNOT_BE_SENT
    mail = "It goes out by SMTP." if settings.smtp_host else MAIL_CANNOT_BE_SENT
    if settings.stage is Stage.DEMO:
        codes = mail = "A demo puts it into its tray, /demo/tray."
    return [
        Check(name="codes", holds=True, sentence=codes),
        Check(name="mail", holds=True, sentence=mail),
    ]


def tell_what_cannot_be_sent(settings: Settings) -> None:
    """Said at each start, so that nobody hears it first from a patient."""
    if settings.stage is Stage.PRODUCTION and not settings.twilio_account:
        logger.warning("codes_cannot_be_sent")
    if settings.stage is Stage.PRODUCTION and not settings.smtp_host:
        logger.warning("mail_cannot_be_sent")


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
