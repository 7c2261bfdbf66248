"""How many public reads two cores answer: from the cache whole, and with 304."""

from __future__ import annotations

import urllib.request
from collections.abc import Mapping

from bench.figures import Bench
from bench.rounds import Contender, Tally, in_turns, times_dearer, times_slower
from bench.servers import serving
from bench.table import Figure
from bench.targets.scene import SEARCH

TARGET = 20_000


def measure(bench: Bench) -> list[Figure]:
    with (
        serving("bench.targets.nothing:app", bench.engines) as nothing,
        serving("bench.targets.bare:app", bench.engines) as flask,
        serving("bench.targets.cached:app", bench.engines) as real,
    ):
        with urllib.request.urlopen(real.url + SEARCH) as answer:
            etag = answer.headers["ETag"]
        tallies = in_turns(
            bench.loader,
            [
                Contender(name="floor", server=nothing, path="/"),
                Contender(name="bare", server=flask, path="/healthz"),
                Contender(name="whole", server=real, path=SEARCH),
                Contender(name="304", server=real, path=SEARCH, headers=(f"If-None-Match: {etag}",)),
            ],
            bench.rounds,
            bench.seconds,
        )
    return _figures(tallies)


def _figures(tallies: Mapping[str, Tally]) -> list[Figure]:
    floor, bare, unchanged, whole = (tallies[n] for n in ("floor", "bare", "304", "whole"))
    return [
        Figure(
            name="conditional public reads a second (304)",
            ours=_best(unchanged),
            bound=f"{_best(floor)} for a WSGI callable that does nothing",
            ratio=f"{times_slower(unchanged, floor):.2f} ×",
            target=f"≥ {TARGET:,} a second",
            holds=unchanged.rate >= TARGET,
        ),
        Figure(
            name="the same against Flask",
            ours=_best(unchanged),
            bound=f"{_best(bare)} for a bare Flask route",
            ratio=f"{1 / times_slower(unchanged, bare):.1f} × as many",
        ),
        Figure(
            name="conditional public read, processor time",
            ours=f"{unchanged.cpu:.0f} µs",
            bound=f"{floor.cpu:.0f} µs for nothing, {bare.cpu:.0f} µs for a bare Flask route",
            ratio=f"{times_dearer(unchanged, floor):.2f} ×",
        ),
        Figure(
            name="public reads a second, 20 practitioners from the cache",
            ours=_best(whole),
            bound=f"{_best(bare)} for a bare Flask route",
            ratio=f"{1 / times_slower(whole, bare):.1f} × as many",
        ),
    ]


def _best(tally: Tally) -> str:
    """The median, and the best round, which on a machine with other work is nearer to what it can do."""
    return f"{tally.rate:,.0f} (best round {max(tally.per_s):,.0f})"
