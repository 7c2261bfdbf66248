"""What a hot read costs over the calls that it makes: a search against a bare route with the same calls."""

from __future__ import annotations

from bench.figures import Bench
from bench.rounds import Contender, in_turns, times_dearer, times_slower
from bench.servers import serving
from bench.table import Figure
from bench.targets.scene import SEARCH

TARGET = 1.5


def measure(bench: Bench) -> list[Figure]:
    """The cache is off, or there would be nothing to measure."""
    with (
        serving("bench.targets.raw_read:app", bench.engines) as raw,
        serving("bench.targets.uncached:app", bench.engines) as real,
    ):
        tallies = in_turns(
            bench.loader,
            [
                Contender(name="raw", server=raw, path="/raw"),
                Contender(name="ours", server=real, path=SEARCH),
            ],
            bench.rounds,
            bench.seconds,
        )
    ours, bound = tallies["ours"], tallies["raw"]
    slower, dearer = times_slower(ours, bound), times_dearer(ours, bound)
    return [
        Figure(
            name=f"hot read of 20 practitioners ({bench.engines.words}), answers a second",
            ours=f"{ours.rate:,.0f}",
            bound=f"{bound.rate:,.0f} (bare route with the same calls)",
            ratio=f"{slower:.2f} ×",
            target=f"≤ {TARGET} ×",
            holds=slower <= TARGET,
        ),
        Figure(
            name="hot read, processor time",
            ours=f"{ours.cpu:.0f} µs",
            bound=f"{bound.cpu:.0f} µs",
            ratio=f"{dearer:.2f} ×",
        ),
    ]
