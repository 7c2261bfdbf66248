"""Lets the preview engine take back what a refused or broken unit of work has written.

mongomock knows no transactions.  While a unit of work is open, each write first notes how the documents
that it may change looked before; when the unit ends in a fault they are put back, the last one first.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import attrs

from clinic_suite.kernel.mongo.keyed import Document, Keyed

T = TypeVar("T")
_INSERTS = frozenset({"insert_one", "insert_many"})
_CHANGES = frozenset(
    {
        "replace_one", "update_one", "update_many", "delete_one", "delete_many",
        "find_one_and_update", "find_one_and_replace", "find_one_and_delete",
    }
)  # fmt: skip


@attrs.frozen
class _Before:
    """How a document looked; nothing when it was not there."""

    keyed: Keyed
    id: Any
    document: Document | None


class Undo:
    """What one unit of work has changed."""

    def __init__(self) -> None:
        self._changed: list[_Before] = []

    def note(self, keyed: Keyed, documents: Mapping[Any, Document | None]) -> None:
        self._changed += [_Before(keyed, id_, document) for id_, document in documents.items()]

    def take_back(self) -> None:
        for before in reversed(self._changed):
            before.keyed.put_back(before.id, before.document)
        self._changed.clear()


# In a context variable, as MongoDB's session is: what is done apart from a unit of work stands, whatever
# becomes of the unit.
_open: ContextVar[Undo | None] = ContextVar("undo", default=None)


@contextmanager
def taking_back() -> Iterator[None]:
    """Do what follows whole or not at all."""
    undo = Undo()
    token = _open.set(undo)
    try:
        yield
    except BaseException:
        undo.take_back()
        raise
    finally:
        _open.reset(token)


def noted(keyed: Keyed, verb: str, args: tuple[Any, ...], options: dict[str, Any], act: Callable[[], T]) -> T:
    """Do one write and note what it takes to undo it, whether or not it succeeds."""
    undo = _open.get()
    if undo is None or verb not in _INSERTS | _CHANGES:
        return act()
    if verb in _INSERTS:
        rows = args[0] if verb == "insert_many" else [args[0]]
        there = {id_ for row in rows if keyed.knows(id_ := row.get("_id"))}
        try:
            return act()
        finally:
            # What had no name was given one; what was there before was refused, and stays.
            undo.note(keyed, {row["_id"]: None for row in rows if row.get("_id") not in {None, *there}})
    found = {d["_id"]: copy.deepcopy(d) for d in keyed.matching(args[0])}
    undo.note(keyed, found)
    if found or not options.get("upsert"):
        return act()
    before = keyed.ids()
    try:
        return act()
    finally:
        undo.note(keyed, dict.fromkeys(keyed.ids() - before))
