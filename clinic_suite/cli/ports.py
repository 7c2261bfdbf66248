"""Ports on this machine: which are free, who has claimed them, and which this installation used the last time."""

from __future__ import annotations

import fcntl
import os
import socket
from pathlib import Path
from typing import IO

import attrs

from clinic_suite.cli.folder import DataFolder, read_json, write_private_json

LOOPBACK = "127.0.0.1"
LOOPBACK_NAME = "localhost"
"""The same machine for a browser's eyes: passkeys are made for names, and for a bare number there are none."""
_NEIGHBOURS = 100
_LAST_PORT = 65535
_TRIES = 50


class NoFreePort(Exception):
    """The wanted port and all of its neighbours are taken."""


def is_free(port: int) -> bool:
    """Whether nobody listens there now; who starts a server asks ``Claims``, because a look is not a hold."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # A port in TIME_WAIT after the last run is free for a server, which sets the same option.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def any_free() -> int:
    """A port that the system picks."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def claims_home() -> Path:
    """Where this user's runs meet: the same place whatever TMPDIR, HOME or the data folder say.

    Of one user only, because the system itself keeps two users from sharing a port.
    """
    return Path("/tmp") / f"clinic-suite-ports-{os.getuid()}"  # noqa: S108


@attrs.frozen
class Claims:
    """The ports of one run, claimed before they are announced and held for as long as it lives.

    A look at a port before a server takes it is not enough: the web server shares its port among its
    processes (SO_REUSEPORT), so two runs that started in the same second would share one too, and each
    visitor would meet one clinic or the other.  A claim is a lock on a file named after the port: the
    file stays behind a crash and means nothing, the lock ends with its holder.
    """

    home: Path = attrs.field(factory=claims_home)
    _held: dict[int, IO[str]] = attrs.field(factory=dict, init=False)

    def claim(self, port: int) -> bool:
        """Claim a port, if no run of this user has it and nobody listens there."""
        lock = self._lock_of(port)
        if lock is None:
            return False
        if not is_free(port):
            lock.close()
            return False
        self._held[port] = lock
        return True

    def next_free(self, wanted: int) -> int:
        """Claim the wanted port, or the nearest free one above it."""
        last = min(wanted + _NEIGHBOURS - 1, _LAST_PORT)
        for port in range(wanted, last + 1):
            if self.claim(port):
                return port
        raise NoFreePort(f"No free port between {wanted} and {last}: set CLINIC_PORT.")

    def any_free(self) -> int:
        """Claim a port that the system picks."""
        for _ in range(_TRIES):
            port = any_free()
            if self.claim(port):
                return port
        raise NoFreePort(f"{_TRIES} ports that the system picked were taken before they could be claimed.")

    def kept(self, folder: DataFolder, name: str) -> int:
        """Claim the port that this engine had the last time when it is still free, else another, remembered.

        A replica set writes its own address into its data, so moving it for no reason costs an election.
        """
        ports = read_json(folder.ports)
        port = int(ports.get(name, 0))
        if not port or not self.claim(port):
            port = self.any_free()
            write_private_json(folder.ports, {**ports, name: port})
        return port

    def let_go(self) -> None:
        for lock in self._held.values():
            lock.close()
        self._held.clear()

    def _lock_of(self, port: int) -> IO[str] | None:
        """The lock of a port; none when somebody holds it, and none when its file is another user's."""
        self._require_own_home()
        try:
            file = (self.home / str(port)).open("a")
        except OSError:
            return None
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return None
        return file

    def _require_own_home(self) -> None:
        """A stranger who made the folder first could hold every port, or swap the files under our locks."""
        try:
            self.home.mkdir(mode=0o700, exist_ok=True)
            mine = self.home.lstat().st_uid == os.getuid()
        except OSError as fault:
            raise NoFreePort(f"Ports cannot be claimed in {self.home} ({fault.strerror}).") from None
        if not mine:
            raise NoFreePort(f"{self.home} belongs to another user: remove it, so that ports can be claimed.")
