"""How many public reads two cores answer: from the cache whole, and with 304."""

from __future__ import annotations

import urllib.request

from bench.figures import Bench
from bench.rounds import Contender, in_turns, times_dearer
from bench.servers import serving
from bench.table import Figure
from bench.targets.scene import SEARCH

TARGET = 20_000


def measure(bench: Bench) -> list[Figure]:
    with (
        serving("bench.targets.bare:app", bench.engines) as flask,
        serving("bench.targets.cached:app", bench.engines) as real,
    ):
        with urllib.request.urlopen(real.url + SEARCH) as answer:
            etag = answer.headers["ETag"]
        tallies = in_turns(
            bench.loader,
            [
                Contender(name="bare", server=flask, path="/healthz"),
                Contender(name="whole", server=real, path=SEARCH),
                Contender(name="304", server=real, path=SEARCH, headers=(f"If-None-Match: {etag}",)),
            ],
            bench.rounds,
            bench.seconds,
        )
    bare, unchanged, whole = tallies["bare"], tallies["304"], tallies["whole"]
    return [
        Figure(
            name="conditional public reads a second (304)",
            ours=f"{unchanged.rate:,.0f} (best round {max(unchanged.per_s):,.0f})",
            bound=f"{bare.rate:,.0f} (bare Flask route, best round {max(bare.per_s):,.0f})",
            ratio=f"{unchanged.rate / bare.rate:.2f} × as many",
            target=f"≥ {TARGET:,} a second",
            holds=unchanged.rate >= TARGET,
        ),
        Figure(
            name="public reads a second, 20 practitioners from the cache",
            ours=f"{whole.rate:,.0f}",
            bound=f"{bare.rate:,.0f} (bare Flask route)",
            ratio=f"{whole.rate / bare.rate:.2f} × as many",
        ),
        Figure(
            name="conditional public read, processor time",
            ours=f"{unchanged.cpu:.0f} µs",
            bound=f"{bare.cpu:.0f} µs (bare Flask route)",
            ratio=f"{times_dearer(unchanged, bare):.2f} ×",
        ),
    ]
