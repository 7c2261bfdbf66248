"""The doors, over HTTP but without a server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
    before = _told(_one_town)
    yield _one_town
    assert _told(_one_town) == before


def _told(town: Town) -> dict[str, list[dict[str, Any]]]:
    """Everything but the notes of who looked at what: that somebody looked is written, and changes nothing."""
    rows = everything_in(town.suite.engine)
    return {**rows, "audit_entries": [r for r in rows["audit_entries"] if r["action"] != "read"]}
