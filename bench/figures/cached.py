"""How many public reads two cores answer: from the cache whole, and with 304."""

from __future__ import annotations

import urllib.request

from bench.figures import Bench
from bench.rounds import Contender, in_turns
from bench.servers import serving
from bench.table import Figure
from bench.targets.scene import SEARCH

TARGET = 20_000


def measure(bench: Bench) -> list[Figure]:
    with (
        serving("bench.targets.bare:app", bench.engines) as bare,
        serving("bench.targets.cached:app", bench.engines) as real,
    ):
        with urllib.request.urlopen(real.url + SEARCH) as answer:
            etag = answer.headers["ETag"]
        tallies = in_turns(
            bench.loader,
            [
                Contender(name="bare", server=bare, path="/healthz"),
                Contender(name="whole", server=real, path=SEARCH),
                Contender(name="304", server=real, path=SEARCH, headers=(f"If-None-Match: {etag}",)),
            ],
            bench.rounds,
            bench.seconds,
        )
    bare_rate = tallies["bare"].rate
    unchanged, whole = tallies["304"], tallies["whole"]
    return [
        Figure(
            name="conditional public reads a second (304)",
            ours=f"{unchanged.rate:,.0f}",
            bound=f"{bare_rate:,.0f} (bare Flask route)",
            ratio=f"{unchanged.rate / bare_rate:.2f} × as many",
            target=f"≥ {TARGET:,} a second",
            holds=unchanged.rate >= TARGET,
        ),
        Figure(
            name="public reads a second, 20 practitioners from the cache",
            ours=f"{whole.rate:,.0f}",
            bound=f"{bare_rate:,.0f} (bare Flask route)",
            ratio=f"{whole.rate / bare_rate:.2f} × as many",
        ),
    ]
