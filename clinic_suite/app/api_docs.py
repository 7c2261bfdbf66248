"""The API's documentation for reading in a browser, from our own machine and under our own policy."""

from __future__ import annotations

import secrets
from pathlib import Path

import flask
import flask_swagger_ui

from clinic_suite.app.pages import policy
from clinic_suite.rest.blueprint import PREFIX

_DIST = Path(flask_swagger_ui.__file__).parent / "dist"
_FILES = frozenset({"swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"})
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Clinic Suite API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="icon" href="/api/docs/favicon-32x32.png"></head>
<body><div id="api"></div>
<script src="/api/docs/swagger-ui-bundle.js" nonce="{nonce}"></script>
<script nonce="{nonce}">
/* The houses closed: all their doors drawn at once take a browser many seconds. */
SwaggerUIBundle({{url: "{spec}", dom_id: "#api", deepLinking: true, validatorUrl: null, docExpansion: "none",
  filter: true}});
</script></body></html>
"""


def register(app: flask.Flask) -> None:
    """Serve ``/api/docs``."""

    @app.get("/api/docs")
    def show_api() -> flask.Response:
        nonce = secrets.token_urlsafe(16)
        page = flask.Response(_PAGE.format(nonce=nonce, spec=f"{PREFIX}/openapi.json"), mimetype="text/html")
        # Swagger's own style sheet is a file, but its parts set styles on elements.
        page.headers["Content-Security-Policy"] = policy(nonce)
        return page

    @app.get("/api/docs/<name>")
    def show_api_file(name: str) -> flask.Response:
        if name not in _FILES:
            flask.abort(404)
        answer = flask.send_from_directory(_DIST, name, max_age=86400)
        answer.headers["Cache-Control"] = "public, max-age=86400"
        return answer
