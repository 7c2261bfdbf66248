"""A wire to a server that can be cut, or can cast doubt, just when an answer is on its way."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import bson

LOOPBACK = "127.0.0.1"


class CutWire:
    """Passes on what is sent both ways; once armed, a command of one name is passed on and its answer lost.

    Or the answer says that too few servers have confirmed the write, as after a lost majority.
    """

    def __init__(self, server: str) -> None:
        address = urlsplit(server)
        self._to = (address.hostname or LOOPBACK, address.port or 27017)
        self._door = socket.create_server((LOOPBACK, 0))
        self._word: bytes | None = None
        self._doubts = False
        self.cuts = 0
        threading.Thread(target=self._let_in, daemon=True).start()

    @property
    def address(self) -> str:
        return f"mongodb://{LOOPBACK}:{self._door.getsockname()[1]}/?directConnection=true"

    def lose_answer_to(self, command: str) -> None:
        self._doubts, self._word = False, _field(command)

    def doubt_answer_to(self, command: str) -> None:
        self._doubts, self._word = True, _field(command)

    def close(self) -> None:
        _end(self._door)

    def _let_in(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            far = socket.create_connection(self._to)
            cut = threading.Event()
            threading.Thread(target=self._there, args=(near, far, cut), daemon=True).start()
            threading.Thread(target=self._back, args=(near, far, cut), daemon=True).start()

    def _there(self, near: socket.socket, far: socket.socket, cut: threading.Event) -> None:
        for sent in _pieces(near):
            if self._word is not None and self._word in sent:
                self._word = None
                cut.set()
            far.sendall(sent)
        _end(far)

    def _back(self, near: socket.socket, far: socket.socket, cut: threading.Event) -> None:
        for answered in _pieces(far):
            if cut.is_set():
                self.cuts += 1
                if not self._doubts:
                    break
                cut.clear()
                near.sendall(_doubted(answered))
                continue
            near.sendall(answered)
        _end(near)
        _end(far)


def _field(name: str) -> bytes:
    """The name of a BSON field of text: its kind, its letters and a nought."""
    return b"\x02" + name.encode() + b"\0"


def _doubted(answered: bytes) -> bytes:
    """One whole answer of the server (a header of 16 bytes, flags, a kind, a document) with a doubt added to it."""
    head, said = answered[4:21], bson.decode(answered[21:])
    doubt = {"code": 64, "codeName": "WriteConcernTimeout", "errmsg": "waiting for replication timed out"}
    body = head + bson.encode({**said, "writeConcernError": doubt})
    return struct.pack("<i", len(body) + 4) + body


def _end(end: socket.socket) -> None:
    """To close is not enough: whoever waits at it in another thread would hold it open."""
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


def _pieces(end: socket.socket) -> Iterator[bytes]:
    while True:
        try:
            piece = end.recv(65536)
        except OSError:
            return
        if not piece:
            return
        yield piece
