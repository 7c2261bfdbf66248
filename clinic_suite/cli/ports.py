"""Ports on this machine: which are free, and which this installation used the last time."""

from __future__ import annotations

import socket

from clinic_suite.cli.folder import DataFolder, read_json, write_private_json

LOOPBACK = "127.0.0.1"
_NEIGHBOURS = 100


class NoFreePort(Exception):
    """The wanted port and all of its neighbours are taken."""


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # A port in TIME_WAIT after the last run is free for a server, which sets the same option.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def next_free(wanted: int) -> int:
    """The wanted port, or the nearest free one above it."""
    for port in range(wanted, min(wanted + _NEIGHBOURS, 65536)):
        if is_free(port):
            return port
    raise NoFreePort(f"No free port between {wanted} and {wanted + _NEIGHBOURS - 1}: set CLINIC_PORT.")


def any_free() -> int:
    """A port that the system picks."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def kept(folder: DataFolder, name: str) -> int:
    """The port that this engine had the last time when it is still free, else another, remembered.

    A replica set writes its own address into its data, so moving it for no reason costs an election.
    """
    ports = read_json(folder.ports)
    port = int(ports.get(name, 0))
    if not port or not is_free(port):
        port = any_free()
        write_private_json(folder.ports, {**ports, name: port})
    return port
