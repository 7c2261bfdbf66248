"""The whole house on an engine that a test chose."""

from __future__ import annotations

from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.mongo import Engine
from tests.builders.settings import some_settings


def a_suite_on(engine: Engine, clock: Clock) -> Suite:
    return wire(some_settings(), clock=clock, engine=engine)
