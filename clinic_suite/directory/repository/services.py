"""What clinics offer."""

from __future__ import annotations

from typing import Any

from clinic_suite.directory import rules
from clinic_suite.directory.errors import ServiceNameTaken
from clinic_suite.directory.model import Service, State
from clinic_suite.directory.repository.clinics import after
from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.errors import NotFound, VersionStale
from clinic_suite.kernel.ids import ClinicId, ServiceId
from clinic_suite.kernel.mongo import DuplicateKey, Engine
from clinic_suite.kernel.paging import Page, Wanted, cut


class Services:
    """The kinds of visit."""

    def __init__(self, engine: Engine) -> None:
        self._services = engine.database["services"]

    def add(self, service: Service) -> None:
        try:
            self._services.insert_one(_stored(service))
        except DuplicateKey:
            raise ServiceNameTaken from None

    def get(self, clinic_id: ClinicId, service_id: ServiceId) -> Service:
        document = self._services.find_one({"_id": service_id, "clinic_id": clinic_id})
        if document is None:
            raise NotFound
        return from_document(document, Service)

    def offered(self, service_id: ServiceId) -> Service:
        """A kind of visit by its name alone; like a listed practitioner it is public and names no clinic."""
        document = self._services.find_one({"_id": service_id})
        if document is None:
            raise NotFound
        return from_document(document, Service)

    def replace(self, service: Service) -> None:
        try:
            done = self._services.update_one(
                {"_id": service.id, "clinic_id": service.clinic_id, "version": service.version - 1},
                {"$set": _stored(service)},
            )
        except DuplicateKey:
            raise ServiceNameTaken from None
        if done.matched_count == 0:
            raise VersionStale

    def active(self, clinic_id: ClinicId, wanted: Wanted) -> Page[Service]:
        """What a clinic offers, in the order of the names."""
        wish: dict[str, Any] = {"clinic_id": clinic_id, "state": State.ACTIVE.value}
        if wanted.after is not None:
            wish.update(after(wanted.after))
        rows = self._services.find(wish).sort([("sort_key", 1), ("_id", 1)]).limit(wanted.limit + 1)
        page = cut(list(rows), wanted, lambda r: (r["sort_key"], r["_id"]))
        return page.map(lambda r: from_document(r, Service))


def _stored(service: Service) -> dict[str, Any]:
    return {**to_document(service), "sort_key": rules.sort_key(service.name)}
