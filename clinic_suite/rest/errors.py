"""Every refusal becomes ``application/problem+json`` here, and nowhere else."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import flask
import orjson
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from clinic_suite.kernel.errors import Fault, Malformed, NotFound, NotValid, Refusal
from clinic_suite.kernel.log import logger, place_of
from clinic_suite.kernel.mongo import DatabaseAway
from clinic_suite.rest.actor import request_id


class MalformedJson(Malformed):
    """The body is not JSON as everybody reads it: broken, with a key twice, with NaN, or too deep."""

    title = "The body is not readable JSON."


class ServiceAway(Refusal):
    """The database does not answer; trying again shortly is the right thing to do."""

    status = 503
    title = "The clinic's database does not answer at the moment. Please try again in a few seconds."


class InternalFault(Refusal):
    """A mistake of ours; what went wrong is in the log under the request's id."""

    status = 500
    title = "Something went wrong on our side. It has been noted."


_HTTP_TITLES = {
    400: "The request could not be read.",
    405: "This address does not do that.",
    413: "What was sent is too large.",
    415: "Send JSON (Content-Type: application/json).",
}


def problem(refusal: Refusal) -> flask.Response:
    """Say a refusal as RFC 9457 wants it."""
    return _problem(
        refusal.status,
        refusal.slug,
        refusal.title,
        refusal.detail,
        refusal.faults,
        refusal.headers,
        refusal.members,
    )


def _problem(
    status: int,
    slug: str,
    title: str,
    detail: str,
    faults: tuple[Fault, ...],
    headers: dict[str, str],
    members: dict[str, object],
) -> flask.Response:
    body: dict[str, Any] = {
        **members,
        "type": f"/problems/{slug}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": f"urn:request:{request_id()}",
    }
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        body["errors"] = [{"pointer": f.pointer, "code": f.code} for f in faults]
    answer = flask.Response(orjson.dumps(body), status, content_type="application/problem+json")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers.update(headers)
    return answer


def register(app: flask.Flask) -> None:
    """Catch everything that can leave a view."""
    app.register_error_handler(Refusal, problem)
    app.register_error_handler(ValidationError, lambda e: problem(not_valid(e)))
    app.register_error_handler(HTTPException, _of_http)
    for away in DatabaseAway:
        app.register_error_handler(away, _database_away)
    app.register_error_handler(Exception, _unexpected)


def not_valid(refused: ValidationError) -> NotValid:
    """Turn marshmallow's nested messages, which our fields keep as codes, into pointers."""
    faults = tuple(_faults(refused.messages, ""))
    return NotValid(faults=faults)


def _faults(messages: Any, pointer: str) -> list[Fault]:
    if isinstance(messages, dict):
        found = []
        for key, inner in messages.items():
            step = "" if key in ("json", "query", "_schema") else f"/{_escaped(str(key))}"
            found += _faults(inner, pointer + step)
        return found
    if isinstance(messages, list):
        return [f for m in messages for f in _faults(m, pointer)]
    return [Fault(pointer or "/", str(messages))]


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")[:64]


def _of_http(fault: HTTPException) -> flask.Response:
    status = fault.code or 500
    if status == HTTPStatus.NOT_FOUND:
        return problem(NotFound())
    headers: dict[str, str] = {}
    if isinstance(fault, MethodNotAllowed) and fault.valid_methods:
        headers["Allow"] = ", ".join(sorted(fault.valid_methods))
    phrase = HTTPStatus(status).phrase
    slug = phrase.lower().replace(" ", "-")
    return _problem(status, slug, _HTTP_TITLES.get(status, phrase), "", (), headers, {})


def _database_away(_: Exception) -> flask.Response:
    logger.error("database_away", request_id=request_id())
    refusal = ServiceAway()
    refusal.headers["Retry-After"] = "5"
    return problem(refusal)


def _unexpected(fault: Exception) -> flask.Response:
    logger.error(
        "fault",
        request_id=request_id(),
        fault=type(fault).__name__,
        fault_at=place_of(fault),
    )
    if flask.current_app.testing:
        raise fault
    return problem(InternalFault())
