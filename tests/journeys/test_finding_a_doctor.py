"""A visitor looks for a doctor."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Open

PHONE = {"width": 390, "height": 844}


def test_a_visitor_finds_a_doctor_by_name_and_reads_the_fee(visit: Open) -> None:
    page = visit("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Find a doctor you can talk to")
    cards = _cards(page)
    expect(cards).to_have_count(5)
    name = cards.first.get_by_role("heading").inner_text()
    page.get_by_role("searchbox", name="Doctor").fill(name.split()[-1][:4].lower())
    expect(cards).to_have_count(1)
    cards.first.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_text("a visit")).to_be_visible()
    expect(page.get_by_text("Registration number")).to_be_visible()


def test_going_back_from_a_doctor_keeps_the_search(visit: Open) -> None:
    page = visit("/?speciality=cardiology")
    expect(_cards(page)).to_have_count(1)
    _cards(page).get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="About")).to_be_visible()
    page.go_back()
    expect(_cards(page)).to_have_count(1)
    assert "speciality=cardiology" in page.url


def test_a_search_that_fits_nobody_says_so_and_can_be_cleared(visit: Open) -> None:
    page = visit("/?name=zzzz")
    expect(page.get_by_text("Nobody fits all of this")).to_be_visible()
    page.get_by_role("button", name="Clear the search").click()
    expect(_cards(page)).to_have_count(5)


def test_the_keyboard_alone_is_enough_to_open_a_doctor(visit: Open) -> None:
    page = visit("/")
    expect(_cards(page)).to_have_count(5)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    _cards(page).first.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="About")).to_be_visible()


def test_on_a_phone_the_filters_open_in_a_drawer(visit: Open) -> None:
    page = visit("/", **PHONE)
    page.get_by_role("button", name="Speciality and visit").click()
    page.get_by_role("dialog").get_by_text("Dermatology").click()
    page.get_by_role("button", name="Show the doctors").click()
    expect(_cards(page)).to_have_count(1)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0, "nothing may be cut off or scroll sideways on a phone"


def test_a_visitor_from_hindi_speaking_country_reads_hindi(visit: Open) -> None:
    page = visit("/", language="hi-IN", **PHONE)
    expect(page.locator("html")).to_have_attribute("lang", "hi")
    expect(page.get_by_role("heading", level=1)).to_contain_text("डॉक्टर")
    page.get_by_role("button", name="English").or_(page.get_by_role("link", name="English")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find a doctor you can talk to")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Find a doctor you can talk to")


def test_the_clinics_page_tells_who_works_there_and_what_it_costs(
    visit: Open, clinic: dict[str, Any]
) -> None:
    page = visit(f"/clinics/{clinic['samples']['clinic_id']}")
    expect(page.get_by_role("heading", name="Services and prices")).to_be_visible()
    expect(page.get_by_role("heading", name="Doctors")).to_be_visible()


@pytest.mark.parametrize("address", ["/nowhere", "/doctors/pr_00000000000000000000"])
def test_an_address_that_leads_nowhere_says_so_kindly(visit: Open, address: str) -> None:
    page = visit(address, expecting=("404",))
    expect(page.get_by_role("main").get_by_role("heading").first).to_be_visible()
    page.get_by_role("link", name="Clinic Suite").click()
    expect(_cards(page)).to_have_count(5)


def test_when_the_server_fails_the_visitor_can_try_again(visit: Open) -> None:
    page = visit("/nowhere", expecting=("503", "404"))
    answer = {
        "type": "/problems/service-away",
        "title": "The clinic's database does not answer at the moment.",
        "status": 503,
        "detail": "",
        "instance": "urn:request:1",
    }
    page.route(
        "**/api/v1/practitioners?*",
        lambda route: route.fulfill(status=503, json=answer, content_type="application/problem+json"),
    )
    page.goto("/")
    retry = page.get_by_role("button", name="Try again")
    expect(retry).to_be_visible(timeout=30_000)
    page.unroute("**/api/v1/practitioners?*")
    retry.click()
    expect(_cards(page)).to_have_count(5)


def test_without_a_network_the_pages_open_and_say_that_they_may_be_old(visit: Open) -> None:
    page = visit("/", offline=True, expecting=("ERR_INTERNET_DISCONNECTED", "Failed to fetch"))
    expect(_cards(page)).to_have_count(5)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("status").get_by_text("You are not connected")).to_be_visible()
    expect(page.get_by_role("banner")).to_be_visible()


def _cards(page: Page) -> Locator:
    return page.get_by_role("main").locator("li:has(h3)")
