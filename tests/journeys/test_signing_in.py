"""People sign in, each in their own way."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import Open
from tests.journeys.stage import Staff, code_for, say_who

REFUSED = ("401", "403", "404", "422")


def test_the_front_desk_signs_in_with_a_password_and_stays_signed_in(
    visit: Open, clinic: dict[str, Any]
) -> None:
    page = visit("/desk", expecting=REFUSED)
    say_who(page, _somebody(clinic, "front_desk"))
    expect(page).to_have_url(f"{clinic['url']}/desk")
    page.reload()
    expect(page).to_have_url(f"{clinic['url']}/desk")


def test_a_wrong_password_is_said_in_its_place_and_tells_nothing_more(
    visit: Open, clinic: dict[str, Any]
) -> None:
    page = visit("/sign-in", expecting=REFUSED)
    say_who(page, {**_somebody(clinic, "nurse"), "password": "three wrong lamps at dawn"})
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("E-mail")).to_be_visible()


def test_an_administrator_sets_up_an_app_and_keeps_the_recovery_codes(
    staff: Staff, clinic: dict[str, Any]
) -> None:
    page = staff.page_of("admin")
    page.goto("/admin")
    expect(page).to_have_url(f"{clinic['url']}/admin")
    expect(page.get_by_role("link", name="Devices")).to_be_visible()
    page.close()


def test_a_patient_signs_in_with_the_code_that_came(visit: Open, clinic: dict[str, Any]) -> None:
    page = visit("/me", width=390, height=844, expecting=REFUSED)
    page.get_by_label("Mobile number").fill("98123 45678")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()
    page.get_by_label("Six-digit code").fill(code_for(clinic, "+919812345678"))
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{clinic['url']}/me", timeout=15_000)
    page.reload()
    expect(page).to_have_url(f"{clinic['url']}/me")


def _somebody(clinic: dict[str, Any], role: str) -> dict[str, str]:
    found: dict[str, str] = [s for s in clinic["sign_ins"] if s["role"] == role][-1]
    return found
