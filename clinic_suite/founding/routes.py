"""Founding's doors: whether a founder is awaited, and the founding itself."""

from __future__ import annotations

import flask

from clinic_suite.auth.public import Arrival
from clinic_suite.founding import schemas as shapes
from clinic_suite.founding.model import Awaited, Founded, NewHouse
from clinic_suite.founding.service import FoundHouse
from clinic_suite.rest.actor import ANYONE, who_asks
from clinic_suite.rest.blueprint import Doors, part

doors = Doors("founding", "Setting up an empty installation.")

_LONGEST_BROWSER = 200


@doors.get("/setup", who=ANYONE, answers=shapes.AwaitedShape)
def await_founder() -> Awaited:
    """Say whether this installation is empty; there is no such address where it is not."""
    return part(FoundHouse).await_founder()


@doors.post("/setup", who=ANYONE, body=shapes.NewHouseShape, answers=shapes.FoundedShape)
def found_house(wish: NewHouse) -> Founded:
    """Open the first clinic with its first admin, with the code that the server has printed."""
    request = flask.request
    arrival = Arrival(
        browser=request.user_agent.string[:_LONGEST_BROWSER],
        method=request.method,
        path=request.path,
        device_proof=request.headers.get("DPoP"),
    )
    return part(FoundHouse).found(wish, arrival, who_asks())
