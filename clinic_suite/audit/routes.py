"""The trail's doors."""

from __future__ import annotations

from clinic_suite.audit import schemas as shapes
from clinic_suite.audit.model import Entry
from clinic_suite.audit.service import ReadTrail
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.actor import staff, who_asks
from clinic_suite.rest.blueprint import Doors, part
from clinic_suite.rest.schema import Query, page_of, wanted

doors = Doors("audit", "Who did what, when and from where.")


@doors.get(
    "/audit/entries",
    who=staff(Role.ADMIN),
    query=shapes.EntryQuery,
    answers=page_of(shapes.EntryShape),
)
def search_trail(query: Query) -> Page[Entry]:
    """Search the clinic's trail, the newest first."""
    return part(ReadTrail).search(shapes.search_of(query), wanted(query, str), who_asks())
