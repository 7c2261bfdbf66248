"""People sign in, each in their own way."""

from __future__ import annotations

import json
import re
import urllib.request
from datetime import UTC, datetime
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open

# One process tells all stories, so that one clinic is started for them.
pytestmark = pytest.mark.xdist_group("journeys")

REFUSED = ("401", "403", "404", "422")


def test_the_front_desk_signs_in_with_a_password_and_stays_signed_in(
    visit: Open, clinic: dict[str, Any]
) -> None:
    page = visit("/desk", expecting=REFUSED)
    _say_who(page, _somebody(clinic, "front_desk"))
    expect(page).to_have_url(f"{clinic['url']}/desk")
    page.reload()
    expect(page).to_have_url(f"{clinic['url']}/desk")


def test_a_wrong_password_is_said_in_its_place_and_tells_nothing_more(
    visit: Open, clinic: dict[str, Any]
) -> None:
    page = visit("/sign-in", expecting=REFUSED)
    _say_who(page, {**_somebody(clinic, "nurse"), "password": "three wrong lamps at dawn"})
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("E-mail")).to_be_visible()


def test_an_administrator_sets_up_an_app_and_keeps_the_recovery_codes(
    visit: Open, clinic: dict[str, Any]
) -> None:
    page = visit("/admin", expecting=REFUSED)
    _say_who(page, _somebody(clinic, "admin"))
    expect(page.get_by_role("heading", name="Set up your authenticator app")).to_be_visible()
    page.get_by_text("Enter a key by hand instead").click()
    key = page.get_by_label("Key for the app").input_value().replace(" ", "")
    # The step before is still good, and each step counts once: sign-in needs the newer one.
    older, newer = (pyotp.TOTP(key).at(datetime.now(UTC), counter_offset=n) for n in (-1, 0))
    page.get_by_label("First code that the app shows").fill(older)
    page.get_by_role("button", name="Confirm the code").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.get_by_role("button", name="I have kept them").click()
    page.get_by_label("Six-digit code").fill(newer)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{clinic['url']}/admin")


def test_a_patient_signs_in_with_the_code_that_came(visit: Open, clinic: dict[str, Any]) -> None:
    page = visit("/me", width=390, height=844, expecting=REFUSED)
    page.get_by_label("Mobile number").fill("98123 45678")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()
    page.get_by_label("Six-digit code").fill(_code_for(clinic, "+919812345678"))
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{clinic['url']}/me", timeout=15_000)
    page.reload()
    expect(page).to_have_url(f"{clinic['url']}/me")


def _somebody(clinic: dict[str, Any], role: str) -> dict[str, str]:
    found: dict[str, str] = next(s for s in clinic["sign_ins"] if s["role"] == role)
    return found


def _say_who(page: Page, who: dict[str, str]) -> None:
    page.get_by_label("E-mail").fill(who["email"])
    page.get_by_label("Password", exact=True).fill(who["password"])
    page.get_by_role("button", name="Sign in").click()


def _code_for(clinic: dict[str, Any], phone: str) -> str:
    to = phone.replace("+", "%2B")
    with urllib.request.urlopen(f"{clinic['url']}/demo/tray.json?to={to}", timeout=10) as answer:
        newest = json.load(answer)["items"][0]
    code = re.search(r"[0-9]{6}", newest["text"])
    assert code, newest["text"]
    return code.group()
