"""Doors: each declares its contract and who may use it, and makes one call.

``doors.get("/clinics", who=ANYONE, ...)`` checks the caller before it reads what was sent,
counts the knock, parses, calls, and says the answer; the view keeps one line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar, cast

import attrs
import flask
import flask_smorest
import orjson
from marshmallow import RAISE, Schema, fields
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType

from clinic_suite.kernel.paging import Page
from clinic_suite.kernel.unit_of_work import acting_as
from clinic_suite.rest.actor import Who, who_asks
from clinic_suite.rest.errors import not_valid
from clinic_suite.rest.etag import public_for, tag_of
from clinic_suite.rest.examples import example_of
from clinic_suite.rest.idempotency import IdempotencyKeys, Once
from clinic_suite.rest.limits import knock
from clinic_suite.rest.reading import strict_json
from clinic_suite.rest.schema import Problem

T = TypeVar("T")
View = Callable[..., Any]

PREFIX = "/api/v1"


@attrs.frozen(kw_only=True)
class Door:
    """What one door promises; the table of all doors is generated from these."""

    house: str
    method: str
    path: str
    who: Who
    summary: str
    view: str


DOORS: list[Door] = []


class StrictParser(FlaskParser):
    """Reads what was sent as narrowly as it is declared."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": RAISE, "query": RAISE}

    def load_json(self, req: Any, schema: Any) -> Any:
        if req.mimetype != "application/json":
            raise UnsupportedMediaType
        return strict_json(req.get_data(cache=True))

    def load_querystring(self, req: Any, schema: Any) -> Any:
        """The fields of a query as a plain dictionary: the parser's own wrapper raises and catches for each
        field that was not sent, which costs more than reading those that were."""
        sent = req.args.to_dict()
        for name, field in schema.fields.items():
            if isinstance(field, fields.List) and name in sent:
                sent[name] = req.args.getlist(name)
        return sent

    def handle_error(self, error: Any, *_: Any, **__: Any) -> Any:
        raise not_valid(error)


class Doors(flask_smorest.Blueprint):  # type: ignore[misc]
    """The doors of one house."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, house: str, description: str) -> None:
        super().__init__(house, __name__, url_prefix=PREFIX, description=description)

    def get(self, path: str, **contract: Any) -> Callable[[View], View]:
        return self.door("GET", path, **contract)

    def post(self, path: str, **contract: Any) -> Callable[[View], View]:
        return self.door("POST", path, **{"status": 201, **contract})

    def patch(self, path: str, **contract: Any) -> Callable[[View], View]:
        return self.door("PATCH", path, **contract)

    def delete(self, path: str, **contract: Any) -> Callable[[View], View]:
        return self.door("DELETE", path, **contract)

    def door(
        self,
        method: str,
        path: str,
        *,
        who: Who,
        body: type[Schema] | None = None,
        query: type[Schema] | None = None,
        answers: type[Schema] | None = None,
        file: str | None = None,
        status: int = 200,
        once: Once | None = None,
        refuses: Mapping[int, type[Schema]] | None = None,
        public_s: int | None = None,
        versioned: bool = False,
    ) -> Callable[[View], View]:
        """Declare a door.  The view receives the query, then the body, then the path's parts.

        ``file`` is the kind of a file, where that is answered and no JSON; ``refuses`` are the refusals that say more than all others do, by their status.
        """

        def declare(view: View) -> View:
            summary = (view.__doc__ or "").strip().split("\n")[0]
            if not summary:
                raise ValueError(f"{method} {path} does not say what it does")
            DOORS.append(
                Door(
                    house=self.name,
                    method=method,
                    path=PREFIX + path,
                    who=who,
                    summary=summary,
                    view=view.__name__,
                )
            )
            example = answers and example_of(answers)
            if file is not None:
                call = self.response(status, {"type": "string"}, content_type=file)(view)
            else:
                call = self.response(status if answers else 204, answers, example=example)(_answering(view))
            if once is not None:
                call = _once(call, once)
            # An instance and not the class, of which a new one would be made for every request.
            if body is not None:
                call = self.arguments(body(), example=example_of(body))(call)
            if query is not None:
                call = self.arguments(query(), location="query")(call)
            call = self.doc(
                responses=_refusals(who, body, once, versioned, refuses or {}), **_about(who, once, versioned)
            )(call)
            self.route(path, methods=[method])(_guarded(call, who, public_s))
            return view

        return declare


def part(kind: type[T]) -> T:
    """The one object of this kind that the bootstrap made, e.g. ``part(DirectoryService)``."""
    return cast(T, flask.current_app.extensions["parts"][kind])


def _guarded(call: View, who: Who, public_s: int | None) -> View:
    """Who is it, how often, may they: all before a byte of what was sent is believed."""

    @wraps(call)
    def guarded(**path: Any) -> Any:
        actor = who_asks()
        knock(actor, public_read=public_s is not None)
        who.admit(actor)
        with acting_as(actor):
            answer = call(**path)
        return answer if public_s is None else public_for(answer, public_s)

    return guarded


def _answering(view: View) -> View:
    """Give an answer its version as ETag, where what is answered has one."""

    @wraps(view)
    def answering(*args: Any, **path: Any) -> Any:
        answer = view(*args, **path)
        version = getattr(answer, "version", None)
        return answer if version is None else (answer, {"ETag": tag_of(version)})

    return answering


def _once(call: View, once: Once) -> View:
    @wraps(call)
    def keyed(*args: Any, **path: Any) -> flask.Response:
        keys = part(IdempotencyKeys)
        return keys.once(lambda: call(*args, **path), once.kept_for, looks_first=once.looks_first)

    return keyed


def written(page: Page[Any]) -> flask.Response:
    """Answer a page of plain rows straight through orjson, for hot lists; a test holds them to their shape."""
    body = orjson.dumps({"items": page.items, "next_cursor": page.next_cursor})
    return flask.Response(body, content_type="application/json")


def _about(who: Who, once: Once | None, versioned: bool) -> dict[str, Any]:
    about: dict[str, Any] = {"x-who-may": {"roles": sorted(who.roles), "relation": who.relation}}
    if "anonymous" not in who.roles:
        about["security"] = [{"bearer": []}]
    headers = []
    if once is not None:
        headers.append(_header("Idempotency-Key", {"type": "string", "minLength": 8, "maxLength": 128}))
    if versioned:
        headers.append(_header("If-Match", {"type": "string", "example": '"v3"'}))
    if headers:
        about["parameters"] = headers
    return about


def _header(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"in": "header", "name": name, "required": True, "schema": schema}


def _refusals(
    who: Who, body: object, once: Once | None, versioned: bool, special: Mapping[int, type[Schema]]
) -> dict[str, Any]:
    codes = {404, 422, 429}
    if "anonymous" not in who.roles:
        codes |= {401, 403}
    if body is not None:
        codes |= {400, 413, 415}
    if once is not None:
        codes |= {400, 409}
    if versioned:
        codes |= {412, 428}

    def about(code: int) -> dict[str, Any]:
        content = {"application/problem+json": {"schema": special.get(code, Problem)}}
        return {"description": HTTPStatus(code).phrase, "content": content}

    return {str(code): about(code) for code in sorted(codes | set(special))}
