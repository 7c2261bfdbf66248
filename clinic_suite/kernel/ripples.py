"""What a change touched, said to whoever is looking: that something is other here than it was, and never what.

A topic is a path of names, e.g. ``cl_…/pr_…/2026-11-23``: this page of this diary.  It carries no
person and no time of day, so it may be heard by everybody, and losing one costs a viewer a few seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from clinic_suite.kernel.ids import ClinicId

CHANNEL = "clinic_suite.live"
"""Where they are said; whoever fans them out to browsers listens there."""
QUEUE, REVIEWS, VISITS, WAITS = "queue", "reviews", "visits", "waits"
MOST_TOPICS = 40
REST_S = 2.0
"""How long the channel is left alone after it failed; what is touched meanwhile is not said."""


class Ripples(Protocol):
    """A way to tell viewers.  It never raises and never keeps anybody waiting: the change is true already."""

    def spread(self, topics: Iterable[str]) -> None: ...


def topic(clinic_id: ClinicId, *names: str) -> str:
    """The path of a place: the broad before the narrow, so that who looks at the broad hears of the narrow."""
    return "/".join((clinic_id, *names))


def gathered(topics: Iterable[str]) -> tuple[str, ...]:
    """As said at once: where a clinic has more to say than anybody would look at singly, the clinic itself."""
    by_clinic: dict[str, dict[str, None]] = {}
    for one in topics:
        by_clinic.setdefault(one.partition("/")[0], {})[one] = None
    return tuple(
        one
        for clinic, its in by_clinic.items()
        for one in ((clinic,) if clinic in its or len(its) > MOST_TOPICS else its)
    )
