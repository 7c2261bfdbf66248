"""Which web server: the same bare Flask route under granian and under gunicorn."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from bench.figures import Bench
from bench.rounds import Contender, in_turns, times_slower
from bench.servers import THREADS, WORKERS, Argv, granian, serving
from bench.table import Figure

TARGET_APP = "bench.targets.bare:app"
SPREADS = ((2, 1), (2, 2), (2, 4), (2, 8), (1, 4))


def measure(bench: Bench) -> list[Figure]:
    contenders: dict[str, Argv] = {
        f"granian, {workers} × {threads}": partial(granian, workers=workers, threads=threads)
        for workers, threads in SPREADS
    }
    with _gunicorn() as program:
        if program is None:
            print("gunicorn is not measured: it could not be installed into a folder of its own.")
        else:
            contenders["gunicorn sync, 2"] = _gunicorn_as(program, "sync")
            contenders["gunicorn gthread, 2 × 4"] = _gunicorn_as(program, "gthread")
        return _measured(bench, contenders)


def _measured(bench: Bench, contenders: dict[str, Argv]) -> list[Figure]:
    with contextlib.ExitStack() as stack:
        running = [
            Contender(
                name=name,
                server=stack.enter_context(serving(TARGET_APP, bench.engines, argv)),
                path="/healthz",
            )
            for name, argv in contenders.items()
        ]
        tallies = in_turns(bench.loader, running, bench.rounds, bench.seconds)
    chosen = f"granian, {WORKERS} × {THREADS}"
    return [
        Figure(
            name=f"bare Flask under {name}",
            ours=f"{tally.rate:,.0f} a second",
            bound=f"{tallies[chosen].rate:,.0f} ({chosen})",
            ratio=f"{times_slower(tally, tallies[chosen]):.2f} × the time",
        )
        for name, tally in tallies.items()
        if name != chosen
    ]


def _gunicorn_as(program: list[str], kind: str) -> Argv:
    def argv(target: str, port: int) -> list[str]:
        base = [*program, "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--log-level", "error"]
        return [*base, "-k", kind, *(["--threads", str(THREADS)] if kind == "gthread" else []), target]

    return argv


@contextlib.contextmanager
def _gunicorn() -> Iterator[list[str] | None]:
    """A gunicorn that sees our packages; it is no dependency of ours, so it lives in a folder of its own."""
    if find_spec("gunicorn"):
        yield [sys.executable, "-m", "gunicorn"]
        return
    home = Path(tempfile.mkdtemp(prefix="clinic-gunicorn-"))
    try:
        yield [sys.executable, "-c", _FROM.format(home=str(home))] if _installed(home) else None
    finally:
        shutil.rmtree(home, ignore_errors=True)


_FROM = "import sys; sys.path.append({home!r}); from gunicorn.app.wsgiapp import run; run()"


def _installed(home: Path) -> bool:
    """Install with a pip of a throwaway environment, because ours may have none."""
    tools = home / "pip"
    venv.create(tools, with_pip=True)
    argv = [
        str(tools / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--target",
        str(home),
        "gunicorn",
    ]
    return subprocess.run(argv, capture_output=True, check=False).returncode == 0
