"""How a story goes about in a doctor's calendar, in whatever language it is shown."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

MANY = 17
"""So many free times has a day on which all stories find theirs, whatever the hour at which they are told."""
_WEEKS = 4


def a_free_time(page: Page, nth: int) -> Locator:
    """A free time of a day ahead, by its name: the list lives, so its places do not keep."""
    to_a_free_day(page)
    times = page.locator("h4 + div").get_by_role("button")
    expect(times.nth(nth)).to_be_visible()
    return page.get_by_role("button", name=name_of(times.nth(nth)), exact=True)


def name_of(time: Locator) -> str:
    return str(time.get_attribute("aria-label"))


def to_a_free_day(page: Page) -> None:
    """From next week on, the first day with many free times; on every page that shows the same diary it is the same."""
    for _ in range(_WEEKS):
        turn_on(page)
        for day in _strip(page).get_by_role("button").all():
            if _free_on(day) >= MANY:
                day.click()
                expect(day).to_have_attribute("aria-pressed", "true")
                return
    raise AssertionError(f"no day of the next {_WEEKS} weeks has {MANY} free times")


def turn_on(page: Page) -> None:
    """To the week after, once it is shown."""
    first = _strip(page).get_by_role("button").first
    before = first.inner_text()
    _strip(page).locator("xpath=preceding-sibling::*[1]//button").last.click()
    expect(first).not_to_have_text(before)
    # What is free in it comes a moment later.
    _strip(page).locator("button[aria-pressed=true]").wait_for()


def _strip(page: Page) -> Locator:
    return page.get_by_role("group").filter(has=page.locator("button[aria-pressed]"))


def _free_on(day: Locator) -> int:
    """The number behind the day's name; ``int`` reads the figures of every script."""
    said = (day.locator("span").first.text_content() or "").rpartition(",")[2]
    found = re.search(r"\d+", said)
    return int(found.group()) if found else 0
