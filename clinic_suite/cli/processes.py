"""The processes of the product itself: which there are on which engine, and how each is started."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module

from clinic_suite.cli import web
from clinic_suite.cli.children import ChildSpec
from clinic_suite.cli.ports import LOOPBACK
from clinic_suite.cli.web import Gate

STOP_ORDER = ("web", "live", "clockwork", "worker", "prepare", "valkey", "mongod")
_WEB_WORKERS = 2
_THREADS_PER_WORKER = 4
# One process holds one lock on the preview engine, so more threads would only wait for each other.
_PREVIEW_THREADS = 4


def queues() -> tuple[str, ...]:
    """The declared queues; read by name, because nothing may import ``jobs``."""
    return tuple(str(queue) for queue in import_module("jobs").QUEUES)


def of_the_product(
    preview: bool, port: int, live_port: int, workers: int | None, environ: Mapping[str, str], gate: Gate
) -> list[ChildSpec]:
    """On the preview engine one process is nearly all; on MongoDB the web, one worker per queue, and the clock.

    The web comes first, and listens when the gate is open.  Then comes what tells browsers of changes:
    it knows no database, so it is the same process on both engines.
    """
    live = _job("live", ("jobs.live", "--port", str(live_port)), environ)
    if preview:
        served = _server("jobs.preview:app", port, 1, _PREVIEW_THREADS)
        return [_web(web.arguments(gate, ("clinic_suite.app", "jobs.household"), served), environ), live]
    served = _server("wsgi:app", port, workers or _WEB_WORKERS, _THREADS_PER_WORKER)
    return [
        _web(web.arguments(gate, ("clinic_suite.app",), served), environ),
        live,
        *(_job(f"worker-{queue}", ("jobs.worker", queue), environ) for queue in queues()),
        _job("clockwork", ("jobs.clockwork",), environ),
    ]


def _server(app: str, port: int, workers: int, threads: int) -> list[str]:
    argv = ["--interface", "wsgi", "--no-ws", "--host", LOOPBACK]
    argv += ["--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads)]
    argv += ["--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "10"]
    return [*argv, "--log-level", "warning", app]


def _web(argv: list[str], environ: Mapping[str, str]) -> ChildSpec:
    return ChildSpec(name="web", argv=(sys.executable, *argv), environ=environ, stop_within_s=20)


def _job(name: str, module: tuple[str, ...], environ: Mapping[str, str]) -> ChildSpec:
    return ChildSpec(name=name, argv=(sys.executable, "-m", *module), environ=environ, stop_within_s=20)
