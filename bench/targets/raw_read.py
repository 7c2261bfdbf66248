"""The bound of a hot read: a bare Flask route that makes the same calls of PyMongo and no more.

It even answers bytes that were made beforehand, so what it costs is the wire, Flask and the driver.
"""

from __future__ import annotations

import flask

from bench.targets.scene import opened, raw_search

app = flask.Flask("raw_read")
suite = opened()
_practitioners = suite.engine.database["practitioners"]


@app.get("/healthz")
def tell_alive() -> flask.Response:
    return flask.Response(b"{}", mimetype="application/json")


@app.get("/raw")
def read() -> flask.Response:
    rows = raw_search(_practitioners)
    return flask.Response(_BODIES[len(rows)], mimetype="application/json")


_BODIES = {n: b"x" * (n * 620) for n in range(101)}
