"""The bound of an answer from the cache: a WSGI callable that only answers, with no Flask and no observers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse


def app(_: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    start_response("304 NOT MODIFIED", [("ETag", '"one"')])
    return []
