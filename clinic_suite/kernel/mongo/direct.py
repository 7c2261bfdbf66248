"""Two calls that almost every request makes, as the bare commands they are.

``find_one`` and ``insert_one`` make ready for cursors, batches and second attempts, begin and end a session
and choose a server and a connection, which takes the processor longer than the question itself.  Here the
command is sent on a line that is open already and the answer looked at; whatever does not go smoothly is done again in the driver's ordinary way, which tries
again after a change of primary and says in its own words what is wrong.
"""

from __future__ import annotations

import contextlib
from typing import Any

from pymongo.database import Database
from pymongo.errors import (
    AutoReconnect,
    DuplicateKeyError,
    OperationFailure,
    ServerSelectionTimeoutError,
    WaitQueueTimeoutError,
)

from clinic_suite.kernel.mongo.line import Lines

Document = dict[str, Any]

_NOBODY_THERE = (ServerSelectionTimeoutError, WaitQueueTimeoutError)


class Direct:
    """The bare commands of one database.  They join no unit of work, so they are not for use in one."""

    def __init__(self, database: Database[Document], lines: int) -> None:
        self._database = database
        self._lines = Lines(database, most=lines)
        # Whoever counts what is asked is to hear of these too.
        listeners = database.client._event_listeners
        self._is_overheard = listeners is not None and listeners.enabled_for_commands

    def find(self, name: str, wish: Document, fields: Document) -> Document | None:
        """The one document that is wished for, or none."""
        command = {"find": name, "filter": wish, "projection": fields, "limit": 1, "singleBatch": True}
        try:
            rows = self._ask(command)["cursor"]["firstBatch"]
        except _NOBODY_THERE:
            # Whoever asked has waited for a server already; to ask again is to wait twice.
            raise
        except (AutoReconnect, OperationFailure):
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
        except OperationFailure:
            self._database[name].insert_one(row)
            return
        if "writeConcernError" in answer:
            # Written, but a change of primary could undo it: as good as nobody there.
            raise AutoReconnect("the row is not known to be safe")
        if answer["n"] != 1:
            self._database[name].insert_one(row)

    def close(self) -> None:
        self._lines.close()

    def _ask(self, command: Document) -> Document:
        if self._is_overheard:
            return self._database.command(command, codec_options=self._database.codec_options)
        return self._lines.ask(command)
