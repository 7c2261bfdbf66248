"""What our floor costs: ``/healthz`` of the real application against a bare Flask route."""

from __future__ import annotations

from bench.figures import Bench
from bench.rounds import Contender, in_turns, times_dearer, times_slower
from bench.servers import serving
from bench.table import Figure

TARGET = 1.3


def measure(bench: Bench) -> list[Figure]:
    """Logs go to a file, and metrics to the files that several processes share, as in production."""
    with serving("bench.targets.bare:app", bench.engines) as bare, serving("wsgi:app", bench.engines) as real:
        tallies = in_turns(
            bench.loader,
            [
                Contender(name="bare", server=bare, path="/healthz"),
                Contender(name="ours", server=real, path="/healthz"),
            ],
            bench.rounds,
            bench.seconds,
        )
    ours, bound = tallies["ours"], tallies["bare"]
    slower, dearer = times_slower(ours, bound), times_dearer(ours, bound)
    return [
        Figure(
            name="empty request, answers a second",
            ours=f"{ours.rate:,.0f}",
            bound=f"{bound.rate:,.0f} (bare Flask route)",
            ratio=f"{slower:.2f} ×",
            target=f"≤ {TARGET} ×",
            holds=slower <= TARGET,
        ),
        Figure(
            name="empty request, processor time",
            ours=f"{ours.cpu:.0f} µs",
            bound=f"{bound.cpu:.0f} µs",
            ratio=f"{dearer:.2f} ×",
        ),
    ]
