"""Connections that are kept for bare commands, so that asking costs the asking and little else.

To choose a server, to take a connection out of the pool and to put it back takes the processor longer than a
small question and its answer.  Here a connection of the driver's pool, made and proven by the driver, stays
out of it between two questions.  This reaches below what the driver promises to keep, so its version is
locked, and where anything is amiss the connection is given up and the caller asks in the ordinary way.
"""

from __future__ import annotations

import os
from collections import deque
from contextlib import AbstractContextManager
from typing import Any

import attrs
from bson.codec_options import CodecOptions
from pymongo import helpers_shared, message
from pymongo.database import Database
from pymongo.server_selectors import writable_server_selector
from pymongo.synchronous.pool import Connection

Document = dict[str, Any]


@attrs.frozen
class _Line:
    """One connection to the primary, for one caller at a time."""

    loan: AbstractContextManager[Connection]
    connection: Connection

    def ask(self, command: Document, database: str, codec: CodecOptions[Document]) -> Document:
        number, said, _, _ = message._op_msg(0, command, database, None, codec)
        self.connection.send_message(said, 0)
        [answer] = self.connection.receive_message(number).unpack_response(codec_options=codec)
        # Whoever is no longer the primary says so here.
        helpers_shared._check_command_response(answer, self.connection.max_wire_version)
        return answer

    def hang_up(self) -> None:
        """Back to the pool, which looks whether it is still good."""
        self.loan.__exit__(None, None, None)


class Lines:
    """As many as have ever asked at once, and at most ``most`` when nobody asks."""

    def __init__(self, database: Database[Document], most: int) -> None:
        self._database, self._most = database, most
        self._codec = database.codec_options
        self._free: deque[_Line] = deque()
        self._of = os.getpid()

    def ask(self, command: Document) -> Document:
        line = self._one()
        try:
            answer = line.ask(command, self._database.name, self._codec)
        except BaseException:
            line.hang_up()
            raise
        if len(self._free) < self._most:
            self._free.append(line)
        else:
            line.hang_up()
        return answer

    def close(self) -> None:
        while self._free:
            self._free.pop().hang_up()

    def _one(self) -> _Line:
        if self._of != os.getpid():
            # These are the parent's; two processes on one connection would read each other's answers.
            self._free, self._of = deque(), os.getpid()
        try:
            return self._free.pop()
        except IndexError:
            return self._another()

    def _another(self) -> _Line:
        topology = self._database.client._get_topology()
        loan = topology.select_server(writable_server_selector, "bare command").pool.checkout()
        return _Line(loan, loan.__enter__())
