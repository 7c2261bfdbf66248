"""A course of treatment at the desk, from its first date to its early end; and time that is taken out of a diary."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.desk import begin_booking_for, card_of, open_day
from tests.journeys.stage import Staff

_WEEK = timedelta(days=7)
_INDIA = ZoneInfo("Asia/Kolkata")


@attrs.frozen(kw_only=True)
class Course:
    """Three weeks at one hour of the physiotherapist, behind everything that the demo has booked."""

    doctor: str
    service: str
    days: tuple[date, date, date]
    time: str


def _asked(clinic: dict[str, Any], path: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{clinic['url']}/api/v1{path}", timeout=10) as answer:
        items: list[dict[str, Any]] = json.load(answer)["items"]
    return items


@pytest.fixture(scope="module")
def course(clinic: dict[str, Any]) -> Course:
    place = f"/clinics/{clinic['samples']['clinic_id']}"
    service = next(s for s in _asked(clinic, f"{place}/services") if s["name"] == "Physiotherapy session")
    doctor_id = service["practitioner_ids"][0]
    doctor = next(p["name"] for p in _asked(clinic, f"{place}/practitioners") if p["id"] == doctor_id)
    today = datetime.now(_INDIA).date()
    free: dict[date, set[str]] = {}
    for ahead in range(38, 59, 7):
        first, last = today + timedelta(days=ahead), today + timedelta(days=ahead + 6)
        path = f"/practitioners/{doctor_id}/availability?from={first}&until={last}&service={service['id']}"
        for day in _asked(clinic, path):
            free[date.fromisoformat(day["on"])] = {_clock(t["starts_at"]) for t in day["times"]}
    for on in sorted(free):
        weeks = (on, on + _WEEK, on + 2 * _WEEK)
        common = set.intersection(*(free.get(day, set()) for day in weeks))
        if common and on.weekday() < 5:
            return Course(doctor=doctor, service=service["name"], days=weeks, time=max(common))
    pytest.fail("the physiotherapist has no hour that is free in three weeks")


def _clock(instant: str) -> str:
    return datetime.fromisoformat(instant).astimezone(_INDIA).strftime("%H:%M")


@pytest.fixture(scope="module")
def desk(staff: Staff) -> Iterator[Page]:
    page = staff.page_of("nurse")
    yield page
    page.close()


def _fill_in(page: Page, course: Course, on: date) -> Locator:
    form = page.get_by_role("form", name="The visit")
    form.get_by_label("Doctor").select_option(label=course.doctor)
    form.get_by_label("Day").fill(on.isoformat())
    kind = form.get_by_label("For", exact=True)
    kind.select_option(kind.locator("option", has_text=course.service).get_attribute("value"))
    form.get_by_label("Or any other time").fill(course.time)
    return form


def _day_of(on: date) -> re.Pattern[str]:
    return re.compile(rf"\b{on.day} {on.strftime('%b')}")


def _book_series(page: Page, course: Course, taken: date) -> None:
    """Three visits are wished for, and the one that is in the way is left out."""
    form = _fill_in(page, course, course.days[0])
    form.get_by_label("Repeat").select_option(label="Every week")
    form.get_by_label("How many visits").fill("3")
    form.get_by_role("button", name="Book 3 visits").click()
    expect(form.get_by_role("alert")).to_contain_text("1 of 3 dates cannot be had")
    row = form.get_by_role("listitem")
    expect(row).to_have_text(_day_of(taken))
    expect(row).to_contain_text("Somebody else has this time.")
    form.get_by_role("button", name="Leave this date out").click()
    form.get_by_role("button", name="Book 2 visits").click()


def _cancel_all_that_follow(page: Page) -> None:
    page.get_by_role("complementary").get_by_role("button", name="Cancel the visit").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("This and the one that follows").check()
    dialog.get_by_role("textbox").fill("The knee is well again")
    dialog.get_by_role("button", name="Cancel the visit").click()
    expect(dialog).to_have_count(0)


def test_a_series_goes_round_a_date_that_is_taken_and_is_ended_early(desk: Page, course: Course) -> None:
    first, second, third = course.days
    page = open_day(desk, second)
    begin_booking_for(page, "Middle Sathe", "98220 71001")
    _fill_in(page, course, second).get_by_role("button", name="Book", exact=True).click()
    expect(card_of(page, "Middle Sathe")).to_be_visible()

    begin_booking_for(open_day(page, first), "Course Gokhale", "98220 71002")
    _book_series(page, course, second)
    panel = page.get_by_role("complementary", name="Course Gokhale")
    visits = panel.get_by_role("region", name="All visits of the series")
    expect(panel.get_by_text("1 of 2", exact=True)).to_be_visible()
    visits.get_by_role("button", name=_day_of(third)).click()
    expect(page).to_have_url(re.compile(third.isoformat()))
    expect(panel.get_by_text("2 of 2", exact=True)).to_be_visible()
    expect(card_of(page, "Course Gokhale")).to_be_visible()
    visits.get_by_role("button", name=_day_of(first)).click()
    expect(panel.get_by_text("1 of 2", exact=True)).to_be_visible()

    _cancel_all_that_follow(page)
    expect(card_of(page, "Course Gokhale")).to_have_count(0)
    # Its last date is offered to others again.
    open_day(page, third).get_by_role("button", name="Book a visit").click()
    expect(_fill_in(page, course, third).get_by_role("button", pressed=True)).to_be_visible()
    # The one who was in the way is still there.
    open_day(page, second)
    expect(card_of(page, "Middle Sathe")).to_be_visible()


def test_time_is_taken_out_given_back_and_never_over_somebody_s_head(desk: Page, course: Course) -> None:
    page = open_day(desk, course.days[1])
    page.keyboard.press("b")
    panel = page.get_by_role("complementary", name="Block time")
    panel.get_by_label("Whose diary").select_option(label=course.doctor)
    panel.get_by_label("From").fill("20:00")
    panel.get_by_label("Until").fill("21:00")
    panel.get_by_label("Reason").fill("Machine is mended")
    panel.get_by_role("button", name="Block", exact=True).click()
    column = page.get_by_role("region", name=course.doctor)
    card = column.get_by_role("button", name=re.compile("^Blocked time .* Machine is mended$"))
    expect(card).to_be_visible()
    page.reload()
    expect(card).to_be_visible()

    page.keyboard.press("b")
    panel.get_by_label("Whose diary").select_option(label=course.doctor)
    panel.get_by_label("From").fill("20:30")
    panel.get_by_label("Until").fill("21:30")
    expect(panel.get_by_role("alert")).to_contain_text("blocked already")
    panel.get_by_role("button", name="Block", exact=True).click()
    expect(panel.get_by_text("Somebody has a time in this stretch.")).to_be_visible()
    page.keyboard.press("Escape")

    column.get_by_role("button", name=re.compile("^Give .* back$")).click()
    expect(card).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="can be booked again")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(card).to_be_visible()
    card.click()
    page.get_by_role("complementary", name="Blocked time").get_by_role(
        "button", name="Give the time back"
    ).click()
    expect(card).to_have_count(0)
    page.reload()
    page.get_by_role("region", name="The day, hour by hour").wait_for()
    expect(card).to_have_count(0)


def test_a_stretch_is_marked_with_the_mouse_and_taken_out(desk: Page, course: Course) -> None:
    page = open_day(desk, course.days[2])
    column = page.locator("[data-diary]").first
    box = column.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, max(box["y"], 260) + 40
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 40, steps=4)
    page.mouse.move(x, y + 100, steps=6)
    page.mouse.up()
    panel = page.get_by_role("complementary", name="Block time")
    expect(panel.get_by_label("Reason")).to_be_focused()
    page.keyboard.type("Meeting")
    page.keyboard.press("Enter")
    card = column.get_by_role("button", name=re.compile("^Blocked time .* Meeting$"))
    expect(card).to_be_visible()
    column.get_by_role("button", name=re.compile("^Give .* back$")).click()
    expect(card).to_have_count(0)
