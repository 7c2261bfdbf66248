"""Let devices that waited before there were approvals ask anew.

A waiting device is an approval now, and one without it could be decided by nobody.  Its day ends
here, so its next sign-in asks again, under a new code and with an approval.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pymongo.database import Database

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def up(database: Database[dict[str, Any]]) -> None:
    """Twice is once: a device that has an approval keeps its day."""
    asked = {row["subject_id"] for row in database["approvals"].find({"kind": "device"}, {"subject_id": 1})}
    database["devices"].update_many(
        {"state": "waiting", "_id": {"$nin": sorted(asked)}}, {"$set": {"ask_ends_at": _LONG_AGO}}
    )
