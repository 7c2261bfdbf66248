"""How a clinic is started for a story, and how a browser looks at it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from clinic_suite.cli.ports import any_free

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "web" / "dist" / "index.html"
UP_WITHIN_S = 120
PATIENCE_S = 15
_APP_STEP_S = 30
_OURS = ("CLINIC_", "MONGODB_URI", "REDIS_URL", "PROMETHEUS_")

Open = Callable[..., Page]
_AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
_FIND = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .filter(v => ['serious', 'critical'].includes(v.impact))
  .map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | '))"""
NEEDS_AN_APP = ("manager", "admin")
_NOT_OURS = ("Service Worker registration blocked by Playwright",)


@contextmanager
def a_running_clinic(var: Path, *options: str) -> Iterator[dict[str, Any]]:
    """A clinic started by ``clinic run`` on the preview engine, as on a machine where nothing is installed."""
    if not BUILT.is_file():
        pytest.fail("web/dist is not built; make test builds it")
    bare = {k: v for k, v in os.environ.items() if not k.startswith(_OURS)}
    # A port of its own: two runs that begin in one moment could both take the usual one.
    env = {**bare, "CLINIC_VAR": str(var), "CLINIC_PORT": str(any_free()), "PATH": "/usr/bin:/bin"}
    # The people of all stories sit at one address and hurry; how fast anybody may go is shown elsewhere.
    env["CLINIC_RATE_LIMITS"] = "false"
    process = subprocess.Popen(
        [sys.executable, "-m", "clinic_suite.cli", "run", *options],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield _when_up(var / "demo.json", process)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def _when_up(told: Path, process: subprocess.Popen[bytes]) -> dict[str, Any]:
    deadline = time.monotonic() + UP_WITHIN_S
    while not told.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            said = process.communicate()[0].decode()
            pytest.fail(f"the clinic did not start:\n{said}")
        time.sleep(0.1)
    demo: dict[str, Any] = json.loads(told.read_text())
    return demo


class Witness:
    """Notes what a page complains about and whom it asks."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        self.complaints: list[str] = []
        self.expected: list[str] = list(_NOT_OURS)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(e in message.text for e in self.expected):
            self.complaints.append(f"{message.type}: {message.text} ({message.location['url']})")

    def see(self, request: Request) -> None:
        # Changes are told by a process of its own, on another port of the same machine.
        told = re.match(rf"{re.escape(self._origin.rpartition(':')[0])}:[0-9]+/live\?topic=", request.url)
        if told is None and not request.url.startswith((self._origin, "data:", "blob:")):
            self.complaints.append(f"asked a stranger: {request.url}")


@contextmanager
def opened_by(browser: Browser, url: str, witness: Witness) -> Iterator[Open]:
    """Opens pages of one clinic, each in a browser of its own, and closes them in the end."""
    contexts = []

    def open_at(
        address: str = "/",
        *,
        width: int = 1280,
        height: int = 850,
        language: str = "en-IN",
        dark: bool = False,
        offline: bool = False,
        expecting: tuple[str, ...] = (),
    ) -> Page:
        """Open a page in a browser of its own; one that will be ``offline`` keeps the app's files first."""
        witness.expected += expecting
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            color_scheme="dark" if dark else "light",
            base_url=url,
            service_workers="allow" if offline else "block",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", witness.hear)
        page.on("pageerror", lambda fault: witness.complaints.append(f"fault: {fault}"))
        page.on("request", witness.see)
        page.goto(address)
        return page

    yield open_at
    for context in contexts:
        context.close()


class Staff:
    """Who works in the clinic, each at one browser for all stories: a second one would wait to be let in."""

    def __init__(self, browser: Browser, clinic: dict[str, Any]) -> None:
        self._browser, self._clinic = browser, clinic
        self._browsers: dict[str, BrowserContext] = {}

    def page_of(self, role: str) -> Page:
        """A fresh page in the browser of whoever has this role; closing it is the story's."""
        if role not in self._browsers:
            self._browsers[role] = self._signed_in(role)
        page = self._browsers[role].new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{self._clinic['url']}/profile")
        return page

    def close(self) -> None:
        for context in self._browsers.values():
            context.close()

    def _signed_in(self, role: str) -> BrowserContext:
        context = self._browser.new_context(
            viewport={"width": 1280, "height": 900},
            locale="en-IN",
            base_url=self._clinic["url"],
            service_workers="block",
        )
        page = context.new_page()
        page.goto("/sign-in?next=/profile")
        say_who(page, next(s for s in self._clinic["sign_ins"] if s["role"] == role))
        if role in NEEDS_AN_APP:
            set_up_an_app(page)
        expect(page).to_have_url(f"{self._clinic['url']}/profile", timeout=15_000)
        page.close()
        return context


def until(true: Callable[[], bool]) -> None:
    """A promise is true for the browser's own waiting before it has come to anything; so what is promised is awaited here."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def say_who(page: Page, who: dict[str, str]) -> None:
    page.get_by_label("E-mail").fill(who["email"])
    page.get_by_label("Password", exact=True).fill(who["password"])
    page.get_by_role("button", name="Sign in").click()


def set_up_an_app(page: Page) -> None:
    """The first sign-in of somebody who needs a second factor, to its end."""
    expect(page.get_by_role("heading", name="Set up your authenticator app")).to_be_visible()
    page.get_by_text("Enter a key by hand instead").click()
    key = page.get_by_label("Key for the app").input_value().replace(" ", "")
    older, newer = two_codes(key)
    page.get_by_label("First code that the app shows").fill(older)
    page.get_by_role("button", name="Confirm the code").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.get_by_role("button", name="I have kept them").click()
    page.get_by_label("Six-digit code").fill(newer)
    page.get_by_role("button", name="Sign in", exact=True).click()


def two_codes(key: str) -> tuple[str, str]:
    """The app's code before this one, which is still good, and the present one: each counts once."""
    now = time.time()
    left = _APP_STEP_S - now % _APP_STEP_S
    if left < PATIENCE_S:
        # The older would end while it is typed.
        time.sleep(left)
        now += left
    older, newer = (pyotp.TOTP(key).at(int(now), counter_offset=n) for n in (-1, 0))
    return older, newer


def code_for(clinic: dict[str, Any], phone: str) -> str:
    """The code that was sent to a telephone: in the demo it lies in the tray."""
    to = phone.replace("+", "%2B")
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with urllib.request.urlopen(f"{clinic['url']}/demo/tray.json?to={to}", timeout=10) as answer:
            items = json.load(answer)["items"]
        if items:
            code = re.search(r"[0-9]{6}", items[0]["text"])
            assert code, items[0]["text"]
            return code.group()
        time.sleep(0.1)
    raise AssertionError(f"no code came for {phone}")


def sign_in_by_code(page: Page, clinic: dict[str, Any], phone: str) -> None:
    """Somebody says that it is them, in the middle of a page."""
    page.get_by_role("textbox", name="Mobile number").fill(phone[3:])
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Six-digit code").fill(code_for(clinic, phone))
    page.get_by_role("button", name="Sign in", exact=True).last.click()


def register(page: Page, name: str) -> None:
    """The first of a family gets a record in the clinic."""
    page.get_by_label("Full name").fill(name)
    page.get_by_role("button", name="I know only the age").click()
    page.get_by_label("Age in years").fill("34")
    page.get_by_label("Sex").select_option(label="Female")
    page.get_by_role("button", name="Register").click()


def is_for_all(page: Page) -> None:
    """Nothing serious stands in anybody's way, and nothing scrolls sideways."""
    page.evaluate(_AXE.read_text("utf-8"))
    assert page.evaluate(_FIND) == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0, "nothing scrolls sideways"


def a_wall(desk: Page, open_at: Open, *, expecting: tuple[str, ...] = ()) -> Page:
    """A screen of the waiting room, by an address that the desk has just made."""
    desk.get_by_role("button", name="Waiting-room screens").click()
    desk.get_by_role("button", name="Add a screen").click()
    wall = open_at(desk.get_by_label("Address of the screen").input_value(), expecting=expecting)
    expect(wall.get_by_role("heading", level=1)).not_to_be_empty()
    return wall
