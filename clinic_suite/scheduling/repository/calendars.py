"""Where calendar programmes may read: one secret for each account."""

from __future__ import annotations

from clinic_suite.kernel.documents import from_document, to_document
from clinic_suite.kernel.ids import AccountId
from clinic_suite.kernel.mongo import Engine
from clinic_suite.scheduling.model.calendars import CalendarFeed


class CalendarFeeds:
    """The feeds.  They belong to people and not to clinics."""

    def __init__(self, engine: Engine) -> None:
        self._feeds = engine.database["calendar_feeds"]

    def of_account(self, account_id: AccountId) -> CalendarFeed | None:
        row = self._feeds.find_one({"_id": account_id})
        return None if row is None else from_document(row, CalendarFeed)

    def of_proof(self, proof: bytes) -> CalendarFeed | None:
        row = self._feeds.find_one({"proof": proof})
        return None if row is None else from_document(row, CalendarFeed)

    def put(self, feed: CalendarFeed) -> None:
        """The address of before is dead with this very write."""
        row = to_document(feed)
        del row["version"]
        account_id = row.pop("_id")
        self._feeds.update_one({"_id": account_id}, {"$set": row, "$inc": {"version": 1}}, upsert=True)

    def remove(self, account_id: AccountId) -> bool:
        return self._feeds.delete_one({"_id": account_id}).deleted_count == 1
