"""Two calls that almost every request makes, as the bare commands they are.

``find_one`` and ``insert_one`` make ready for cursors, batches and second attempts, and begin and end a
session, which takes the processor longer than the question itself.  Here the command is sent and the
answer looked at; whatever does not go smoothly is done again in the driver's ordinary way, which tries
again after a change of primary and says in its own words what is wrong.
"""

from __future__ import annotations

import contextlib
from collections import deque
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import (
    AutoReconnect,
    DuplicateKeyError,
    ServerSelectionTimeoutError,
    WaitQueueTimeoutError,
)

Document = dict[str, Any]

_NOBODY_THERE = (ServerSelectionTimeoutError, WaitQueueTimeoutError)


class Direct:
    """The bare commands of one database.  They join no unit of work, so they are not for use in one."""

    def __init__(self, database: Database[Document]) -> None:
        self._database = database
        self._codec = database.codec_options
        self._idle: deque[ClientSession] = deque()

    def find(self, name: str, wish: Document, fields: Document) -> Document | None:
        """The one document that is wished for, or none."""
        command = {"find": name, "filter": wish, "projection": fields, "limit": 1, "singleBatch": True}
        try:
            rows = self._ask(command)["cursor"]["firstBatch"]
        except _NOBODY_THERE:
            # Whoever asked has waited for a server already; to ask again is to wait twice.
            raise
        except AutoReconnect:
            return self._database[name].find_one(wish, fields)
        return rows[0] if rows else None

    def insert(self, name: str, row: Document) -> None:
        """Write one row that brings its ``_id``, acknowledged as the server's own default asks, or raise."""
        try:
            answer = self._ask({"insert": name, "documents": [row]})
        except _NOBODY_THERE:
            raise
        except AutoReconnect:
            # Perhaps it was written and only the answer was lost: then its own id is there already.
            with contextlib.suppress(DuplicateKeyError):
                self._database[name].insert_one(row)
            return
        if "writeConcernError" in answer:
            # Written, but a change of primary could undo it: as good as nobody there.
            raise AutoReconnect("the row is not known to be safe")
        if answer["n"] != 1:
            self._database[name].insert_one(row)

    def _ask(self, command: Document) -> Document:
        """A session is one caller's at a time.  After a fault it is thrown away, as the driver does with its own."""
        try:
            session = self._idle.pop()
        except IndexError:
            session = self._database.client.start_session(causal_consistency=False)
        answer: Document = self._database.command(command, codec_options=self._codec, session=session)
        self._idle.append(session)
        return answer
