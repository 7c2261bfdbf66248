"""The tray of a demo: what would have been sent to telephones.  Elsewhere its address does not exist."""

from __future__ import annotations

import html
import secrets
from collections.abc import Iterable

import attrs
import flask
import orjson

from clinic_suite.app.pages import policy
from clinic_suite.auth.public import DemoMessage, DemoTray
from clinic_suite.bootstrap import Suite
from clinic_suite.settings import Stage

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Demo tray</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="{nonce}">
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem }}
li {{ margin-bottom: 1rem }} .text {{ white-space: pre-line; overflow-wrap: anywhere }} small {{ display: block; color: #555 }}
</style></head>
<body><h1>Demo tray</h1>
<p>What would have been sent, the newest first. Nothing leaves this machine.</p>
{messages}</body></html>
"""
_MESSAGE = '<li><span class="text">{text}</span><small>{channel} to {to}, <time>{at}</time></small></li>'
_EMPTY = "<p>Nothing was sent yet.</p>"


def register(app: flask.Flask, suite: Suite) -> None:
    """Serve ``/demo/tray`` and ``/demo/tray.json?to=+919812345678``, newest first, in a demo and nowhere else."""
    if suite.settings.stage is not Stage.DEMO:
        return
    tray = suite.part(DemoTray)

    @app.get("/demo/tray.json")
    def show_tray() -> flask.Response:
        messages = tray.newest(_number(flask.request.args.get("to")))
        body = {"items": [attrs.asdict(message) for message in messages]}
        return flask.Response(orjson.dumps(body), mimetype="application/json")

    @app.get("/demo/tray")
    def show_tray_page() -> flask.Response:
        nonce = secrets.token_urlsafe(16)
        listed = _list(tray.newest(_number(flask.request.args.get("to"))))
        page = flask.Response(_PAGE.format(nonce=nonce, messages=listed), mimetype="text/html")
        page.headers["Content-Security-Policy"] = policy(nonce)
        page.headers["Cache-Control"] = "no-store"
        return page


def _list(messages: Iterable[DemoMessage]) -> str:
    lines = [_line(message) for message in messages]
    return f"<ol>{''.join(lines)}</ol>" if lines else _EMPTY


def _line(message: DemoMessage) -> str:
    said = {name: html.escape(str(value)) for name, value in attrs.asdict(message).items()}
    return _MESSAGE.format(**said)


def _number(asked: str | None) -> str | None:
    """Whose messages are asked for: a telephone, or an e-mail as it is.

    A plus in an address means a blank unless it is escaped, and nobody escapes it by hand.
    """
    if asked is None or "@" in asked:
        return asked
    return f"+{asked.strip().lstrip('+')}"
