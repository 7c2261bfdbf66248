"""Versions on the wire: an edit says which version it saw, a repeated read is answered with 304."""

from __future__ import annotations

import hashlib
import re
from http import HTTPStatus

import flask
from werkzeug.http import parse_etags

from clinic_suite.kernel.errors import VersionMissing, VersionStale

_TAG_DIGITS = 32
_VERSION = re.compile(r'^"v([0-9]{1,9})"$')


def tag_of(version: int) -> str:
    """Version 3 is ``"v3"``."""
    return f'"v{version}"'


def seen_version() -> int:
    """Which version the sender of an edit has seen."""
    header = flask.request.headers.get("If-Match")
    if header is None:
        raise VersionMissing
    match = _VERSION.match(header.strip())
    if match is None:
        raise VersionStale
    return int(match.group(1))


def public_for(answer: flask.Response, seconds: int) -> flask.Response:
    """Let anybody keep a public answer for a while, and ask whether it is still right after that."""
    headers = answer.headers
    headers["Cache-Control"] = f"public, max-age={seconds}, must-revalidate"
    tag = headers.get("ETag")
    if tag is None:
        tag = headers["ETag"] = f'"{hashlib.sha256(answer.get_data()).hexdigest()[:_TAG_DIGITS]}"'
    if has_it(flask.request.environ.get("HTTP_IF_NONE_MATCH"), tag):
        answer.status_code = HTTPStatus.NOT_MODIFIED
        answer.set_data(b"")
    return answer


def private_file(body: bytes, content_type: str) -> flask.Response:
    """A file for one reader alone, who may keep it and asks each time whether it is still right."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:_TAG_DIGITS]}"'
    answer = flask.Response(body, content_type=f"{content_type}; charset=utf-8")
    answer.headers.update({"ETag": tag, "Cache-Control": "private, no-cache"})
    if has_it(flask.request.environ.get("HTTP_IF_NONE_MATCH"), tag):
        answer.status_code = HTTPStatus.NOT_MODIFIED
        answer.set_data(b"")
    return answer


def has_it(asked: str | None, tag: str) -> bool:
    """Whether the asker, who sent ``If-None-Match``, has the version of this tag already."""
    if asked is None or not tag:
        return False
    return asked == tag or parse_etags(asked).contains_weak(tag.removeprefix("W/").strip('"'))
