"""A running clinic and a browser to look at it with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.stage import PATIENCE_S, ROOT, Open, Staff, Witness, a_running_clinic, opened_by

__all__ = ["ROOT", "Open"]

# The shell first: a whole Chromium draws its own windows too, and takes half of the machine for it.
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))), None
)
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A clinic with its demo, as ``make run`` starts it."""
    with a_running_clinic(tmp_path_factory.mktemp("clinic") / "var") as told:
        yield told


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium; in CI its absence is a failure."""
    if CHROMIUM is None:
        absent = "no Chromium on PATH: the stories in a browser were not told"
        pytest.fail(absent) if os.environ.get("CI") else pytest.skip(absent)
    # What is a second on a machine of one's own can be ten where all suites run at once.
    expect.set_options(timeout=PATIENCE_S * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def staff(browser: Browser, clinic: dict[str, Any]) -> Iterator[Staff]:
    """The clinic's staff; the second nurse and the second front desk are for stories of signing in."""
    people = Staff(browser, clinic)
    yield people
    people.close()


@pytest.fixture
def visit(browser: Browser, clinic: dict[str, Any]) -> Iterator[Open]:
    """Open a page of the clinic; in the end no page may have complained or asked another origin."""
    witness = Witness(clinic["url"])
    with opened_by(browser, clinic["url"], witness) as open_at:
        yield open_at
    assert witness.complaints == []
