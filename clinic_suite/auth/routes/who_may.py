"""Who may do what: the declarations by which the doors themselves are guarded, for people to read."""

from __future__ import annotations

from typing import Any

from clinic_suite.auth import schemas as shapes
from clinic_suite.auth.routes.doors import doors
from clinic_suite.auth.routes.staff import KEEPERS
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.blueprint import DOORS, Door
from clinic_suite.rest.schema import page_of


@doors.get("/who-may", who=KEEPERS, answers=page_of(shapes.DoorShape))
def list_who_may() -> Page[dict[str, Any]]:
    """List every door of the house: what it does, for which roles, and how they must stand to what they touch."""
    return Page([_written(door) for door in DOORS])


def _written(door: Door) -> dict[str, Any]:
    return {
        "house": door.house,
        "method": door.method,
        "path": door.path.replace("<", "{").replace(">", "}"),
        "does": door.summary,
        "roles": sorted(door.who.roles),
        "relation": door.who.relation,
    }
