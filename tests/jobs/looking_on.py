"""Looking on as a browser does: a connection that stays, and what is said on it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import attrs

from tests.jobs.watching import environ_for, free_port, until

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"


@attrs.frozen
class Live:
    """The process of this test."""

    process: subprocess.Popen[bytes]
    port: int

    def look(self, *places: str, origin: str | None = None, unread: int | None = None) -> Look:
        return Look(self.port, places, origin, unread)

    def ask(self, path: str, *, method: str = "GET") -> tuple[int, str]:
        asked = urllib.request.Request(f"http://{HOST}:{self.port}{path}", method=method)
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def figure(self, name: str) -> int:
        figures = dict(line.split(" ") for line in self.ask("/metrics")[1].splitlines() if line[0] != "#")
        return int(figures[f"clinic_live_{name}"])

    def about(self, name: str) -> int:
        """A line of what the system knows about the process, e.g. ``Threads`` or ``VmRSS`` in kB."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        [found] = [line for line in lines if line.startswith(name + ":")]
        return int(found.split()[1])


class Look:
    """One who looks on."""

    def __init__(
        self, port: int, places: tuple[str, ...], origin: str | None = None, unread: int | None = None
    ) -> None:
        self._line = socket.socket()
        if unread is not None:
            self._line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, unread)
        self._line.settimeout(15)
        self._line.connect((HOST, port))
        wish = "&".join(f"topic={place}" for place in places)
        said = "" if origin is None else f"Origin: {origin}\r\n"
        self._line.sendall(f"GET /live?{wish} HTTP/1.1\r\nHost: {HOST}\r\n{said}\r\n".encode())
        self._read = b""

    def __enter__(self) -> Look:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._line.close()

    def head(self) -> str:
        return self._until(b"\r\n\r\n").decode()

    def next(self, within_s: float = 15) -> tuple[str, str]:
        """The next event and what it says; what is no event is passed over."""
        self._line.settimeout(within_s)
        while True:
            lines = self._until(b"\n\n").decode().split("\r\n\r\n")[-1].splitlines()
            fields = dict(line.split(": ", 1) for line in lines if ": " in line)
            if "event" in fields:
                return fields["event"], fields.get("data", "")

    def has_ended(self) -> bool:
        """Whether the other side has hung up, once all that it said was read."""
        try:
            while self._line.recv(65536):
                continue
        except ConnectionError:
            return True
        return True

    def hears_nothing(self, for_s: float) -> bool:
        try:
            self.next(for_s)
        except TimeoutError:
            return True
        return False

    def _until(self, end: bytes) -> bytes:
        while end not in self._read:
            piece = self._line.recv(65536)
            if not piece:
                raise ConnectionError("hung up")
            self._read += piece
        found, _, self._read = self._read.partition(end)
        return found


@contextmanager
def a_live_process(redis_url: str, *options: str, **settings: str) -> Iterator[Live]:
    """``python -m jobs.live`` on a port of its own."""
    port = free_port()
    bare = {k: v for k, v in os.environ.items() if not k.startswith("CLINIC_")}
    environ = {**bare, **environ_for("preview://memory", redis_url, "live"), **settings}
    argv = [sys.executable, "-m", "jobs.live", "--port", str(port), *options]
    process = subprocess.Popen(argv, cwd=ROOT, env=environ)
    live = Live(process, port)
    try:
        until(lambda: process.poll() is not None or _answers(port))
        assert process.poll() is None
        yield live
    finally:
        process.kill()
        process.wait()


def _answers(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        time.sleep(0.02)
        return False
    return True
