"""Clinics and the days on which they are closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from clinic_suite.directory import rules
from clinic_suite.directory.errors import ClinicInactive
from clinic_suite.directory.model import Clinic, Closure, State
from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.errors import NotFound, VersionStale
from clinic_suite.kernel.ids import ClinicId, ClosureId
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.paging import Page, Wanted, cut


class Clinics:
    """The clinics.  They are global: their own ids are what everything else is kept by."""

    def __init__(self, engine: Engine) -> None:
        self._clinics = engine.database["clinics"]

    def add(self, clinic: Clinic, now: datetime) -> None:
        self._clinics.insert_one({**_stored(clinic), "gained_at": now, "gains": 0})

    def there_is_any(self) -> bool:
        return self._clinics.find_one({}, {"_id": 1}) is not None

    def get(self, clinic_id: ClinicId) -> Clinic:
        document = self._clinics.find_one({"_id": clinic_id})
        if document is None:
            raise NotFound
        return from_document(document, Clinic)

    def of_ids(self, ids: Iterable[ClinicId]) -> list[Clinic]:
        """Those of these that there are, in no order."""
        wish = {"_id": {"$in": list(dict.fromkeys(ids))}}
        return [from_document(row, Clinic) for row in self._clinics.find(wish)]

    def replace(self, clinic: Clinic) -> None:
        """Store an edited clinic, unless somebody else has edited it since it was read."""
        done = self._clinics.update_one(
            {"_id": clinic.id, "version": clinic.version - 1}, {"$set": _stored(clinic)}
        )
        if done.matched_count == 0:
            raise VersionStale

    def gain(self, clinic_id: ClinicId, now: datetime) -> None:
        """Let an active clinic gain something, and refuse it to an inactive one.

        It is a write, not a look: a transaction that adds and one that deactivates write the
        same document, so the database lets only one of them through at a time.

        It counts, because a write that changes nothing is no write to MongoDB: two who gained in
        the same millisecond would both have been let through.
        """
        done = self._clinics.update_one(
            {"_id": clinic_id, "state": State.ACTIVE.value},
            {"$set": {"gained_at": now}, "$inc": {"gains": 1}},
        )
        if done.matched_count == 0:
            self.get(clinic_id)
            raise ClinicInactive

    def active(self, city: str | None, wanted: Wanted) -> Page[Clinic]:
        """The clinics that take part, in the order of their names."""
        wish: dict[str, Any] = {"state": State.ACTIVE.value}
        if city is not None:
            wish["city_key"] = city.casefold()
        if wanted.after is not None:
            wish.update(after(wanted.after))
        rows = self._clinics.find(wish).sort([("sort_key", 1), ("_id", 1)]).limit(wanted.limit + 1)
        page = cut(list(rows), wanted, lambda r: (r["sort_key"], r["_id"]))
        return page.map(lambda r: from_document(r, Clinic))


class Closures:
    """The days on which clinics are shut."""

    def __init__(self, engine: Engine) -> None:
        self._closures = engine.database["closures"]

    def add(self, closure: Closure) -> None:
        self._closures.insert_one(to_document(closure))

    def overlaps(self, clinic_id: ClinicId, from_on: date, until_on: date) -> bool:
        span = {
            "clinic_id": clinic_id,
            "from_on": {"$lte": until_on.isoformat()},
            "until_on": {"$gte": from_on.isoformat()},
        }
        return self._closures.find_one(span, {"_id": 1}) is not None

    def touching(self, clinic_id: ClinicId, from_on: date, until_on: date) -> list[Closure]:
        """The closures that share a day with a span."""
        span = {
            "clinic_id": clinic_id,
            "from_on": {"$lte": until_on.isoformat()},
            "until_on": {"$gte": from_on.isoformat()},
        }
        return [from_document(r, Closure) for r in self._closures.find(span).sort("from_on", 1)]

    def ending_from(self, clinic_id: ClinicId, day: date, wanted: Wanted) -> Page[Closure]:
        """A clinic's closures that are not over yet, the nearest first."""
        wish: dict[str, Any] = {"clinic_id": clinic_id, "until_on": {"$gte": day.isoformat()}}
        if wanted.after is not None:
            wish.update(after(wanted.after, "from_on"))
        rows = self._closures.find(wish).sort([("from_on", 1), ("_id", 1)]).limit(wanted.limit + 1)
        page = cut(list(rows), wanted, lambda r: (r["from_on"], r["_id"]))
        return page.map(lambda r: from_document(r, Closure))

    def remove(self, clinic_id: ClinicId, closure_id: ClosureId) -> Closure:
        document = self._closures.find_one_and_delete({"_id": closure_id, "clinic_id": clinic_id})
        if document is None:
            raise NotFound
        return from_document(document, Closure)


def after(place: tuple[str | int, ...], first: str = "sort_key") -> dict[str, Any]:
    """The rows behind a place in a list that is ordered by one field and then by id."""
    value, last_id = place
    return {"$or": [{first: {"$gt": value}}, {first: value, "_id": {"$gt": last_id}}]}


def _stored(clinic: Clinic) -> dict[str, Any]:
    return {
        **to_document(clinic),
        "sort_key": rules.sort_key(clinic.name),
        "city_key": clinic.address.city.casefold(),
    }
