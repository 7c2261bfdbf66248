"""The doors, over HTTP but without a server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clinic_suite.bootstrap import Suite, wire
from tests.api.town import Town, a_town, everything_in
from tests.builders.engines import a_preview_engine
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock


@pytest.fixture
def town(suite: Suite) -> Town:
    """Two clinics behind the real doors, with an authenticator that believes what a token says."""
    return a_town(suite)


@pytest.fixture(scope="session")
def _one_town() -> Town:
    """One town for all who only look or are refused; making one takes longer than knocking."""
    return a_town(wire(some_settings(), clock=FrozenClock(), engine=a_preview_engine()))


@pytest.fixture
def calm_town(_one_town: Town) -> Iterator[Town]:
    """A town in which nothing may be written: it is as it was when the test is over."""
    before = everything_in(_one_town.suite.engine)
    yield _one_town
    assert everything_in(_one_town.suite.engine) == before
