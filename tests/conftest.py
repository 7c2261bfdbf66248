"""What every test may ask for.  Sockets are off but for this machine, and warnings are errors."""

from __future__ import annotations

from collections.abc import Iterator

import hypothesis
import pytest

from clinic_suite.bootstrap import COLLECTIONS, Suite, wire
from clinic_suite.kernel.collections import apply
from clinic_suite.kernel.mongo import Engine, connect
from tests.builders.engines import a_mongodb_engine, a_preview_engine, drop_database, empty_collections
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock

pytest_plugins = ["tests.engine_fixtures", "tests.shares"]

# A shared machine may stall for a second in the middle of an example; that proves nothing.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")

BOTH_ENGINES = ["preview", pytest.param("mongodb", marks=pytest.mark.engines)]


@pytest.fixture
def clock() -> FrozenClock:
    """Half past nine UTC on a Monday, until the test moves it."""
    return FrozenClock()


@pytest.fixture
def preview() -> Iterator[Engine]:
    """A fresh preview engine with every collection applied."""
    engine = a_preview_engine()
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def _applied_database(replica_set_uri: str) -> Iterator[Engine]:
    """One database of this process on the replica set; applying the collections for each test is too slow."""
    engine = a_mongodb_engine(replica_set_uri)
    apply(engine, COLLECTIONS)
    yield engine
    drop_database(engine)


@pytest.fixture
def mongodb(_applied_database: Engine) -> Engine:
    """A real replica set with every collection applied and nothing in them."""
    empty_collections(_applied_database)
    return _applied_database


@pytest.fixture(params=BOTH_ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn, with every collection applied and nothing in them."""
    chosen: Engine = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture(params=BOTH_ENGINES)
def bare_engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine in turn, in a fresh database without a single collection; for what changes the schema."""
    if request.param == "preview":
        yield connect("preview://memory", "test")
        return
    engine = a_mongodb_engine(request.getfixturevalue("replica_set_uri"))
    yield engine
    drop_database(engine)


@pytest.fixture
def suite(preview: Engine, clock: FrozenClock) -> Suite:
    """The whole house on the preview engine, on a clock that stands still."""
    return wire(some_settings(), clock=clock, engine=preview)
