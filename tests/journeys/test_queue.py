"""Somebody walks in, is given a number, is called and is seen; the wall shows the number and no name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.stage import Open, Witness, a_running_clinic, a_wall, opened_by

_SUNDAY = 6
NAME = "Zubeida Contractor"


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A clinic of its own: its people sign in here for the first time, so no device has to be approved."""
    if datetime.now(ZoneInfo("Asia/Kolkata")).weekday() == _SUNDAY:
        pytest.skip("on a Sunday the demo's doctors see nobody")
    with a_running_clinic(tmp_path_factory.mktemp("queue") / "var") as told:
        yield told


@pytest.fixture(scope="module")
def open_at(browser: Browser, morning: dict[str, Any]) -> Iterator[Open]:
    witness = Witness(morning["url"])
    with opened_by(browser, morning["url"], witness) as opened:
        yield opened
    assert witness.complaints == []


@pytest.fixture(scope="module")
def desk(open_at: Open, morning: dict[str, Any]) -> Page:
    page = open_at("/sign-in")
    who = next(s for s in morning["sign_ins"] if s["role"] == "front_desk")
    page.get_by_label("E-mail").fill(who["email"])
    page.get_by_label("Password", exact=True).fill(who["password"])
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{morning['url']}/desk")
    return page


def _give_number(desk: Page) -> str:
    """From a telephone number to a number in the line."""
    form = desk.get_by_role("form", name="Walk-in")
    form.get_by_label("Telephone").fill("98199 00871")
    form.get_by_label("Name", exact=True).fill(NAME)
    form.get_by_label("Age").fill("61")
    form.get_by_label("Sex").select_option(label="Female")
    form.get_by_label("Urgent: goes first").check()
    form.get_by_role("button", name="Give a number").click()
    slip = desk.get_by_role("status").filter(has_text="Your number")
    expect(slip).to_be_visible()
    expect(slip).not_to_contain_text(NAME)
    return slip.locator("p").nth(2).inner_text()


def test_a_walk_in_is_called_and_seen_and_the_wall_tells_no_name(desk: Page, open_at: Open) -> None:
    desk.goto("/desk/queue")
    wall = a_wall(desk, open_at)
    token = _give_number(desk)
    row = desk.get_by_role("listitem").filter(has_text=NAME)
    expect(row).to_contain_text("Urgent")
    row.get_by_role("button", name=f"Call: number {token}", exact=True).click()
    expect(row).to_contain_text("Called")
    shown = wall.locator("section[data-calling] [data-number]")
    expect(shown.filter(has_text=token).first).to_be_visible()
    assert NAME not in wall.content()
    assert NAME.split()[0] not in wall.content()
    # The focus is on no field, so one letter is enough.
    desk.get_by_role("heading", name="Queue", exact=True).click()
    row.get_by_role("button", name=f"Comes in: number {token}").click()
    expect(row).to_contain_text("With the doctor")
    row.get_by_role("button", name=f"Finish: number {token}").click()
    expect(row).to_have_count(0)
    expect(shown.filter(has_text=token)).to_have_count(0)


def test_a_screen_without_a_key_shows_nothing(open_at: Open, morning: dict[str, Any]) -> None:
    clinic_id = morning["samples"]["clinic_id"]
    wall = open_at(f"/board?clinic={clinic_id}&key={'x' * 32}", expecting=("404",))
    expect(wall.get_by_text("This screen has no valid address any more.")).to_be_visible()


def test_a_screen_says_when_its_numbers_may_be_old(desk: Page, open_at: Open) -> None:
    desk.goto("/desk/queue")
    wall = a_wall(desk, open_at, expecting=("ERR_INTERNET_DISCONNECTED",))
    before = wall.get_by_role("heading", level=1).inner_text()
    wall.context.set_offline(True)
    away = wall.locator("header p[role=status]")
    expect(away).to_be_visible(timeout=15_000)
    assert wall.get_by_role("heading", level=1).inner_text() == before
    wall.context.set_offline(False)
    expect(away).to_have_count(0, timeout=15_000)
