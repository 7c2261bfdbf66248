"""The web application: the suite behind HTTP, with its pages, its documentation and its health.

``create_app`` hangs the houses' doors into Flask; everything that is true of every request
(its id, its log line, its measurements, its headers) is in ``observed``.
"""

from __future__ import annotations

import threading
from typing import Any

import flask
import flask_smorest
import orjson
from apispec.ext.marshmallow import MarshmallowPlugin
from flask.json.provider import JSONProvider
from marshmallow import Schema
from werkzeug.middleware.proxy_fix import ProxyFix

from clinic_suite.app import api_docs, demo_tray, health, metrics, pages
from clinic_suite.app.ledger import LEDGER
from clinic_suite.app.observed import Observed
from clinic_suite.app.public_cache import PublicCache
from clinic_suite.bootstrap import DOORS, Suite
from clinic_suite.kernel import log
from clinic_suite.rest import errors
from clinic_suite.rest.blueprint import PREFIX, Doors
from clinic_suite.rest.schema import Problem
from clinic_suite.settings import Stage

_ABOUT = """The API of Clinic Suite.

Refusals are `application/problem+json`; decide by the last part of `type`. Times carry an offset, dates are
`YYYY-MM-DD`, money is a whole number of paise. Lists are read on with `next_cursor`. An edit names the version
it saw: send the `ETag` back as `If-Match`."""

LARGEST_BODY = 64 * 1024


class OrjsonProvider(JSONProvider):
    """JSON through orjson: several times faster, dates in ISO 8601, NaN never written."""

    def dumps(self, obj: Any, **_: Any) -> str:
        return orjson.dumps(obj, option=orjson.OPT_UTC_Z).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> flask.Response:
        body = orjson.dumps(self._prepare_response_obj(args, kwargs), option=orjson.OPT_UTC_Z)
        return flask.Response(body, mimetype="application/json")


def create_app(suite: Suite, *, public_cache: bool | None = None) -> flask.Flask:
    """Make the WSGI application of a wired suite.

    Public answers are kept for a moment, but not in tests, which want to see what they have just
    written; ``public_cache`` says otherwise.
    """
    caches = suite.settings.stage is not Stage.TEST if public_cache is None else public_cache
    if suite.settings.stage is not Stage.TEST:
        log.set_up(suite.settings.log_level)
    app = flask.Flask("clinic_suite", static_folder=None)
    app.json = OrjsonProvider(app)
    app.testing = suite.settings.stage is Stage.TEST
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_PARTS=20,
        PROPAGATE_EXCEPTIONS=False,
        **_openapi(),
    )
    app.extensions["parts"] = suite.parts
    if caches:
        app.wsgi_app = PublicCache(app.wsgi_app)  # type: ignore[method-assign]
    app.wsgi_app = Observed(app.wsgi_app, suite)  # type: ignore[method-assign]
    if suite.settings.trusted_proxies:
        hops = suite.settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    health.tell_what_cannot_be_sent(suite.settings)
    api = _Api(app, spec_kwargs={"marshmallow_plugin": MarshmallowPlugin(schema_name_resolver=_name_of)})
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"})
    for doors in DOORS:
        api.register_blueprint(doors)
    errors.register(app)
    health.register(app, suite)
    metrics.register(app, suite, LEDGER.settle)
    api_docs.register(app)
    demo_tray.register(app, suite)
    pages.register(app, suite)
    app.extensions["openapi"] = api
    return app


class _Api(flask_smorest.Api):  # type: ignore[misc]
    """Describes the doors when somebody first asks what they are.

    Describing some hundred and fifty doors takes a fifth of a second, and most processes are never asked.
    """

    ERROR_SCHEMA = Problem

    def __init__(self, app: flask.Flask, **options: Any) -> None:
        self._undescribed: list[Doors] = []
        self._describing = threading.RLock()
        super().__init__(app, **options)

    def register_blueprint(self, blp: Doors, **options: Any) -> None:
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blp.name] = self
        self._app.register_blueprint(blp, **options)
        self._undescribed.append(blp)

    @property
    def spec(self) -> Any:
        with self._describing:
            while self._undescribed:
                doors = self._undescribed.pop(0)
                doors.register_views_in_doc(self, self._app, self._spec, name=doors.name, parameters=None)
                self._spec.tag({"name": doors.name, "description": doors.description})
        return self._spec

    @spec.setter
    def spec(self, made: Any) -> None:
        self._spec = made

    def _register_responses(self) -> None:
        """Describe every refusal as what it is, problem+json, and not as an answer like any other."""
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE


def _name_of(schema: type[Schema] | Schema) -> str:
    """A shape's name in the documentation: ``ClinicShape`` is ``Clinic``."""
    kind = schema if isinstance(schema, type) else type(schema)
    return kind.__name__.removesuffix("Shape")


def _openapi() -> dict[str, Any]:
    return {
        "API_TITLE": "Clinic Suite",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": PREFIX,
        "OPENAPI_JSON_PATH": "openapi.json",
        "API_SPEC_OPTIONS": {"info": {"description": _ABOUT}},
    }
