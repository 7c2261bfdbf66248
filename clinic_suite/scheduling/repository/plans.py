"""What day sheets are made from: diaries, templates, exceptions, resources and the clinic's terms."""

from __future__ import annotations

from datetime import date, datetime

from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.errors import NotFound, VersionStale
from clinic_suite.kernel.ids import ClinicId, DiaryId, ExceptionId, ResourceId, TemplateId
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine
from clinic_suite.scheduling.errors import ResourceNameTaken
from clinic_suite.scheduling.model import (
    DiaryException,
    DiaryKind,
    Resource,
    Standing,
    Template,
    Terms,
)


class Diaries:
    """One row for each diary: the lock of everything that its pages are drawn from."""

    def __init__(self, engine: Engine) -> None:
        self._diaries = engine.database["diaries"]

    def lock(self, clinic_id: ClinicId, diary_id: DiaryId, kind: DiaryKind) -> None:
        """Inside a unit of work: whoever changes a diary or draws its pages comes one after another.

        It counts, because a write that changes nothing would hold up nobody.
        """
        wish = {"_id": diary_id, "clinic_id": clinic_id}
        done = self._diaries.update_one(wish, {"$inc": {"version": 1}})
        if done.matched_count:
            return
        self._diaries.insert_one({**wish, "kind": kind.value, "made_until": None, "version": 1})

    def of_clinic(self, clinic_id: ClinicId) -> list[tuple[DiaryId, DiaryKind]]:
        rows = self._diaries.find({"clinic_id": clinic_id}).sort("_id", 1)
        return [(DiaryId(r["_id"]), DiaryKind(r["kind"])) for r in rows]

    def clinics(self) -> list[ClinicId]:
        """Every clinic that keeps a diary; for what happens by itself."""
        return sorted(ClinicId(c) for c in self._diaries.distinct("clinic_id"))

    def drawn(self, diary_id: DiaryId, clinic_id: ClinicId, until: date) -> None:
        self._diaries.update_one(
            {"_id": diary_id, "clinic_id": clinic_id}, {"$set": {"made_until": until.isoformat()}}
        )


class Templates:
    """How weeks look."""

    def __init__(self, engine: Engine) -> None:
        self._templates = engine.database["templates"]

    def add(self, template: Template) -> None:
        self._templates.insert_one(to_document(template))

    def get(self, clinic_id: ClinicId, template_id: TemplateId) -> Template:
        row = self._templates.find_one({"_id": template_id, "clinic_id": clinic_id})
        if row is None:
            raise NotFound
        return from_document(row, Template)

    def replace(self, template: Template) -> None:
        done = self._templates.update_one(
            {"_id": template.id, "clinic_id": template.clinic_id, "version": template.version - 1},
            {"$set": to_document(template)},
        )
        if done.matched_count == 0:
            raise VersionStale

    def of_diary(self, clinic_id: ClinicId, diary_id: DiaryId) -> list[Template]:
        wish = {"clinic_id": clinic_id, "diary_id": diary_id, "state": Standing.ACTIVE.value}
        return [from_document(r, Template) for r in self._templates.find(wish).sort("_id", 1)]


class Exceptions:
    """How days differ."""

    def __init__(self, engine: Engine) -> None:
        self._exceptions = engine.database["diary_exceptions"]

    def add(self, exception: DiaryException) -> None:
        self._exceptions.insert_one(to_document(exception))

    def get(self, clinic_id: ClinicId, exception_id: ExceptionId) -> DiaryException:
        row = self._exceptions.find_one({"_id": exception_id, "clinic_id": clinic_id})
        if row is None:
            raise NotFound
        return from_document(row, DiaryException)

    def remove(self, exception: DiaryException) -> None:
        done = self._exceptions.delete_one({"_id": exception.id, "clinic_id": exception.clinic_id})
        if done.deleted_count == 0:
            raise NotFound

    def touching(
        self, clinic_id: ClinicId, diary_id: DiaryId, from_at: datetime, until_at: datetime
    ) -> list[DiaryException]:
        wish = {
            "clinic_id": clinic_id,
            "diary_id": diary_id,
            "until_at": {"$gt": from_at},
            "from_at": {"$lt": until_at},
        }
        return [from_document(r, DiaryException) for r in self._exceptions.find(wish).sort("until_at", 1)]


class Resources:
    """Rooms and devices."""

    def __init__(self, engine: Engine) -> None:
        self._resources = engine.database["resources"]

    def add(self, resource: Resource) -> None:
        try:
            self._resources.insert_one(_stored(resource))
        except DuplicateKey:
            raise ResourceNameTaken from None

    def get(self, clinic_id: ClinicId, resource_id: ResourceId) -> Resource:
        row = self._resources.find_one({"_id": resource_id, "clinic_id": clinic_id})
        if row is None:
            raise NotFound
        return from_document(row, Resource)

    def replace(self, resource: Resource) -> None:
        try:
            done = self._resources.update_one(
                {"_id": resource.id, "clinic_id": resource.clinic_id, "version": resource.version - 1},
                {"$set": _stored(resource)},
            )
        except DuplicateKey:
            raise ResourceNameTaken from None
        if done.matched_count == 0:
            raise VersionStale

    def active(self, clinic_id: ClinicId) -> list[Resource]:
        wish = {"clinic_id": clinic_id, "state": Standing.ACTIVE.value}
        return [from_document(r, Resource) for r in self._resources.find(wish).sort("_id", 1)]


class TermsBook:
    """What each clinic promises and asks; a clinic that has said nothing has the usual terms."""

    def __init__(self, engine: Engine) -> None:
        self._terms = engine.database["diary_terms"]

    def of_clinic(self, clinic_id: ClinicId) -> Terms:
        row = self._terms.find_one({"_id": clinic_id, "clinic_id": clinic_id}, {"_id": 0})
        return Terms(clinic_id=clinic_id) if row is None else from_document(row, Terms)

    def replace(self, terms: Terms) -> None:
        """Store an edit of the terms as they were seen; the first edit makes the row."""
        row = {**to_document(terms), "_id": terms.clinic_id}
        seen = {"_id": terms.clinic_id, "clinic_id": terms.clinic_id, "version": terms.version - 1}
        if self._terms.update_one(seen, {"$set": row}).matched_count:
            return
        if terms.version != 2:
            raise VersionStale
        try:
            self._terms.insert_one(row)
        except DuplicateKey:
            raise VersionStale from None


def _stored(resource: Resource) -> Document:
    return {**to_document(resource), "name_key": resource.name.casefold()}
