"""What knowing who reads, whether they may, and noting it adds to a read."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from bench.figures import Bench
from bench.servers import settings
from bench.table import Figure

LARGEST_US = 500.0


def measure(bench: Bench) -> list[Figure]:
    """In a process of its own, whose processor time is told; the database's is its own."""
    environ = {**os.environ, **settings(bench.engines)}
    argv = [sys.executable, "-m", "bench.targets.signed_in"]
    told = subprocess.run(argv, env=environ, check=True, capture_output=True, text=True).stdout
    took = json.loads(told.splitlines()[-1])
    parts = f"token {took['token']:.0f}, policy {took['policy']:.1f}, note {took['audit']:.0f} µs"
    return [
        Figure(
            name="token, policy and note of a read, processor time",
            ours=f"{took['all']:.0f} µs ({parts})",
            bound=f"{took['raw']:.0f} µs for the same calls of the driver",
            ratio=f"{took['all'] / took['raw']:.2f} ×",
            target=f"≤ {LARGEST_US:.0f} µs",
            holds=took["all"] <= LARGEST_US,
        )
    ]
