"""The doors of the house of access."""

from __future__ import annotations

from clinic_suite.access import schemas as shapes
from clinic_suite.access.model import Grant, GrantId, Need
from clinic_suite.access.policies import RELEASERS, WATCHERS
from clinic_suite.access.rules import MAY_TREAT
from clinic_suite.access.service import BreakGlass, ReleaseNumbers
from clinic_suite.kernel.ids import PatientId
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.actor import staff, who_asks
from clinic_suite.rest.blueprint import Doors, part
from clinic_suite.rest.schema import Query, page_of, wanted

doors = Doors("access", "Opening a chart in need, and letting people in who are on hold.")


@doors.post(
    "/patients/<patient_id>/break-glass",
    who=staff(*MAY_TREAT),
    body=shapes.NeedShape,
    answers=shapes.GrantShape,
)
def break_glass(need: Need, patient_id: PatientId) -> Grant:
    """Open the chart of somebody whom I do not treat, for an hour, and say why."""
    return part(BreakGlass).break_glass(patient_id, need, who_asks())


@doors.get("/break-glass", who=staff(*WATCHERS), query=shapes.GrantQuery, answers=page_of(shapes.GrantShape))
def list_broken_glass(query: Query) -> Page[Grant]:
    """List who opened a chart in need, the newest first."""
    return part(BreakGlass).list_of(query.get("state"), wanted(query, str), who_asks())


@doors.post(
    "/break-glass/<grant_id>/seen",
    who=staff(*WATCHERS, relation="of the same clinic, and not who broke the glass"),
    answers=shapes.GrantShape,
    status=200,
)
def mark_seen(grant_id: GrantId) -> Grant:
    """Put my name to having looked at it."""
    return part(BreakGlass).mark_seen(grant_id, who_asks())


@doors.post("/patients/<patient_id>/number-release", who=staff(*RELEASERS), status=204)
def release_number(patient_id: PatientId) -> None:
    """Let a patient's number be sent codes again, after twenty wrong ones in a row."""
    part(ReleaseNumbers).release(patient_id, who_asks())
