"""Somebody books a visit from outside, and what may come between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.calendar import a_free_time, name_of, to_a_free_day
from tests.journeys.conftest import Open
from tests.journeys.stage import code_for, is_for_all, register, sign_in_by_code, until

PHONE = {"width": 390, "height": 844}
REFUSED = ("401", "403", "404", "409", "422")
_KEPT = """() => new Promise(done => {
  indexedDB.open('kept-for-me').onsuccess = opened => {
    const asked = opened.target.result.transaction('kept').objectStore('kept').count();
    asked.onsuccess = () => { opened.target.result.close(); done(asked.result); };
  };
})"""


@pytest.fixture
def doctor(clinic: dict[str, Any]) -> str:
    return f"/doctors/{clinic['samples']['practitioner_id']}"


@pytest.fixture(scope="module")
def phones() -> Iterator[str]:
    """A number of one's own for each story, because nobody may have more than a few visits ahead."""
    return (f"+9198220{n:05d}" for n in range(41000, 42000))


def test_a_patient_books_on_a_phone_from_the_card_to_the_calendar(
    visit: Open, clinic: dict[str, Any], phones: Iterator[str], tmp_path: Path
) -> None:
    page = visit("/", **PHONE, expecting=REFUSED)
    next_times = page.get_by_role("group", name=re.compile("Next free times of")).first
    time = next_times.get_by_role("link").first
    said = time.inner_text()
    time.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Book your visit")
    expect(page.get_by_role("timer")).to_be_visible()
    expect(page.get_by_role("region", name="Your visit")).to_contain_text(said)
    is_for_all(page)
    sign_in_by_code(page, clinic, next(phones))
    # The code took a while, and the time is kept all the same.
    expect(page.get_by_text("This time is kept for you")).to_be_visible()
    _register(page, "Lakshmi Iyer")
    page.get_by_label("What is it about?").fill("Cough for a week")
    is_for_all(page)
    page.get_by_role("button", name="Book for Lakshmi Iyer").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is booked")
    expect(page.get_by_role("heading", name="What to bring")).to_be_visible()
    expect(page.get_by_role("link", name="Directions")).to_have_attribute("href", re.compile("^https://"))
    is_for_all(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Add to calendar").click()
    file = (saved.value.path()).read_bytes().decode()
    assert file.startswith("BEGIN:VCALENDAR\r\n")
    assert re.search(r"DTSTART:\d{8}T\d{6}Z\r\n", file)
    page.goto("/me")
    expect(page.get_by_role("region", name=re.compile(re.escape(said)))).to_contain_text("for Lakshmi Iyer")
    # Two presses were one visit.
    expect(page.get_by_role("heading", name="After that")).to_have_count(0)


def test_a_patient_books_in_hindi(
    visit: Open, clinic: dict[str, Any], doctor: str, phones: Iterator[str]
) -> None:
    page = visit(doctor, language="hi-IN", dark=True, **PHONE, expecting=REFUSED)
    a_free_time(page, 6).click()
    expect(page.get_by_text("यह समय आपके लिए रखा है")).to_be_visible()
    phone = next(phones)
    page.get_by_role("textbox", name="मोबाइल नंबर").fill(phone[3:])
    page.get_by_role("button", name="कोड भेजें").click()
    page.locator('input[name="code"]').fill(code_for(clinic, phone))
    page.get_by_role("button", name="साइन इन").last.click()
    page.get_by_label("पूरा नाम").fill("मीना अय्यर")
    page.get_by_role("button", name="मुझे केवल आयु पता है").click()
    page.get_by_label("आयु, वर्षों में").fill("34")
    page.get_by_label("लिंग").select_option(label="महिला")
    page.get_by_role("button", name="पंजीकरण करें").click()
    book = page.get_by_role("button", name="मीना अय्यर के लिए समय लें")
    expect(book).to_be_visible()
    is_for_all(page)
    book.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("समय पक्का हो गया")
    is_for_all(page)


def test_two_browsers_fight_for_one_time_and_one_is_told_kindly(visit: Open, doctor: str) -> None:
    quick, slow = (visit(doctor, **PHONE, expecting=(*REFUSED, "ERR_FAILED")) for _ in range(2))
    mine, theirs = a_free_time(quick, 8), a_free_time(slow, 8)
    assert name_of(mine) == name_of(theirs)
    # The slow one has not looked again when the press comes.
    slow.route("**/availability?*", lambda route: route.abort())
    mine.click()
    expect(quick.get_by_role("timer")).to_be_visible()
    theirs.click()
    expect(slow.get_by_role("heading", name="Somebody was a moment quicker")).to_be_focused()
    slow.unroute("**/availability?*")
    near = slow.locator("section", has=slow.get_by_role("heading", name="Somebody was")).get_by_role("button")
    expect(near.first).to_be_visible(timeout=20_000)
    near.first.click()
    expect(slow.get_by_role("timer")).to_be_visible()
    _leave(quick)
    _leave(slow)


def test_a_time_that_is_taken_goes_from_an_open_page_and_comes_back_when_it_is_given_back(
    visit: Open, doctor: str
) -> None:
    watching, choosing = (visit(doctor, **PHONE, expecting=REFUSED) for _ in range(2))
    name = name_of(a_free_time(watching, 10))
    watched = watching.get_by_role("button", name=name, exact=True)
    to_a_free_day(choosing)
    choosing.get_by_role("button", name=name, exact=True).click()
    expect(choosing.get_by_role("timer")).to_be_visible()
    expect(watched).to_have_count(0, timeout=12_000)
    choosing.go_back()
    expect(watched).to_have_count(1, timeout=12_000)


def test_when_the_hold_runs_out_what_was_filled_in_stays_and_the_nearest_times_are_offered(
    visit: Open, clinic: dict[str, Any], doctor: str, phones: Iterator[str]
) -> None:
    page = visit(doctor, **PHONE, expecting=REFUSED)
    page.clock.install()
    page.reload()
    a_free_time(page, 12).click()
    expect(page.get_by_role("timer")).to_be_visible()
    sign_in_by_code(page, clinic, next(phones))
    _register(page, "Ravi Iyer")
    page.get_by_label("What is it about?").fill("Knee")
    page.clock.run_for(95_000)
    expect(page.get_by_text("Half a minute left.")).to_be_attached()
    page.clock.run_for(30_000)
    expect(page.get_by_role("heading", name="The two minutes are over")).to_be_focused()
    expect(page.get_by_role("button", name="Book for Ravi Iyer")).to_be_disabled()
    is_for_all(page)
    near = page.locator("section", has=page.get_by_role("heading", name="The two minutes"))
    near.get_by_role("button").first.click()
    expect(page.get_by_role("timer")).to_be_visible()
    expect(page.get_by_label("What is it about?")).to_have_value("Knee")
    page.get_by_role("button", name="Book for Ravi Iyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is booked")


def test_a_lost_answer_is_asked_for_again_and_stays_one_visit(
    visit: Open, clinic: dict[str, Any], doctor: str, phones: Iterator[str]
) -> None:
    page = visit(doctor, **PHONE, expecting=(*REFUSED, "ERR_FAILED"))
    a_free_time(page, 14).click()
    sign_in_by_code(page, clinic, next(phones))
    _register(page, "Asha Rao")
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        lost.append(route.request.headers["idempotency-key"])
        if len(lost) == 1:
            # It reaches the clinic, and the answer does not come back.
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/api/v1/appointments", lose_the_first)
    page.get_by_role("button", name="Book for Asha Rao").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is booked")
    assert len(lost) == 2
    assert len(set(lost)) == 1
    page.goto("/me")
    expect(page.get_by_role("link", name="Show the visit")).to_have_count(1)
    expect(page.get_by_role("heading", name="After that")).to_have_count(0)


def test_a_visit_is_moved_and_then_cancelled_and_the_next_ones_open_without_a_network(
    visit: Open, clinic: dict[str, Any], doctor: str, phones: Iterator[str]
) -> None:
    page = visit(
        doctor, **PHONE, offline=True, expecting=(*REFUSED, "ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    )
    a_free_time(page, 3).click()
    sign_in_by_code(page, clinic, next(phones))
    _register(page, "Farida Shaikh")
    page.get_by_role("button", name="Book for Farida Shaikh").click()
    page.get_by_role("link", name="Choose another time").click()
    target = a_free_time(page, 16)
    when = name_of(target).split(",")[0]
    target.click()
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_text(re.compile(re.escape(when))).first).to_be_visible()
    page.goto("/me")
    expect(page.get_by_role("region", name=re.compile(re.escape(when)))).to_contain_text("Farida Shaikh")
    is_for_all(page)
    _opens_without_a_network(page, when)
    page.get_by_role("link", name="Show the visit").click()
    page.get_by_role("button", name="Cancel the visit").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel the visit").click()
    expect(page.get_by_text("Cancelled", exact=True)).to_be_visible()
    page.goto("/me")
    expect(page.get_by_role("heading", name="No visit ahead")).to_be_visible()
    expect(page.get_by_role("heading", name="Earlier")).to_be_visible()
    assert page.evaluate(_KEPT) == 1
    page.get_by_role("button", name=re.compile("menu")).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    until(lambda: page.evaluate(_KEPT) == 0)


def _opens_without_a_network(page: Page, when: str) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    expect(page.get_by_role("link", name="Show the visit")).to_be_visible()
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("This is how your visits stood")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile(re.escape(when)))).to_be_visible()
    page.context.set_offline(False)
    page.reload()


def _register(page: Page, name: str) -> None:
    register(page, name)
    expect(page.get_by_role("button", name=f"Book for {name}")).to_be_visible()


def _leave(page: Page) -> None:
    """Whoever leaves gives the time back, so that the next story finds it."""
    with page.expect_response("**/api/v1/holds/release"):
        page.get_by_role("link", name="Clinic Suite").click()
