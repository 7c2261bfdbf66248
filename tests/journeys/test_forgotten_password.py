"""A nurse has forgotten her password, and nobody has to help her."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from typing import Any
from urllib.parse import quote

from playwright.sync_api import expect

from tests.journeys.conftest import Open

REFUSED = ("401", "403", "410")
NEW_PASSWORD = "green umbrella sleeps deep"
MAILED_WITHIN_S = 20


def test_a_nurse_sets_a_new_password_with_the_link_that_came_and_comes_in_with_it(
    visit: Open, clinic: dict[str, Any]
) -> None:
    # The second nurse, who is nobody else's: her password is another one afterwards.
    *_, email = (s["email"] for s in clinic["sign_ins"] if s["role"] == "nurse")
    page = visit("/sign-in", width=390, height=844, expecting=REFUSED)
    page.get_by_role("link", name="Forgot your password?").click()
    expect(page.get_by_role("heading", name="Forgot your password?")).to_be_visible()
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("heading", name="Look into your e-mail")).to_be_visible()

    page.goto(_link_for(clinic, email))
    page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("New password once more").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("heading", name="Your password is set")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(NEW_PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page).to_have_url(f"{clinic['url']}/desk")
    assert "was changed" in _mail_for(clinic, email, "was changed")


def _link_for(clinic: dict[str, Any], email: str) -> str:
    found = re.search(r"/staff/reset#\S+", _mail_for(clinic, email, "/staff/reset#"))
    assert found
    return found.group()


def _mail_for(clinic: dict[str, Any], email: str, about: str) -> str:
    """Wait for a mail: it is sent afterwards, by whoever hears of the asking."""
    until = time.monotonic() + MAILED_WITHIN_S
    while time.monotonic() < until:
        with urllib.request.urlopen(
            f"{clinic['url']}/demo/tray.json?to={quote(email)}", timeout=10
        ) as answer:
            texts = [item["text"] for item in json.load(answer)["items"]]
        for text in texts:
            if about in text:
                return str(text)
        time.sleep(0.3)
    raise AssertionError(f"no mail about {about} came: {texts}")
