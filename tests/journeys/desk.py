"""What every story at the front desk does."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Locator, Page


def open_day(page: Page, on: date) -> Page:
    page.goto(f"/desk?date={on.isoformat()}")
    page.get_by_role("region", name="The day, hour by hour").wait_for()
    return page


def begin_booking_for(page: Page, name: str, phone: str) -> None:
    """Opens the form of a visit for somebody whom the clinic does not know yet."""
    page.get_by_role("button", name="Book a visit").click()
    page.get_by_label("Patient: phone, name or number").fill(phone)
    page.get_by_role("option", name=re.compile("Register")).click()
    page.get_by_label("Full name").fill(name)
    page.get_by_label("Age in years").fill("41")
    page.get_by_label("Sex").select_option("female")
    page.get_by_role("button", name="Register").click()
    page.get_by_role("button", name="Somebody else").wait_for()


def card_of(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name="The day, hour by hour").get_by_role("button", name=name)
