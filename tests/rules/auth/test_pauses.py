"""How long a place waits after wrong passwords."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_suite.auth.rules.pauses import pause_after, wait_s
from tests.fakes.clock import A_MONDAY_MORNING


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(1, 0), (2, 0), (3, 5), (4, 30), (5, 60), (6, 300), (7, 900), (8, 900), (1000, 900)],
)
def test_the_pause_grows_and_never_becomes_a_lock_out(failures: int, seconds: int) -> None:
    assert pause_after(failures) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("millis", "seconds"), [(1, 1), (1000, 1), (1001, 2), (-5000, 1)])
def test_who_waits_as_long_as_told_has_waited_long_enough(millis: int, seconds: int) -> None:
    assert wait_s(A_MONDAY_MORNING, A_MONDAY_MORNING + timedelta(milliseconds=millis)) == seconds
