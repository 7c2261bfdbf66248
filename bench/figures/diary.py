"""Whether a diary grows slow: a large clinic with a year behind it beside one with nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from bench.figures import Bench
from bench.servers import settings
from bench.table import Figure

TARGET = 1.3
DOCTORS, PATIENTS = 50, 20_000
_WORDS = {
    "week": "the free times of one doctor's week",
    "search": "the next free times of a clinic's doctors",
    "book": "a booking by the desk",
}


def measure(bench: Bench) -> list[Figure]:
    """In a process of its own, asking both databases in turns; only a replica set shows anything."""
    environ = {**os.environ, **settings(bench.engines)}
    argv = [sys.executable, "-m", "bench.targets.diary", str(DOCTORS), str(PATIENTS)]
    told = subprocess.run(argv, env=environ, check=True, stdout=subprocess.PIPE, text=True).stdout
    took = json.loads(told.splitlines()[-1])
    return [_figure(what, took[f"large {what}"], took[f"small {what}"]) for what in _WORDS]


def _figure(what: str, large: dict[str, float], small: dict[str, float]) -> Figure:
    ratio = large["p95"] / small["p95"]
    return Figure(
        name=f"{_WORDS[what]}, {DOCTORS} doctors and {PATIENTS:,} patients, p95",
        ours=f"{large['p95']:.1f} ms (median {large['median']:.1f})",
        bound=f"{small['p95']:.1f} ms (median {small['median']:.1f}) in a clinic without a past",
        ratio=f"{ratio:.2f} ×",
        target=f"≤ {TARGET} ×",
        holds=ratio <= TARGET,
    )
