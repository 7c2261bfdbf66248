"""The doors of the house of trust."""

from __future__ import annotations

from clinic_suite.audit import schemas as shapes
from clinic_suite.audit.model import (
    Entry,
    HoldId,
    Keeping,
    LegalHold,
    Lifting,
    NewHold,
    RetentionChange,
    RetentionShown,
)
from clinic_suite.audit.policies import audited_clinic
from clinic_suite.audit.service import KeepHolds, KeepRecords, ReadTrail
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.actor import staff, who_asks
from clinic_suite.rest.blueprint import Doors, part
from clinic_suite.rest.etag import seen_version
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


@doors.get("/retention", who=staff(Role.ADMIN), answers=shapes.RetentionShape)
def show_retention() -> RetentionShown:
    """Show how long the clinic keeps its records."""
    return part(KeepRecords).show(who_asks())


@doors.patch(
    "/retention",
    who=staff(Role.ADMIN),
    body=shapes.RetentionChangeShape,
    answers=shapes.RetentionShape,
    versioned=True,
)
def change_retention(change: RetentionChange) -> RetentionShown:
    """Keep some classes of records for longer than seven years, in one state or in all."""
    return part(KeepRecords).change(change, seen_version(), who_asks())


@doors.get("/retention/answer", who=staff(Role.ADMIN), query=shapes.KeepingQuery, answers=shapes.KeepingShape)
def answer_retention(query: Query) -> Keeping:
    """Tell until when records are kept, whether they may be destroyed today, and why not."""
    by = who_asks()
    return part(KeepRecords).answer_for(shapes.subject_of(query, audited_clinic(by)), by)


@doors.get("/legal-holds", who=staff(Role.ADMIN), query=shapes.HoldQuery, answers=page_of(shapes.HoldShape))
def list_holds(query: Query) -> Page[LegalHold]:
    """List the clinic's legal holds, the newest first."""
    return part(KeepHolds).list_of(query.get("state"), wanted(query, str), who_asks())


@doors.post("/legal-holds", who=staff(Role.ADMIN), body=shapes.NewHoldShape, answers=shapes.HoldShape)
def place_hold(wish: NewHold) -> LegalHold:
    """Hold all records of the clinic, of one patient or of one class: nothing of it is destroyed any more."""
    return part(KeepHolds).place(wish, who_asks())


@doors.post(
    "/legal-holds/<hold_id>/lifting",
    who=staff(Role.ADMIN),
    body=shapes.LiftingShape,
    answers=shapes.HoldShape,
    status=200,
)
def lift_hold(wish: Lifting, hold_id: HoldId) -> LegalHold:
    """Lift a legal hold, and say why."""
    return part(KeepHolds).lift(hold_id, wish, who_asks())
