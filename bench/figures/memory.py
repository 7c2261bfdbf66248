"""Whether a web worker grows: its memory after the first thousands of requests and after many more."""

from __future__ import annotations

from bench.figures import Bench
from bench.servers import Server, serving
from bench.table import Figure
from bench.targets.scene import SEARCH

LARGEST_MB = 150.0
LARGEST_GROWTH_MB = 3.0
_STEPS = 4


def measure(bench: Bench) -> list[Figure]:
    """Reads that are really made, public answers by the thousand addresses, and addresses that are nothing."""
    with serving("bench.targets.cached:app", bench.engines) as server:
        before = server.rss_mb()
        count, seen = 0, []
        for step in range(_STEPS):
            count += _load(bench, server, step)
            seen.append(server.rss_mb())
    growth = seen[-1] - seen[1]
    return [
        Figure(
            name=f"memory of a web worker after {count:,} requests",
            ours=f"{seen[-1]:.0f} MB",
            bound=f"{before:.0f} MB before the first",
            target=f"≤ {LARGEST_MB:.0f} MB",
            holds=seen[-1] <= LARGEST_MB,
        ),
        Figure(
            name="its growth in the second half of them",
            ours=f"{growth:.1f} MB",
            bound="0",
            target=f"≤ {LARGEST_GROWTH_MB:.0f} MB",
            holds=growth <= LARGEST_GROWTH_MB,
        ),
    ]


def _load(bench: Bench, server: Server, step: int) -> int:
    paths = [f"{SEARCH}&name=n{step}{turn}" for turn in range(3)] + ["/healthz", SEARCH]
    return sum(bench.loader.ask(server.url + path, bench.seconds).count for path in paths)
