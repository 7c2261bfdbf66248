"""A day is full: who waits for it is offered what becomes free, on the page that lies open before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import attrs
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.calendar import turn_on
from tests.journeys.conftest import Open
from tests.journeys.stage import Staff, code_for, is_for_all, register, sign_in_by_code

PHONE = {"width": 390, "height": 844}
REFUSED = ("401", "403", "404", "409", "422")
OFFERED_WITHIN_MS = 20_000
"""The freed time is looked at by a worker; the page itself is told at once."""
_V1 = "/api/v1"
_LOOKS: tuple[tuple[str, Literal["light", "dark"], int], ...] = (("en", "light", 1280), ("hi", "dark", 390))


@attrs.frozen
class Desk:
    """Somebody at the desk, on a page and, for what is no part of a story, at the doors themselves."""

    page: Page
    clinic: dict[str, Any]
    token: str

    def ask(self, path: str) -> Any:
        answer = self.page.request.get(f"{_V1}{path}", headers={"Authorization": self.token})
        assert answer.ok, answer.text()
        return answer.json()

    def send(self, path: str, **said: Any) -> Any:
        key = f"waitlist-story-{datetime.now(UTC).timestamp()}"
        headers = {"Authorization": self.token, "Idempotency-Key": key}
        answer = self.page.request.post(f"{_V1}{path}", data=said, headers=headers)
        assert answer.ok, answer.text()
        return answer.json()

    @property
    def doctor(self) -> str:
        return str(self.clinic["samples"]["practitioner_id"])

    def free_on(self, on: date) -> list[str]:
        said = f"from={on}&until={on}&service={self.clinic['samples']['service_id']}"
        [day] = self.ask(f"/practitioners/{self.doctor}/availability?{said}")["items"]
        return [str(time["starts_at"]) for time in day["times"]]

    def fill(self, on: date) -> str:
        """Book all that is free on a day; answer the visit of the forenoon that will be cancelled."""
        samples = self.clinic["samples"]
        visits = [
            self.send(
                "/appointments",
                patient_id=samples["patient_id"],
                practitioner_id=self.doctor,
                service_id=samples["service_id"],
                starts_at=starts_at,
            )["id"]
            for starts_at in self.free_on(on)
        ]
        assert self.free_on(on) == []
        return str(visits[2])

    def cancel(self, visit_id: str) -> None:
        self.send(f"/appointments/{visit_id}/cancellation", reason="The patient is ill.")


@pytest.fixture
def desk(staff: Staff, clinic: dict[str, Any]) -> Iterator[Desk]:
    page = staff.page_of("nurse")
    with page.expect_request(re.compile(rf"{_V1}/clinics/[^/]+/waitlist")) as asked:
        page.goto("/desk/waitlist")
    yield Desk(page, clinic, asked.value.headers["authorization"])
    page.close()


@pytest.fixture(scope="module")
def days() -> Iterator[date]:
    """Days in the third and fourth week, one for each story, so that no story finds another's."""
    ahead = (datetime.now(UTC).date() + timedelta(days=n) for n in range(15, 28))
    return (on for on in ahead if on.weekday() < 5)


@pytest.fixture
def full_day(desk: Desk, days: Iterator[date]) -> tuple[date, str]:
    """A working day without a free time, and the visit that will be cancelled."""
    on = next(day for day in days if len(desk.free_on(day)) > 5)
    return on, desk.fill(on)


@pytest.fixture(scope="module")
def phones() -> Iterator[str]:
    return (f"+9198221{n:05d}" for n in range(43000, 43100))


def test_a_freed_time_reaches_the_open_page_of_who_waits_and_a_yes_makes_it_their_visit(
    visit: Open, clinic: dict[str, Any], desk: Desk, full_day: tuple[date, str], phones: Iterator[str]
) -> None:
    on, freed = full_day
    page = visit(f"/doctors/{desk.doctor}", **PHONE, expecting=REFUSED)
    _join(page, on, clinic, next(phones), "Kavita Bhide")
    page.get_by_role("link", name="Go to your visits").click()
    expect(page.get_by_role("heading", name="You wait for a time")).to_be_visible()
    waits = desk.page.get_by_role("listitem", name="Kavita Bhide")
    expect(waits).to_be_visible()
    page.evaluate("window.neverReloaded = true")

    desk.cancel(freed)

    offer = _offer_on(page)
    expect(offer).to_contain_text("A time has become free for Kavita Bhide")
    expect(waits.get_by_role("timer")).to_be_visible()
    is_for_all(page)
    offer.get_by_role("button", name="Take this time").dblclick()
    expect(page.get_by_text(re.compile("^It is booked: "))).to_be_visible()
    expect(page.get_by_text(re.compile("^Your next visit is"))).to_be_visible()
    expect(page.get_by_role("heading", name="You wait for a time")).to_have_count(0)
    # Two presses were one visit.
    expect(page.get_by_role("heading", name="After that")).to_have_count(0)
    assert page.evaluate("window.neverReloaded")
    expect(waits).to_have_count(0)
    desk.page.goto(f"/desk?date={on}")
    board = desk.page.get_by_role("region", name="The day, hour by hour")
    expect(board.get_by_role("button", name="Kavita Bhide")).to_be_visible()


def test_what_one_person_does_not_want_is_offered_to_the_next_in_their_own_language(
    visit: Open, clinic: dict[str, Any], desk: Desk, full_day: tuple[date, str], phones: Iterator[str]
) -> None:
    on, freed = full_day
    first = visit(f"/doctors/{desk.doctor}", **PHONE, expecting=REFUSED)
    _join(first, on, clinic, next(phones), "Nikhil Rane")
    first.goto("/me")
    second = _waits_in_hindi(visit, clinic, desk, on, next(phones))

    desk.cancel(freed)
    _offer_on(first).get_by_role("button", name="No, thank you, I go on waiting").click()
    expect(first.get_by_text(re.compile("You go on waiting for another"))).to_be_visible()
    expect(first.get_by_role("heading", name="You wait for a time")).to_be_visible()
    expect(first.locator("[data-offer]")).to_have_count(0)

    offer = _offer_on(second)
    is_for_all(second)
    offer.get_by_role("button", name="यह समय लें").click()
    expect(second.get_by_text(re.compile("^समय पक्का हो गया"))).to_be_visible()
    is_for_all(second)


def test_the_desk_puts_somebody_on_the_list_offers_a_time_by_hand_and_takes_them_off(
    desk: Desk, full_day: tuple[date, str]
) -> None:
    page = desk.page
    page.keyboard.press("n")
    page.get_by_label("Patient: phone, name or number").fill("98221 42999")
    page.get_by_role("option", name=re.compile("Register")).click()
    page.get_by_label("Full name").fill("Sulochana Desai")
    page.get_by_label("Age in years").fill("67")
    page.get_by_label("Sex").select_option("female")
    page.get_by_role("button", name="Register").click()
    panel = page.get_by_role("complementary", name="Put on the list")
    panel.get_by_label("For what").select_option(desk.clinic["samples"]["service_id"])
    panel.get_by_label("With whom").select_option(desk.doctor)
    for end in ("From", "Until"):
        panel.get_by_label(end, exact=True).fill(full_day[0].isoformat())
    panel.get_by_label("How urgent").select_option("soon")
    panel.get_by_role("button", name="Put on the list").click()
    row = page.get_by_role("listitem", name="Sulochana Desai")
    expect(row).to_be_visible()
    row.get_by_label("How urgent for Sulochana Desai").select_option("urgent")
    row.get_by_role("button", name="Offer a time: Sulochana Desai").click()
    panel = page.get_by_role("complementary", name="Offer Sulochana Desai a time")
    # That day is full, so it is a time of another one.
    expect(panel.get_by_text("Nothing that suits is free in these two weeks.")).to_be_visible()
    panel.get_by_role("button", name="Show all free times").click()
    panel.get_by_role("group").get_by_role("button", name=re.compile("am|pm")).first.click()
    panel.get_by_role("button", name="Keep it and offer it").click()
    expect(row.get_by_role("timer")).to_be_visible()
    row.get_by_role("button", name="Says no: Sulochana Desai").click()
    expect(row.get_by_role("timer")).to_have_count(0)
    row.get_by_role("button", name="Take off").click()
    page.get_by_role("dialog").get_by_role("button", name="Take off").click()
    expect(row).to_have_count(0)


def test_the_waitlist_of_the_desk_is_readable_for_all_in_both_languages(desk: Desk) -> None:
    """With somebody on it and each of its panels open; at a desk and on a phone, in the light and in the dark."""
    page = desk.page
    for language, scheme, width in _LOOKS:
        page.set_viewport_size({"width": width, "height": 850})
        page.emulate_media(color_scheme=scheme)
        page.goto("/desk/waitlist")
        if language == "hi":
            page.get_by_role("button", name="हिन्दी").click()
        expect(page.get_by_role("listitem").first).to_be_visible()
        is_for_all(page)
        page.keyboard.press("n")
        expect(page.get_by_role("complementary")).to_be_visible()
        is_for_all(page)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Waitlist")).to_be_visible()


def _join(page: Page, on: date, clinic: dict[str, Any], phone: str, name: str) -> None:
    """From a doctor's calendar to a place on the list."""
    _to_waiting(page, on)
    is_for_all(page)
    sign_in_by_code(page, clinic, phone)
    register(page, name)
    join = page.get_by_role("button", name=f"Put {name} on the list")
    expect(join).to_be_enabled()
    is_for_all(page)
    join.click()
    expect(page.get_by_role("heading", name="You are on the list")).to_be_focused()
    is_for_all(page)


def _to_waiting(page: Page, on: date) -> None:
    """From the calendar, where this day has nothing free, to waiting for it."""
    day = page.get_by_role("button", name=re.compile(f"{on.day} {on:%B}, nothing free"))
    _turn_to(page, day)
    day.click()
    page.get_by_role("link", name="Wait until something becomes free").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wait for a time")
    expect(page.get_by_label("Until", exact=True)).to_have_value(on.isoformat())


def _turn_to(page: Page, day: Locator) -> None:
    page.locator("button[aria-pressed=true]").first.wait_for()
    for _ in range(5):
        if day.count() == 1:
            return
        turn_on(page)
    raise AssertionError("that day is in none of these weeks")


def _waits_in_hindi(visit: Open, clinic: dict[str, Any], desk: Desk, on: date, phone: str) -> Page:
    """Somebody else waits for the same day, and looks at the own page."""
    said = f"service={clinic['samples']['service_id']}&from={on}&until={on}"
    page = visit(
        f"/doctors/{desk.doctor}/wait?{said}", language="hi-IN", dark=True, **PHONE, expecting=REFUSED
    )
    page.get_by_role("textbox", name="मोबाइल नंबर").fill(phone[3:])
    page.get_by_role("button", name="कोड भेजें").click()
    page.locator('input[name="code"]').fill(code_for(clinic, phone))
    page.get_by_role("button", name="साइन इन").last.click()
    page.get_by_label("पूरा नाम").fill("मीरा साठे")
    page.get_by_role("button", name="मुझे केवल आयु पता है").click()
    page.get_by_label("आयु, वर्षों में").fill("52")
    page.get_by_label("लिंग").select_option(label="महिला")
    page.get_by_role("button", name="पंजीकरण करें").click()
    join = page.get_by_role("button", name="मीरा साठे को सूची में रखें")
    expect(join).to_be_enabled()
    is_for_all(page)
    join.click()
    expect(page.get_by_role("heading", name="आप सूची में हैं")).to_be_visible()
    page.goto("/me")
    expect(page.get_by_role("heading", name="आप समय के इंतज़ार में हैं")).to_be_visible()
    is_for_all(page)
    return page


def _offer_on(page: Page) -> Locator:
    offer = page.locator("[data-offer]")
    expect(offer).to_be_visible(timeout=OFFERED_WITHIN_MS)
    return offer
