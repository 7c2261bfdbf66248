"""The running numbers of records, one row for each clinic."""

from __future__ import annotations

from typing import cast

import attrs
from pymongo import ReturnDocument

from clinic_suite.kernel.ids import ClinicId
from clinic_suite.kernel.mongo import Document, Engine, apart_from_unit_of_work


@attrs.frozen
class Taken:
    """Numbers that nobody else will get: ``initials`` and ``count`` numbers from ``first`` on."""

    initials: str
    first: int


class RecordNumbers:
    """Hands out record numbers."""

    def __init__(self, engine: Engine) -> None:
        self._numbers = engine.database["record_numbers"]

    def take(self, clinic_id: ClinicId, initials: str, count: int = 1) -> Taken:
        """The next numbers of a clinic, which keeps the initials that it began with.

        They are taken apart from the unit of work that is open: two desks that register at once would
        else wait for each other.  A number whose registration fails is lost, and nobody misses it.
        """
        return apart_from_unit_of_work(lambda: self._take(clinic_id, initials, count))

    def clinics(self) -> list[ClinicId]:
        """The clinics that have ever registered anybody."""
        return [ClinicId(row["_id"]) for row in self._numbers.find({}, {"_id": 1})]

    def _take(self, clinic_id: ClinicId, initials: str, count: int) -> Taken:
        # The filter is the unique key alone: then the server itself settles two upserts that meet.
        found = self._numbers.find_one_and_update(
            {"_id": clinic_id},
            {"$inc": {"last": count}, "$setOnInsert": {"clinic_id": clinic_id, "initials": initials}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        row = cast(Document, found)
        return Taken(row["initials"], row["last"] - count + 1)
