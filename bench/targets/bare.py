"""The bound of an empty request: a Flask with one route and nothing else."""

from __future__ import annotations

import flask

app = flask.Flask("bare")


@app.get("/healthz")
def tell_alive() -> flask.Response:
    return flask.Response(b'{"status":"alive"}', mimetype="application/json")
