"""What somebody else does is seen at once on an open page, and a little later when nobody can tell of it."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.calendar import a_free_time, name_of, to_a_free_day
from tests.journeys.conftest import Open

AT_ONCE_MS = 7_000
"""A second is wanted, and the rest is for a machine that is busy with other stories: a page that asks for itself
asks half as often."""
POLLS_S = 5
REFUSED = ("401", "403", "404", "409")


@pytest.fixture
def doctor(clinic: dict[str, Any]) -> str:
    return f"/doctors/{clinic['samples']['practitioner_id']}"


def test_a_time_that_somebody_takes_goes_from_other_screens_at_once_and_without_a_reload(
    visit: Open, doctor: str
) -> None:
    watching, choosing = visit(doctor), visit(doctor, expecting=REFUSED)
    asked = _questions_of(watching)
    _until_told(watching, asked)
    watching.evaluate("window.neverReloaded = true")
    name = name_of(a_free_time(watching, 9))
    watched = watching.get_by_role("button", name=name, exact=True)

    _take(choosing, name)
    expect(watched).to_have_count(0, timeout=AT_ONCE_MS)
    choosing.go_back()
    expect(watched).to_have_count(1, timeout=AT_ONCE_MS)

    assert watching.evaluate("window.neverReloaded")


@pytest.mark.slow
def test_while_nobody_can_tell_of_changes_an_open_page_asks_for_itself(
    visit: Open, clinic: dict[str, Any], doctor: str
) -> None:
    watching, choosing = visit(doctor), visit(doctor, expecting=REFUSED)
    asked = _questions_of(watching)
    _until_told(watching, asked)
    with _redis_is_silent(clinic):
        _until(watching, lambda: _asks_often(asked), 40)
        name = name_of(a_free_time(watching, 11))
        watched = watching.get_by_role("button", name=name, exact=True)
        _take(choosing, name)
        expect(watched).to_have_count(0, timeout=2 * POLLS_S * 1000)
        choosing.go_back()
        expect(watched).to_have_count(1, timeout=2 * POLLS_S * 1000)
    _until_told(watching, asked)


def _take(page: Page, name: str) -> None:
    to_a_free_day(page)
    with page.expect_response(re.compile("/api/v1/holds$")):
        page.get_by_role("button", name=name, exact=True).click()


def _questions_of(page: Page) -> list[float]:
    """When this page asked for free times."""
    asked: list[float] = []

    def hear(request: Any) -> None:
        if "/availability?" in request.url:
            asked.append(time.monotonic())

    page.on("request", hear)
    return asked


def _asks_often(asked: list[float]) -> bool:
    return len(asked) > 2 and asked[-1] - asked[-3] < 3 * POLLS_S


def _until_told(page: Page, asked: list[float]) -> None:
    """A page that is told of changes hardly asks by itself."""
    _until(page, lambda: time.monotonic() - max(asked, default=time.monotonic()) > 2 * POLLS_S, 60)


def _until(page: Page, holds: Callable[[], bool], within_s: float) -> None:
    end = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < end, f"this did not come to hold within {within_s:g} s"
        page.wait_for_timeout(100)


@contextmanager
def _redis_is_silent(clinic: dict[str, Any]) -> Iterator[None]:
    """It stands and answers nobody, so that the launcher does not start another."""
    pid = int((Path(clinic["data"]) / "run" / "valkey.pid").read_text().split()[0])
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)
