"""Logs in JSON lines whose fields are on a list: what is not on it is never written.

A phone number, a name or a code cannot reach a log by accident, because a field that
nobody allowed is dropped, and a message is a fixed word, never a formatted sentence.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import orjson
import structlog

ALLOWED = frozenset(
    {
        "event", "level", "at", "request_id", "method", "route", "status", "took_ms", "role", "account_id",
        "clinic_id", "fault", "fault_at", "handler", "delivery_id", "outcome", "queue", "count", "engine",
        "port", "pid", "migration", "collection", "attempt", "version", "process",
    }
)  # fmt: skip


def only_allowed(_: object, __: str, fields: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every field that is not on the list, and say how many were dropped."""
    strangers = [name for name in fields if name not in ALLOWED]
    for name in strangers:
        del fields[name]
    return fields


def set_up(level: str) -> None:
    """Send our own lines and the libraries' warnings to standard error, one JSON object a line."""
    structlog.configure(
        cache_logger_on_first_use=True,
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            only_allowed,
            structlog.processors.JSONRenderer(serializer=_dumps),
        ],
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s", force=True)


def _dumps(fields: Any, **_: Any) -> bytes:
    return orjson.dumps(fields, default=str)


def place_of(fault: BaseException) -> str:
    """Where a fault arose, without its message: ``service.book:41``; a message may carry a person's data."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return type(fault).__name__
    code = trace.tb_frame.f_code
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}.{code.co_name}:{trace.tb_lineno}"


logger = structlog.get_logger()
