"""The front desk's day: booking, moving, and what leave leaves behind."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.desk import begin_booking_for, card_of, open_day
from tests.journeys.stage import ROOT, Staff, is_for_all

_AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
_FIND = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .filter(v => ['serious', 'critical'].includes(v.impact))
  .map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | '))"""


@pytest.fixture(scope="module")
def days(clinic: dict[str, Any]) -> list[date]:
    """Working days so far ahead that the demo has nothing on them: each story begins on an empty page."""
    address = f"{clinic['url']}/api/v1/clinics/{clinic['samples']['clinic_id']}/closures"
    with urllib.request.urlopen(address, timeout=10) as answer:
        closures = json.load(answer)["items"]
    ahead = [datetime.now(UTC).date() + timedelta(days=n) for n in range(36, 58)]
    return [
        on
        for on in ahead
        if on.weekday() < 5 and not any(c["from_on"] <= on.isoformat() <= c["until_on"] for c in closures)
    ]


@pytest.fixture(scope="module")
def desk(staff: Staff) -> Iterator[Page]:
    page = staff.page_of("nurse")
    yield page
    page.close()


@pytest.fixture(scope="module")
def planner(staff: Staff) -> Iterator[Page]:
    page = staff.page_of("manager")
    yield page
    page.close()


def _register_and_book(page: Page, name: str, phone: str, column: int, time: str) -> Locator:
    """Books a new patient with one of the doctors, by the form."""
    begin_booking_for(page, name, phone)
    page.get_by_label("Doctor").select_option(index=column)
    kind = page.get_by_label("For", exact=True)
    short = kind.locator("option", has_text="15 min").first.get_attribute("value")
    kind.select_option(short)
    page.get_by_label("Or any other time").fill(time)
    page.get_by_role("button", name="Book", exact=True).click()
    card = card_of(page, name)
    expect(card).to_be_visible()
    page.get_by_role("complementary").get_by_role("button", name="Close").click()
    return card


def _column_of(page: Page, name: str) -> Locator:
    return page.locator("[data-diary]").filter(has=page.get_by_role("button", name=name))


def _place_of(card: Locator) -> str:
    top: str = card.evaluate("e => getComputedStyle(e.parentElement).top")
    return top


def _take_hold(page: Page, part: Locator) -> tuple[float, float]:
    """Press on a card or its edge once it stands still, and say where."""
    part.hover(position={"x": 20, "y": 2})
    box = part.bounding_box()
    assert box is not None
    page.mouse.down()
    return box["x"] + 20, box["y"] + 2


def _drag(page: Page, card: Locator, down: float, to: Locator | None = None) -> None:
    x, y = _take_hold(page, card)
    aim = to.bounding_box() if to is not None else None
    page.mouse.move(x, y + down / 2, steps=4)
    page.mouse.move(x if aim is None else aim["x"] + 30, y + down, steps=6)
    page.mouse.up()


def _pixels_of_an_hour(page: Page) -> float:
    half: str = page.evaluate(
        "getComputedStyle(document.querySelector('[style*=\"--half\"]')).getPropertyValue('--half')"
    )
    return 2 * float(half.removesuffix("px"))


def test_the_desk_registers_a_walk_up_and_leads_the_visit_through_the_day(
    desk: Page, days: list[date]
) -> None:
    """From a phone number to a visit, then arrived, with the doctor and done."""
    page = open_day(desk, days[0])
    _register_and_book(page, "Walkup Deshmukh", "98220 70001", 0, "09:00").click()
    panel = page.get_by_role("complementary", name="Walkup Deshmukh")
    panel.get_by_role("button", name="Arrived").click()
    panel.get_by_role("button", name="Start").click()
    panel.get_by_role("button", name="Complete").click()
    expect(panel.get_by_text("Done", exact=True)).to_be_visible()
    expect(card_of(page, "Walkup Deshmukh")).to_contain_text("Done")
    panel.get_by_role("button", name="Close").click()


def test_a_patient_whom_the_clinic_knows_is_not_registered_twice(desk: Page, days: list[date]) -> None:
    page = open_day(desk, days[0])
    _register_and_book(page, "Twice Kulkarni", "98220 70002", 0, "09:30")
    page.get_by_role("button", name="Book a visit").click()
    page.get_by_label("Patient: phone, name or number").fill("Twise Kulkarni")
    page.get_by_role("option", name=re.compile("Register")).click()
    page.get_by_label("Phone", exact=True).fill("98220 70002")
    page.get_by_label("Age in years").fill("41")
    page.get_by_label("Sex").select_option("female")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_text("The clinic seems to know this person.")).to_be_visible()
    page.get_by_role("button", name="Yes, this one").click()
    expect(page.get_by_role("complementary").get_by_text("Twice Kulkarni")).to_be_visible()
    page.keyboard.press("Escape")


def test_a_visit_is_dragged_to_another_hour_and_doctor_and_back_by_undo(desk: Page, days: list[date]) -> None:
    page = open_day(desk, days[0])
    card = _register_and_book(page, "Dragged Joshi", "98220 70003", 0, "10:00")
    before = str(_column_of(page, "Dragged Joshi").get_attribute("aria-label"))
    other = page.locator("[data-diary]").nth(1)
    # Whoever offers this kind of visit there or not: the answer is said, and nothing is lost.
    _drag(page, card, _pixels_of_an_hour(page) / 2)
    expect(page.get_by_role("status").filter(has_text="Dragged Joshi is moved to 10:30")).to_be_visible()
    expect(card).to_contain_text("10:30")
    page.reload()
    expect(card).to_contain_text("10:30")
    _drag(page, card, 0, other)
    said = page.locator("[role=alert], [role=status]").filter(has_text="Dragged Joshi")
    expect(said).to_be_visible()
    if said.get_attribute("role") == "status":
        said.get_by_role("button", name="Undo").click()
    expect(_column_of(page, "Dragged Joshi")).to_have_attribute("aria-label", before)
    expect(card).to_contain_text("10:30")


def test_a_visit_is_moved_and_lengthened_by_keys_alone(desk: Page, days: list[date]) -> None:
    page = open_day(desk, days[0])
    card = _register_and_book(page, "Keys Patil", "98220 70004", 0, "11:00")
    card.focus()
    for key in ("m", "ArrowDown", "ArrowDown", "ArrowDown", "Shift+ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("status").filter(has_text="Keys Patil is moved to 11:15")).to_be_visible()
    card.press("m")
    card.press("ArrowDown")
    card.press("Escape")
    expect(card).to_contain_text("11:15")


def test_a_visit_is_lengthened_by_its_lower_edge(desk: Page, days: list[date]) -> None:
    page = open_day(desk, days[0])
    card = _register_and_book(page, "Longer Shah", "98220 70005", 0, "12:00")
    x, _ = _take_hold(page, card.locator("xpath=..").locator("[data-edge]"))
    box = card.bounding_box()
    assert box is not None
    page.mouse.move(x, box["y"] + _pixels_of_an_hour(page) * 0.75, steps=6)
    page.mouse.up()
    expect(page.get_by_role("status").filter(has_text="12:00 – 12:45 pm")).to_be_visible()


def test_a_refused_move_goes_back_and_says_why(desk: Page, days: list[date]) -> None:
    """Where nobody is in, nobody can be seen: the card returns to its place."""
    page = open_day(desk, days[0])
    card = _register_and_book(page, "Refused Rao", "98220 70006", 0, "12:45")
    place = _place_of(card)
    _drag(page, card, _pixels_of_an_hour(page))
    expect(page.get_by_role("alert").filter(has_text="Refused Rao stays at 12:45")).to_contain_text(
        "The doctor is not in at this time."
    )
    expect(card).to_contain_text("12:45")
    expect(card.locator("..")).to_have_css("top", place)


def test_leave_strands_a_visit_and_the_desk_moves_it(desk: Page, planner: Page, days: list[date]) -> None:
    on, free = days[1], days[2]
    page = open_day(desk, on)
    _register_and_book(page, "Stranded Nair", "98220 70007", 0, "09:15")
    planner.goto("/admin/plan")
    planner.get_by_label("First day").fill(on.isoformat())
    planner.get_by_label("Reason", exact=True).fill("Conference")
    planner.get_by_role("button", name="Plan it").click()
    strays = planner.get_by_role("region", name=re.compile("must be moved"))
    expect(strays.get_by_role("link", name="Stranded Nair")).to_be_visible()
    page.reload()
    stray = page.get_by_role("complementary", name=re.compile("to move"))
    stray.get_by_role("button", name="Move the visit of Stranded Nair").click()
    panel = page.get_by_role("complementary", name="Stranded Nair")
    panel.get_by_label("Day").fill(free.isoformat())
    panel.get_by_role("button", name="9:15", exact=True).click()
    panel.get_by_role("button", name="Move", exact=True).click()
    expect(page).to_have_url(re.compile(free.isoformat()))
    expect(card_of(page, "Stranded Nair")).to_contain_text("9:15")
    planner.reload()
    expect(planner.get_by_role("heading", name="Weeks", exact=True)).to_be_visible()
    expect(planner.get_by_role("link", name="Stranded Nair")).to_have_count(0)


def test_a_doctor_takes_a_day_off_and_gives_it_back(
    staff: Staff, clinic: dict[str, Any], days: list[date]
) -> None:
    """On the own page, without the manager; nobody can book that day until then."""
    on = days[5]
    assert _free_on(clinic, on) > 0
    page = staff.page_of("doctor")
    page.goto("/doctor")
    page.get_by_role("link", name="My weeks and leave").click()
    page.get_by_label("First day").fill(on.isoformat())
    page.get_by_label("Reason", exact=True).fill("Sister's wedding")
    page.get_by_role("button", name="Plan it").click()
    leave = page.get_by_role("listitem").filter(has_text="Sister's wedding")
    expect(leave).to_contain_text("Leave")
    assert _free_on(clinic, on) == 0
    is_for_all(page)
    leave.get_by_role("button", name="Withdraw").click()
    page.get_by_role("dialog").get_by_role("button", name="Withdraw").click()
    expect(leave).to_have_count(0)
    assert _free_on(clinic, on) > 0
    page.close()


def _free_on(clinic: dict[str, Any], on: date) -> int:
    samples = clinic["samples"]
    path = f"/api/v1/practitioners/{samples['practitioner_id']}/availability"
    said = f"from={on}&until={on}&service={samples['service_id']}"
    # Who has heard of a change gets nothing that was kept from before.
    heard = {"Clinic-Seen": f"{time.time_ns():x}-1"}
    request = urllib.request.Request(f"{clinic['url']}{path}?{said}", headers=heard)
    with urllib.request.urlopen(request, timeout=10) as answer:
        [day] = json.load(answer)["items"]
    return len(day["times"])


def test_ctrl_k_finds_a_patient_and_a_day(desk: Page, days: list[date]) -> None:
    page = open_day(desk, days[8])
    _register_and_book(page, "Pallavi Kulkarni", "98221 77701", 1, "11:30")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("+1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("t")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("Pallavi")
    page.get_by_role("option", name=re.compile("Pallavi Kulkarni")).click()
    expect(page.get_by_role("complementary").get_by_text("Pallavi Kulkarni")).to_be_visible()


def test_the_pages_of_the_desk_and_of_planning_are_readable_for_all(staff: Staff, days: list[date]) -> None:
    """The board, a visit, a booking and a week that is edited; at a desk and on a phone, in the light and in the dark."""
    desk, planner = staff.page_of("nurse"), staff.page_of("manager")
    _register_and_book(open_day(desk, days[7]), "Readable Iyer", "98220 70008", 0, "09:00")
    for scheme in ("light", "dark"):
        for width in (1280, 390):
            for page in (desk, planner):
                page.set_viewport_size({"width": width, "height": 850})
                page.emulate_media(color_scheme=scheme)
            page = open_day(desk, days[7])
            _is_readable(page)
            page.locator("[data-visit]").first.click()
            _is_readable(page)
            page.keyboard.press("Escape")
            page.get_by_role("button", name="Book a visit").click()
            _is_readable(page)
            planner.goto("/admin/plan")
            planner.get_by_role("button", name="Change").first.click()
            _is_readable(planner)
    desk.close()
    planner.close()


def _is_readable(page: Page) -> None:
    page.evaluate(_AXE.read_text("utf-8"))
    assert page.evaluate(_FIND) == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
