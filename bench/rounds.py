"""Several things measured in turns, so that whatever disturbs the machine disturbs all of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

import attrs

from bench.load import Loader
from bench.servers import Server

_WARM_UP_S = 1.0


@attrs.frozen(kw_only=True)
class Contender:
    """One address of one server, with the headers that are sent."""

    name: str
    server: Server
    path: str
    headers: tuple[str, ...] = ()


@attrs.define
class Tally:
    """What one contender did in each round."""

    per_s: list[float] = attrs.field(factory=list)
    cpu_us: list[float] = attrs.field(factory=list)

    @property
    def rate(self) -> float:
        return statistics.median(self.per_s)

    @property
    def cpu(self) -> float:
        """Processor time of the server's processes for one request, in microseconds."""
        return statistics.median(self.cpu_us)


def in_turns(
    loader: Loader, contenders: Sequence[Contender], rounds: int, seconds: float
) -> dict[str, Tally]:
    """Load each in turn, every second round in the opposite order."""
    for one in contenders:
        loader.ask(one.server.url + one.path, _WARM_UP_S, one.headers)
    tallies = {one.name: Tally() for one in contenders}
    for number in range(rounds):
        for one in contenders if number % 2 == 0 else reversed(contenders):
            before = one.server.cpu_s()
            answered = loader.ask(one.server.url + one.path, seconds, one.headers)
            # The last ticks of a worker that has just become idle are booked a moment later.
            time.sleep(0.05)
            tallies[one.name].per_s.append(answered.per_s)
            tallies[one.name].cpu_us.append((one.server.cpu_s() - before) / answered.count * 1e6)
    return tallies


def times_slower(ours: Tally, bound: Tally) -> float:
    """The median of each round's own ratio, which is steadier than the ratio of two medians."""
    return statistics.median(b / o for o, b in zip(ours.per_s, bound.per_s, strict=True))


def times_dearer(ours: Tally, bound: Tally) -> float:
    """The same of processor time."""
    return statistics.median(o / b if b else 0.0 for o, b in zip(ours.cpu_us, bound.cpu_us, strict=True))
