"""Facts of a house that exists only in tests, and somebody who hears them."""

from __future__ import annotations

import attrs

from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.events import Fact, Subscriptions, fact
from clinic_suite.kernel.ids import TimeSortedIds
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.outbox import Outbox
from clinic_suite.kernel.ripples import Ripples
from clinic_suite.kernel.unit_of_work import UnitOfWork
from tests.builders.ids import a_clinic_id


@fact("testing.bell_rung")
@attrs.frozen(kw_only=True)
class BellRung(Fact):
    """Somebody rang at the desk."""

    times: int = 1


@fact("testing.nobody_listened")
@attrs.frozen(kw_only=True)
class NobodyListened(Fact):
    """A fact that no handler hears."""


def a_bell_rung(times: int = 1) -> BellRung:
    return BellRung(clinic_id=a_clinic_id(), times=times)


def a_unit_of_work(
    engine: Engine, clock: Clock, *handlers: object, ripples: Ripples | None = None
) -> UnitOfWork:
    """Use cases on this engine, heard by these handlers and seen by these viewers."""
    ids = TimeSortedIds(clock)
    return UnitOfWork(engine, clock, ids, Subscriptions(handlers), Outbox(engine, ids), ripples=ripples)
