"""What every use case says for the record: who did what to which thing, and what it was before.

The kernel only carries these notes into the transaction; the audit house keeps them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

import attrs

from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.documents import to_document
from clinic_suite.kernel.ids import ClinicId, PatientId

MASK = "•••"
ANOTHER_MASK = "•••′"
"""Stands after an edit for a hidden value that is another one now, so that the trail shows which field changed."""
HIDDEN = "hidden"
"""Metadata of a field whose value never stands in the trail: ``attrs.field(metadata={HIDDEN: True})``."""


@attrs.frozen(kw_only=True)
class Note:
    """One thing done to one entity, e.g. ``changed`` a ``practitioner``."""

    action: str
    entity: str
    entity_id: str
    clinic_id: ClinicId | None
    patient_id: PatientId | None = None
    reason: str | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    by: Actor | None = None
    """Whose deed it is, where that was proven only on the way: a sign-in begins in nobody's name."""


class Trail(Protocol):
    """Something that keeps notes.  What it cannot keep must not happen."""

    def write(self, notes: Sequence[Note], by: Actor, at: datetime) -> None:
        """Keep the notes in the running transaction, or raise."""
        ...

    def write_alone(self, note: Note, by: Actor, at: datetime) -> None:
        """Keep one note where no transaction is open, or raise."""
        ...


class Kept(attrs.AttrsInstance, Protocol):
    """A model that has a name of its own."""

    @property
    def id(self) -> str: ...


def shown(model: attrs.AttrsInstance | None) -> dict[str, Any] | None:
    """A model as the trail may show it: hidden fields are there, but not their values."""
    if model is None:
        return None
    document = to_document(model)
    for field in attrs.fields(type(model)):
        if field.metadata.get(HIDDEN) and document.get(field.name) is not None:
            document[field.name] = MASK
    return document


def _shown_after(before: Kept | None, after: Kept | None) -> dict[str, Any] | None:
    document = shown(after)
    if document is None or before is None or after is None:
        return document
    for name in [f.name for f in attrs.fields(type(after))]:
        if document.get(name) == MASK and getattr(before, name, None) != getattr(after, name):
            document[name] = ANOTHER_MASK
    return document


def difference(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Only what an edit changed; all of it for something new or gone."""
    if before is None or after is None:
        return (None if before is None else dict(before)), (None if after is None else dict(after))
    changed = [k for k in {**before, **after} if before.get(k) != after.get(k)]
    return {k: before.get(k) for k in changed}, {k: after.get(k) for k in changed}


def note_of(
    action: str,
    entity: str,
    *,
    before: Kept | None = None,
    after: Kept | None = None,
    clinic_id: ClinicId | None,
    patient_id: PatientId | None = None,
    reason: str | None = None,
    by: Actor | None = None,
) -> Note:
    """A note about one model, e.g. ``note_of("changed", "clinic", before=…, after=…, clinic_id=…)``."""
    named = after if after is not None else before
    if named is None:
        raise ValueError("a note is about something that was there before or is there after")
    return Note(
        action=action,
        entity=entity,
        entity_id=named.id,
        clinic_id=clinic_id,
        patient_id=patient_id,
        reason=reason,
        before=shown(before),
        after=_shown_after(before, after),
        by=by,
    )
