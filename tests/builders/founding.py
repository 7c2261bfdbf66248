"""Somebody who sets up an empty installation."""

from __future__ import annotations

from typing import Any

from clinic_suite.bootstrap import Suite
from clinic_suite.founding.model import Founded, NewHouse
from clinic_suite.founding.service import FoundHouse
from clinic_suite.kernel.actor import the_house
from tests.builders.people import GOOD_PASSWORD, at
from tests.fakes.browser import KNOWN_BROWSER, Browser

SETUP = "/api/v1/setup"


def a_setup_code(suite: Suite) -> str:
    return suite.part(FoundHouse).make_code(the_house()).code


def found(suite: Suite, code: str, browser: Browser = KNOWN_BROWSER, **changes: Any) -> Founded:
    wish: dict[str, Any] = {
        "code": code,
        "clinic_name": "Sahyadri Family Clinic",
        "line1": "12 Karve Road",
        "city": "Pune",
        "state": "Maharashtra",
        "pin_code": "411004",
        "phone": "+912025441234",
        "time_zone": "Asia/Kolkata",
        "name": "Meera Joshi",
        "email": "meera@sahyadri.example",
        "password": GOOD_PASSWORD,
        **changes,
    }
    arrival = browser.arrives(SETUP, suite.clock.now())
    return suite.part(FoundHouse).found(NewHouse(**wish), arrival, at())
