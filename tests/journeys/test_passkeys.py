"""A patient comes in faster the second time: with the device itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import attrs
import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.conftest import Open
from tests.journeys.stage import code_for

REFUSED = ("401",)
_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": False,
}


# With somebody always at the device, a browser that offers keys while one types comes in before one can press.
_ASKS_ONLY_WHEN_PRESSED = "PublicKeyCredential.isConditionalMediationAvailable = async () => false"


@attrs.frozen(kw_only=True)
class Words:
    """What stands on the buttons."""

    number: str
    send: str
    code: str
    sign_in: str
    add: str
    sign_out: str
    with_passkey: str
    remove: str


ENGLISH = Words(
    number="Mobile number",
    send="Send me a code",
    code="Six-digit code",
    sign_in="Sign in",
    add="Add a passkey",
    sign_out="Sign out",
    with_passkey="Sign in with a passkey",
    remove="Remove",
)
HINDI = Words(
    number="मोबाइल नंबर",
    send="मुझे कोड भेजें",
    code="छह अंकों का कोड",
    sign_in="साइन इन करें",
    add="पासकी जोड़ें",
    sign_out="साइन आउट करें",
    with_passkey="पासकी से साइन इन करें",
    remove="हटाएँ",
)


class _Device:
    """Chromium's own authenticator in software, with somebody at it when a test says so."""

    def __init__(self, cdp: CDPSession) -> None:
        self._cdp = cdp
        cdp.send("WebAuthn.enable")
        self._id = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})["authenticatorId"]

    @contextmanager
    def touched(self) -> Iterator[None]:
        """Somebody looks at the device, and is recognised."""
        self._touch(on=True)
        try:
            yield
        finally:
            self._touch(on=False)

    def keys(self) -> int:
        return len(self._cdp.send("WebAuthn.getCredentials", {"authenticatorId": self._id})["credentials"])

    def _touch(self, *, on: bool) -> None:
        said = {"authenticatorId": self._id, "enabled": on}
        self._cdp.send("WebAuthn.setAutomaticPresenceSimulation", said)


@pytest.mark.parametrize(
    ("words", "language", "phone"),
    [(ENGLISH, "en-IN", "98123 45671"), (HINDI, "hi-IN", "98123 45672")],
    ids=["english", "hindi"],
)
def test_a_patient_adds_a_passkey_and_comes_in_with_it(
    visit: Open, clinic: dict[str, Any], words: Words, language: str, phone: str
) -> None:
    page = _comes_in_by_code(visit, clinic, words, language, phone)
    device = _Device(page.context.new_cdp_session(page))
    _adds_a_passkey(page, words, device)
    page.get_by_role("button", name=words.sign_out, exact=True).first.click()
    expect(page.get_by_label(words.number)).to_be_visible()
    _comes_in_by_passkey(page, words, device)
    _is_in(page, words)
    page.goto("/me")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_url(f"{clinic['url']}/me")


def test_the_browser_offers_the_passkey_where_the_number_is_typed(
    visit: Open, clinic: dict[str, Any]
) -> None:
    page = _comes_in_by_code(visit, clinic, ENGLISH, "en-IN", "98123 45674", while_typing=True)
    device = _Device(page.context.new_cdp_session(page))
    _adds_a_passkey(page, ENGLISH, device)
    # Somebody is at the device before the browser asks it, so the answer comes as soon as the page stands.
    with device.touched(), page.expect_response(re.compile("/auth/passkeys/sign-in$")) as came:
        page.get_by_role("button", name=ENGLISH.sign_out, exact=True).first.click()
    assert came.value.status == 200
    _is_in(page, ENGLISH)


def test_a_passkey_that_was_removed_opens_nothing_and_the_code_still_does(
    visit: Open, clinic: dict[str, Any]
) -> None:
    words = ENGLISH
    page = _comes_in_by_code(visit, clinic, words, "en-IN", "98123 45673")
    device = _Device(page.context.new_cdp_session(page))
    _adds_a_passkey(page, words, device)
    page.get_by_role("button", name=words.remove, exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=words.remove).click()
    expect(page.get_by_text("You have no passkey yet.")).to_be_visible()
    assert device.keys() == 1
    page.get_by_role("button", name=words.sign_out, exact=True).first.click()
    expect(page.get_by_label(words.number)).to_be_visible()
    _comes_in_by_passkey(page, words, device)
    expect(page.get_by_role("alert")).to_have_text(
        "This passkey could not be used. Come in with a code instead."
    )
    expect(page).to_have_url(re.compile("/me/sign-in"))


def _comes_in_by_code(
    visit: Open,
    clinic: dict[str, Any],
    words: Words,
    language: str,
    phone: str,
    *,
    while_typing: bool = False,
) -> Page:
    page = visit("/me/sign-in", width=390, height=844, language=language, expecting=REFUSED)
    if not while_typing:
        page.add_init_script(_ASKS_ONLY_WHEN_PRESSED)
        page.reload()
    page.get_by_label(words.number).fill(phone)
    page.get_by_role("button", name=words.send).click()
    expect(page.get_by_label(words.code)).to_be_visible()
    page.get_by_label(words.code).fill(code_for(clinic, "+91" + phone.replace(" ", "")))
    page.get_by_role("button", name=words.sign_in, exact=True).click()
    expect(page).to_have_url(f"{clinic['url']}/me")
    return page


def _adds_a_passkey(page: Page, words: Words, device: _Device) -> None:
    page.goto("/profile")
    with device.touched():
        page.get_by_role("button", name=words.add).click()
        expect(page.get_by_role("button", name=words.remove, exact=True)).to_be_visible()
    assert device.keys() == 1


def _comes_in_by_passkey(page: Page, words: Words, device: _Device) -> None:
    """Back to where they signed out, or to the sentence that says why not."""
    with device.touched():
        page.get_by_role("button", name=words.with_passkey).click()
        inside = page.get_by_role("button", name=words.sign_out, exact=True).first
        expect(inside.or_(page.get_by_role("alert").first)).to_be_visible()


def _is_in(page: Page, words: Words) -> None:
    expect(page.get_by_role("button", name=words.sign_out, exact=True).first).to_be_visible()
