"""A wire to a server that can be cut just when an answer is on its way."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"


class CutWire:
    """Passes on what is sent both ways; once armed, a command of one name is passed on and its answer lost."""

    def __init__(self, server: str) -> None:
        address = urlsplit(server)
        self._to = (address.hostname or LOOPBACK, address.port or 27017)
        self._door = socket.create_server((LOOPBACK, 0))
        self._word: bytes | None = None
        self.cuts = 0
        threading.Thread(target=self._let_in, daemon=True).start()

    @property
    def address(self) -> str:
        return f"mongodb://{LOOPBACK}:{self._door.getsockname()[1]}/?directConnection=true"

    def lose_answer_to(self, command: str) -> None:
        # The name of a BSON field: its kind, its letters and a nought.
        self._word = b"\x02" + command.encode() + b"\0"

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
                break
            near.sendall(answered)
        _end(near)
        _end(far)


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
