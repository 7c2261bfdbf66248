"""Versions on the wire: an edit says which version it saw, a repeated read is answered with 304."""

from __future__ import annotations

import re

import flask

from clinic_suite.kernel.errors import VersionMissing, VersionStale

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
    answer.headers["Cache-Control"] = f"public, max-age={seconds}, must-revalidate"
    answer.add_etag()
    answer.make_conditional(flask.request)
    return answer
