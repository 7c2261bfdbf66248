"""Web servers and engines under measurement, each in processes of its own."""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from clinic_suite.cli import servers
from clinic_suite.cli.leash import end_group, leashed
from clinic_suite.cli.ports import LOOPBACK, any_free
from clinic_suite.kernel.mongo.replica import initiate

WORKERS, THREADS = 2, 4
_START_WITHIN_S, _STOP_WITHIN_S = 60, 15
_TICKS = os.sysconf("SC_CLK_TCK")


@attrs.frozen(kw_only=True)
class Engines:
    """Where the database and Redis of this run answer."""

    mongodb_uri: str
    redis_url: str

    @property
    def words(self) -> str:
        return "preview engine" if self.mongodb_uri.startswith("preview:") else "MongoDB replica set"


class Server:
    """One running web server."""

    def __init__(self, process: subprocess.Popen[bytes], url: str) -> None:
        self._process = process
        self.url = url

    def cpu_s(self) -> float:
        """Processor time of the server and its workers so far; 0 where the system does not tell."""
        return sum(_cpu_s(pid) for pid in self.pids())

    def rss_mb(self) -> float:
        """Memory of its largest worker."""
        return max(_rss_mb(pid) for pid in self.pids())

    def pids(self) -> list[int]:
        root = self._process.pid
        return [root, *_children(root)]


Argv = Callable[[str, int], list[str]]


def granian(target: str, port: int, workers: int = WORKERS, threads: int = THREADS) -> list[str]:
    """The flags that the launcher uses."""
    argv = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", LOOPBACK]
    argv += ["--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads)]
    return [*argv, "--workers-kill-timeout", "10", "--log-level", "error", target]


@contextlib.contextmanager
def serving(target: str, engines: Engines, argv: Argv = granian, ask: str = "/healthz") -> Iterator[Server]:
    """Serve a WSGI target for the length of a block, with its log in a file and its metrics on."""
    port, home = any_free(), Path(tempfile.mkdtemp(prefix="clinic-bench-"))
    metrics = home / "metrics"
    metrics.mkdir()
    environ = {**os.environ, **settings(engines), "PROMETHEUS_MULTIPROC_DIR": str(metrics)}
    with (home / "log").open("ab") as log:
        process = subprocess.Popen(
            argv(target, port),
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            # Safe here: this process has no threads left, and what runs in the child is one system call.
            preexec_fn=leashed(os.getpid()),  # noqa: PLW1509
        )
    try:
        server = Server(process, f"http://{LOOPBACK}:{port}")
        _await(server, process, ask, home / "log")
        yield server
    finally:
        end_group(process.pid, _STOP_WITHIN_S)
        process.wait()
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def engines(folder: Path) -> Iterator[Engines]:
    """The given database, else a private ``mongod``, else the preview engine; and a private Redis."""
    with contextlib.ExitStack() as stack:
        uri = os.environ.get("MONGODB_URI", "")
        program = shutil.which("mongod")
        if not uri and program:
            port = any_free()
            spec = servers.mongod(program, folder / "mongo", port)
            stack.enter_context(_running(list(spec.argv), folder / "mongod.log"))
            uri = initiate(LOOPBACK, port, servers.REPLICA_SET)
        password = secrets.token_hex(8)
        port = any_free()
        redis = shutil.which("valkey-server") or shutil.which("redis-server") or servers.wheel_redis() or ""
        spec = servers.valkey(redis, _made(folder / "valkey"), port, password)
        stack.enter_context(_running(list(spec.argv), folder / "valkey.log"))
        yield Engines(mongodb_uri=uri or "preview://memory", redis_url=servers.valkey_address(port, password))


@contextlib.contextmanager
def _running(argv: list[str], log: Path) -> Iterator[None]:
    with log.open("ab") as out:
        process = subprocess.Popen(
            argv,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=leashed(os.getpid()),  # noqa: PLW1509 - Safe for the same reason as above.
        )
    try:
        yield
    finally:
        end_group(process.pid, _STOP_WITHIN_S)
        process.wait()


def settings(engines: Engines) -> dict[str, str]:
    key = base64.b64encode(b"k" * 32).decode()
    return {
        "CLINIC_STAGE": "demo",
        "MONGODB_URI": engines.mongodb_uri,
        "REDIS_URL": engines.redis_url,
        "CLINIC_DATABASE": "bench",
        "CLINIC_SECRET": key,
        "CLINIC_MASTER_KEYS": f"1:{key}",
        # All load comes from one address, which would be refused after a few hundred requests.
        "CLINIC_RATE_LIMITS": "false",
    }


def _await(server: Server, process: subprocess.Popen[bytes], path: str, log: Path) -> None:
    until = time.monotonic() + _START_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(server.url + path, timeout=2):
                return
        except urllib.error.HTTPError:
            # Whatever it answers, it answers.
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not answer.\n{log.read_text()[-2000:]}")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    found = [int(pid) for pid in listed.read_text().split()] if listed.exists() else []
    return [pid for child in found for pid in (child, *_children(child))]


def _cpu_s(pid: int) -> float:
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _rss_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    kib = next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)
    return kib / 1024
