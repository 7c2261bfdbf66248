"""A patient scans the sign at the door, checks in, follows the own place on the phone, and says how it was."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.stage import (
    Open,
    Staff,
    Witness,
    a_running_clinic,
    a_wall,
    code_for,
    is_for_all,
    opened_by,
)

INDIA = ZoneInfo("Asia/Kolkata")
PHONE = "+919822099871"
NAME = "Shabana Momin"
_LATEST = 21
"""From ten in the evening no visit of an hour later is today's any more."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A clinic of its own: another story's line would stand before this one."""
    if datetime.now(INDIA).hour > _LATEST:
        pytest.skip("so late in India nobody comes within the hour")
    with a_running_clinic(tmp_path_factory.mktemp("door") / "var") as told:
        yield told


@pytest.fixture(scope="module")
def people(browser: Browser, told: dict[str, Any]) -> Iterator[Staff]:
    people = Staff(browser, told)
    yield people
    people.close()


@pytest.fixture(scope="module")
def open_at(browser: Browser, told: dict[str, Any]) -> Iterator[Open]:
    witness = Witness(told["url"])
    with opened_by(browser, told["url"], witness) as opened:
        yield opened
    assert witness.complaints == []


@attrs.frozen(kw_only=True)
class Telephone:
    """What somebody's telephone asks the server besides what the story looks at."""

    url: str
    token: str

    def ask(self, path: str, sent: Any = None) -> Any:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": "the-one-visit-of-this-story",
        }
        body = None if sent is None else json.dumps(sent).encode()
        request = urllib.request.Request(f"{self.url}/api/v1{path}", body, headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def book_within_the_hour(self, samples: dict[str, str]) -> None:
        clinic_id, doctor_id = samples["clinic_id"], samples["practitioner_id"]
        said = {"clinic_id": clinic_id, "name": NAME, "sex": "female", "birth": {"age": 44}}
        patient = self.ask("/me/patients", said)
        service_id = next(
            s["id"]
            for s in self.ask(f"/clinics/{clinic_id}/services")["items"]
            if doctor_id in s["practitioner_ids"] and s["mode"] == "in_person"
        )
        today = datetime.now(INDIA).date().isoformat()
        free = self.ask(
            f"/practitioners/{doctor_id}/availability?from={today}&until={today}&service={service_id}"
        )
        soon = datetime.now(INDIA) + timedelta(minutes=58)
        times = [t["starts_at"] for t in free["items"][0]["times"]]
        starts_at = next(at for at in times if datetime.fromisoformat(at) < soon)
        wish = {"patient_id": patient["id"], "practitioner_id": doctor_id, "service_id": service_id}
        self.ask("/appointments", {**wish, "starts_at": starts_at})


def _open_the_hours(people: Staff, doctor_id: str) -> None:
    """The doctor stays longer today, whatever the hour at which this story is told."""
    page, now = people.page_of("manager"), datetime.now(INDIA)
    page.goto("/admin/plan")
    page.get_by_label("Whose diary").select_option(value=doctor_id)
    form = page.get_by_role("form", name="Plan it")
    form.get_by_label("What", exact=True).select_option(label="Extra time")
    form.get_by_label("First day").fill(now.date().isoformat())
    form.get_by_label("From", exact=True).fill((now + timedelta(minutes=32)).strftime("%H:%M"))
    form.get_by_label("Until", exact=True).fill((now + timedelta(minutes=92)).strftime("%H:%M"))
    form.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("listitem").filter(has_text="Extra time")).to_be_visible()
    page.close()


def _code_at_the_door(desk: Page) -> str:
    desk.get_by_role("button", name="Sign for the door").click()
    sign = desk.get_by_role("region", name="Today's sign for the door")
    expect(sign.get_by_role("img", name="Code to check in")).to_be_visible()
    return sign.locator("p").nth(3).inner_text()


def _sign_in(page: Page, told: dict[str, Any]) -> Telephone:
    page.get_by_role("textbox", name="Mobile number").fill(PHONE[3:])
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Six-digit code").fill(code_for(told, PHONE))
    with page.expect_response("**/auth/otp/verify") as verified:
        page.get_by_role("button", name="Sign in", exact=True).last.click()
    return Telephone(url=told["url"], token=verified.value.json()["access_token"])


def _is_for_everybody(page: Page) -> None:
    """As it stands, and in Hindi in the dark."""
    for language, scheme in (("hi", "dark"), ("en", "light")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.evaluate(f"localStorage.setItem('language', '{language}')")
        page.reload()
        page.get_by_role("heading").first.wait_for()
        page.wait_for_load_state("networkidle")
        is_for_all(page)


def test_a_patient_scans_the_sign_and_follows_the_own_place(
    people: Staff, open_at: Open, told: dict[str, Any]
) -> None:
    _open_the_hours(people, told["samples"]["practitioner_id"])
    desk = people.page_of("front_desk")
    desk.goto("/desk/queue")
    code = _code_at_the_door(desk)

    phone = open_at(f"/me?code={code}", width=390, height=844, expecting=("401",))
    telephone = _sign_in(phone, told)
    expect(phone).to_have_url(f"{told['url']}/me?code={code}")
    expect(phone.get_by_text("none of your visits can be checked in now")).to_be_visible()

    telephone.book_within_the_hour(told["samples"])
    phone.reload()
    expect(phone.get_by_label("Code at the clinic's door")).to_have_value(code)
    phone.get_by_role("button", name="I am here").click()
    place = phone.get_by_role("region", name="In the clinic today")
    expect(place).to_contain_text("Please wait")
    expect(place).to_contain_text("Nobody is ahead of you")
    token = place.locator("strong").inner_text()
    _is_for_everybody(phone)

    row = desk.get_by_role("listitem").filter(has_text=NAME)
    row.get_by_role("button", name=f"Call: number {token}", exact=True).click()
    expect(place).to_contain_text("It is your turn")
    _is_for_everybody(phone)
    wall = a_wall(desk, open_at)
    expect(wall.locator("section[data-calling] [data-number]")).to_contain_text(token)
    _is_for_everybody(wall)
    _is_for_everybody(desk)

    row.get_by_role("button", name=f"Comes in: number {token}").click()
    expect(place).to_contain_text("You are with the doctor")
    row.get_by_role("button", name=f"Finish: number {token}").click()
    expect(place).to_contain_text("Your visit is over.")
    _rate(phone)


def _rate(phone: Page) -> None:
    """Whoever was seen finds the visit among those of before, and says how it was."""
    phone.goto("/me")
    expect(phone.get_by_role("heading", name="No visit ahead")).to_be_visible()
    phone.get_by_role("region", name="Earlier").get_by_role("link").first.click()
    phone.get_by_role("button", name="Post").click()
    expect(phone.get_by_text("Choose how many stars.")).to_be_visible()
    phone.get_by_role("radio", name="4 of 5 stars").press("Space")
    phone.get_by_label("A few words").fill("Seen on time.")
    phone.get_by_role("button", name="Post").click()
    expect(phone.get_by_text("You gave 4 of 5 stars.")).to_be_visible()
    _is_for_everybody(phone)
    phone.get_by_role("link", name=re.compile(r"^Dr\.")).first.click()
    said = phone.get_by_role("region", name="What patients say").get_by_role("listitem").first
    expect(said).to_contain_text("Seen on time.")
    expect(said).to_contain_text("S., a patient")
