"""What a browser keeps of the app: a visitor's pages from the first visit on, the staff's once they were opened."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT, Open
from tests.journeys.stage import until

_AWAY = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch")
_OLD = "used-by-an-older-version"
_STARTS = "file => import(file).then(area => Object.keys(area).length > 0, () => false)"
_KEPT = """async () => (await Promise.all((await caches.keys()).map(async name =>
  (await (await caches.open(name)).keys()).map(request => new URL(request.url).pathname)))).flat()"""


def test_a_first_visit_keeps_a_patients_pages_and_none_of_the_staffs(visit: Open) -> None:
    page = visit("/", offline=True, expecting=_AWAY)
    _until_kept(page, "patient")
    kept = page.evaluate(_KEPT)
    assert {_file("patient"), _file("public"), _file("account")} <= set(kept)
    assert not {_file(area) for area in ("staff", "desk", "doctor", "admin", "board")} & set(kept)
    page.context.set_offline(True)
    assert page.evaluate(_STARTS, _file("patient"))
    assert not page.evaluate(_STARTS, _file("desk"))


def test_an_area_that_was_opened_at_the_first_visit_opens_without_a_network(visit: Open) -> None:
    page = visit("/desk", offline=True, expecting=_AWAY)
    _until_kept(page, "desk")
    page.context.set_offline(True)
    page.goto("/desk")
    expect(page.get_by_role("status").get_by_text("You are not connected")).to_be_visible()
    assert page.evaluate(_STARTS, _file("desk"))
    assert not page.evaluate(_STARTS, _file("admin"))


def test_an_area_that_is_opened_later_is_kept_too_and_what_an_older_version_kept_is_not(
    visit: Open, clinic: dict[str, Any]
) -> None:
    page = visit("/", offline=True, expecting=_AWAY)
    _until_kept(page, "patient")
    page.evaluate(
        "old => caches.open(old).then(cache => cache.put('/assets/old.js', new Response('1')))", _OLD
    )
    page.evaluate("navigator.serviceWorker.ready.then(worker => worker.unregister())")
    page.reload()
    until(lambda: not page.evaluate("old => caches.has(old)", _OLD))
    page.goto(f"/board?clinic={clinic['samples']['clinic_id']}&key=unknown")
    _until_kept(page, "board")


def _until_kept(page: Page, area: str) -> None:
    until(lambda: _file(area) in page.evaluate(_KEPT))


def _file(area: str) -> str:
    """The built file of an area; its name carries the hash of what is in it."""
    built = json.loads((ROOT / "web" / "dist" / ".vite" / "manifest.json").read_text("utf-8"))
    return "/" + str(built[f"src/app/areas/{area}.ts"]["file"])
