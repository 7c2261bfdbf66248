"""An empty installation becomes a clinic, and its people let each other's devices in."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.stage import ROOT, Open, Witness, a_running_clinic, opened_by, set_up_an_app

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
_FIND = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .filter(v => ['serious', 'critical'].includes(v.impact))
  .map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | '))"""
REFUSED = ("401", "403", "404", "422")
FOUNDER, NURSE = "meera@sahyadri.example", "anil@sahyadri.example"
PASSWORD, OTHER = "plum tractor sings low", "green umbrella sleeps deep"
CLINIC = {
    "Name of the clinic": "Sahyadri Family Clinic",
    "Street and number": "12 Karve Road",
    "City": "Pune",
    "PIN code": "411004",
    "State": "Maharashtra",
    "Telephone of the clinic": "020 2544 1234",
    "Your name": "Meera Joshi",
    "Your e-mail": FOUNDER,
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """An installation with nothing in it, started as its founder would."""
    with a_running_clinic(tmp_path_factory.mktemp("empty") / "var", "--empty") as told:
        yield told


@pytest.fixture
def come(browser: Browser, empty: dict[str, Any]) -> Any:
    """Open a page of the empty installation; in the end no page may have complained."""
    witness = Witness(empty["url"])
    with opened_by(browser, empty["url"], witness) as open_at:
        yield open_at
    assert witness.complaints == []


def test_a_founder_sets_the_clinic_up_and_lets_a_colleagues_telephone_in(
    come: Open, empty: dict[str, Any]
) -> None:
    founder = come("/", expecting=REFUSED)
    expect(founder).to_have_url(f"{empty['url']}/setup")
    _found(founder, empty["setup_code"])
    expect(founder).to_have_url(f"{empty['url']}/admin")
    expect(
        come("/setup", expecting=REFUSED).get_by_role("heading", name="There is no page here")
    ).to_be_visible()

    link = _invite_nurse(founder)
    ward = come(link.removeprefix(empty["url"]), expecting=REFUSED)
    _accept(ward)
    _say_who(ward, NURSE, OTHER)
    expect(ward).to_have_url(f"{empty['url']}/desk")

    phone = come("/desk", width=390, height=844, expecting=REFUSED)
    _say_who(phone, NURSE, OTHER)
    expect(phone.get_by_role("heading", name="Waiting for approval")).to_be_visible()
    code = phone.get_by_test_id("match-code").inner_text()

    ward.goto("/approvals")
    expect(ward.get_by_text("An administrator decides.")).to_be_visible()
    _let_in(founder, code)
    # It asks with its key alone, and goes on by itself.
    expect(phone).to_have_url(f"{empty['url']}/desk", timeout=20_000)
    founder.goto("/admin/who-may")
    founder.get_by_label("Search").fill("approve somebody")
    expect(founder.get_by_text("Approve what somebody else has asked for.")).to_be_visible()
    expect(ward.get_by_text("Approved by Meera Joshi", exact=False)).to_be_visible(timeout=20_000)


def _found(page: Page, code: str) -> None:
    for label, text in CLINIC.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password once more").fill(PASSWORD)
    page.get_by_label("Set-up code").fill("2222-2222-2222")
    page.get_by_role("button", name="Open the clinic").click()
    expect(page.get_by_role("alert").first).to_contain_text("not right, or no longer good")
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(_FIND) == []
    page.get_by_label("Set-up code").fill(code)
    page.get_by_role("button", name="Open the clinic").click()
    set_up_an_app(page)


def _invite_nurse(page: Page) -> str:
    page.get_by_label("Name", exact=True).fill("Anil Rao")
    page.get_by_label("E-mail", exact=True).fill(NURSE)
    page.get_by_label("Role", exact=True).select_option("nurse")
    page.get_by_role("button", name="Make the link").click()
    return page.get_by_label("Link to set the password").input_value()


def _accept(page: Page) -> None:
    page.get_by_label("New password", exact=True).fill(OTHER)
    page.get_by_label("New password once more").fill(OTHER)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("heading", name="Your password is set")).to_be_visible()
    page.goto("/desk")


def _say_who(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _let_in(admin: Page, code: str) -> None:
    """The administrator sees who asks, compares the codes and lets the telephone in; the page is readable for all."""
    admin.goto("/admin/approvals")
    expect(admin.get_by_text("Anil Rao").first).to_be_visible()
    admin.evaluate(AXE.read_text("utf-8"))
    assert admin.evaluate(_FIND) == []
    admin.get_by_role("button", name="Approve").click()
    dialog = admin.get_by_role("dialog")
    expect(dialog.get_by_text(code)).to_be_visible()
    dialog.get_by_role("button", name="Approve").click()
    expect(admin.get_by_text("Nothing is waiting for you")).to_be_visible()
