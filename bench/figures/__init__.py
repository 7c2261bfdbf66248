"""One module a figure: what is compared with what, and which ratio is wanted."""

from __future__ import annotations

import attrs

from bench.load import Loader
from bench.servers import Engines


@attrs.frozen(kw_only=True)
class Bench:
    """How a run measures."""

    loader: Loader
    engines: Engines
    rounds: int
    seconds: float
