"""Two founders at once: one founds, on both engines."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from clinic_suite.bootstrap import Suite, wire
from clinic_suite.founding.service import FoundHouse
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.mongo import Engine
from tests.builders.founding import a_setup_code, found
from tests.builders.people import hash_of
from tests.builders.settings import some_settings
from tests.fakes.browser import Browser
from tests.fakes.clock import FrozenClock


@pytest.fixture
def suite(engine: Engine, clock: FrozenClock) -> Suite:
    """An empty installation on each engine in turn."""
    return wire(some_settings(), clock=clock, engine=engine)


def _outcome(suite: Suite, code: str, number: int) -> str:
    try:
        found(suite, code, Browser(), email=f"founder{number}@sahyadri.example")
    except Refusal as refused:
        return type(refused).__name__
    return "founded"


def test_of_many_founders_at_once_one_founds(suite: Suite) -> None:
    code = a_setup_code(suite)
    with ThreadPoolExecutor(8) as crowd:
        outcomes = Counter(crowd.map(lambda n: _outcome(suite, code, n), range(8)))
    assert outcomes["founded"] == 1
    assert set(outcomes) <= {"founded", "SetupCodeWrong", "NotFound"}
    counts = {n: suite.engine.database[n].count_documents({}) for n in ("clinics", "accounts", "devices")}
    assert counts == {"clinics": 1, "accounts": 1, "devices": 1}


def test_of_many_wrong_codes_at_once_ten_are_compared(suite: Suite) -> None:
    a_setup_code(suite)
    codes, now = suite.part(FoundHouse).codes, suite.clock.now()
    with ThreadPoolExecutor(16) as crowd:
        claimed = list(crowd.map(lambda _: codes.claim(now), range(60)))
    assert sum(c is not None for c in claimed) == 10


def test_a_founder_and_a_command_line_at_once_make_one_admin_or_the_code_is_dead(suite: Suite) -> None:
    """The account of the command line ends the code in its own transaction, so both write one row."""
    code, codes = a_setup_code(suite), suite.part(FoundHouse).codes
    hash_of("plum tractor sings low")
    row = suite.engine.database["setup_codes"].find_one({})
    assert row is not None
    with ThreadPoolExecutor(2) as crowd:
        ended = crowd.submit(lambda: suite.uow.run(lambda _: suite.part(FoundHouse).end_code()))
        outcome = crowd.submit(_outcome, suite, code, 1)
        ended.result()
    assert outcome.result() in {"founded", "SetupCodeWrong"}
    assert not codes.spend(row["code_hash"], suite.clock.now())
    admins = suite.engine.database["accounts"].count_documents({"role": Role.ADMIN.value})
    assert admins == (1 if outcome.result() == "founded" else 0)
