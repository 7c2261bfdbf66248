"""What is true of every page: readable for all, in both languages, in the light and in the dark."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import ROOT, Open

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/",
    "/?name=zzzz",
    "doctor",
    "wait",
    "clinic",
    "/nowhere",
    "/me",
    "/desk",
    "/doctor",
    "/admin",
    "/board",
)
_FIND = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .filter(v => ['serious', 'critical'].includes(v.impact))
  .map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | '))"""


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_readable_for_all_in_the_light_and_in_the_dark(
    visit: Open, clinic: dict[str, Any], address: str
) -> None:
    """English at a desk in the light, Hindi on a small phone in the dark; nothing scrolls sideways there."""
    for look in (
        {"language": "en-IN"},
        {"language": "hi-IN", "dark": True, "width": 360, "height": 740},
    ):
        page = visit(_full(address, clinic), expecting=("404",), **look)
        page.get_by_role("main").get_by_role("heading").first.wait_for()
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate(_FIND) == []
        assert _overhang(page) == 0


def test_the_pages_of_the_api_open_without_a_stranger(visit: Open) -> None:
    page = visit("/api/docs")
    page.get_by_text("founding", exact=True).click(timeout=30_000)
    page.get_by_text("/api/v1/setup", exact=True).first.wait_for()


def test_the_app_can_be_installed(visit: Open, clinic: dict[str, Any]) -> None:
    page = visit("/")
    manifest = page.request.get(f"{clinic['url']}/manifest.webmanifest").json()
    sizes = {size for icon in manifest["icons"] for size in icon["sizes"].split()}
    assert {"192x192", "512x512"} <= sizes
    assert manifest["display"] == "standalone"
    for icon in manifest["icons"]:
        assert page.request.get(f"{clinic['url']}/{icon['src'].lstrip('/')}").ok


def _full(address: str, clinic: dict[str, Any]) -> str:
    samples = clinic["samples"]
    doctor = f"/doctors/{samples['practitioner_id']}"
    known = {"doctor": doctor, "wait": f"{doctor}/wait", "clinic": f"/clinics/{samples['clinic_id']}"}
    return known.get(address, address)


def _overhang(page: Page) -> int:
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
