"""The doors, over HTTP but without a server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from clinic_suite.bootstrap import Suite, wire
from tests.api.town import Town, a_town, everything_in, put_back
from tests.builders.engines import a_preview_engine
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def town(suite: Suite) -> Town:
    """Two clinics behind the real doors, with an authenticator that believes what a token says."""
    return a_town(suite)


@pytest.fixture(scope="session")
def _one_town() -> tuple[Town, Rows]:
    """One town for all who only look or are refused; making one takes longer than knocking."""
    town = a_town(wire(some_settings(), clock=FrozenClock(), engine=a_preview_engine()))
    return town, _told(town)


@pytest.fixture
def calm_town(_one_town: tuple[Town, Rows]) -> Iterator[Town]:
    """A town in which nothing may be written: it is as it was when the test is over."""
    town, before = _one_town
    yield town
    now = _told(town)
    if now != before:
        put_back(town.suite.engine, before)
    assert now == before


def _told(town: Town) -> Rows:
    """Everything but the notes of who looked at what: that somebody looked is written, and changes nothing."""
    rows = everything_in(town.suite.engine)
    return {**rows, "audit_entries": [r for r in rows["audit_entries"] if r["action"] != "read"]}
