"""The tray of a demo: what would have been sent to telephones.  Elsewhere its address does not exist."""

from __future__ import annotations

import attrs
import flask
import orjson

from clinic_suite.auth.public import DemoTray
from clinic_suite.bootstrap import Suite
from clinic_suite.settings import Stage


def register(app: flask.Flask, suite: Suite) -> None:
    """Serve ``/demo/tray.json?to=+919812345678``, newest first, in a demo and nowhere else."""
    if suite.settings.stage is not Stage.DEMO:
        return
    tray = suite.part(DemoTray)

    @app.get("/demo/tray.json")
    def show_tray() -> flask.Response:
        messages = tray.newest(_number(flask.request.args.get("to")))
        body = {"items": [attrs.asdict(message) for message in messages]}
        return flask.Response(orjson.dumps(body), mimetype="application/json")


def _number(asked: str | None) -> str | None:
    """A plus in an address means a blank unless it is escaped, and nobody escapes it by hand."""
    return None if asked is None else f"+{asked.strip().lstrip('+')}"
