"""The first migration names the installation."""

from __future__ import annotations

from clinic_suite.bootstrap import COLLECTIONS, MIGRATIONS
from clinic_suite.kernel import migrations
from clinic_suite.kernel.collections import apply
from clinic_suite.kernel.ids import is_id
from clinic_suite.kernel.migrations import installation_id
from clinic_suite.kernel.migrations.files import read_folder
from clinic_suite.kernel.mongo import Engine
from tests.fakes.clock import FrozenClock

_FIRST = "0001_installation"


def _up(engine: Engine) -> None:
    next(f for f in read_folder(MIGRATIONS) if f.name == _FIRST).load()(engine.database)


def test_an_installation_has_a_name_of_its_own(bare_engine: Engine, clock: FrozenClock) -> None:
    assert installation_id(bare_engine) is None
    migrations.run(bare_engine, MIGRATIONS, clock)
    assert is_id(installation_id(bare_engine) or "", "in")


def test_the_name_stays_when_the_migration_runs_again(bare_engine: Engine) -> None:
    _up(bare_engine)
    name = installation_id(bare_engine)
    _up(bare_engine)
    assert installation_id(bare_engine) == name


def test_the_declarations_accept_what_the_migrations_wrote(bare_engine: Engine, clock: FrozenClock) -> None:
    migrations.run(bare_engine, MIGRATIONS, clock)
    apply(bare_engine, COLLECTIONS)
    _up(bare_engine)
    bare_engine.database["installation"].update_one({}, {"$set": {"made_at": clock.now()}})
