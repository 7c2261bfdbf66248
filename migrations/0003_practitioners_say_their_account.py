"""Let practitioners of before the link say that nobody signs in as them.

The database refuses a practitioner without the field from the next ``db apply`` on, and the validator of
before would refuse one with it, so it is passed over here.
"""

from __future__ import annotations

from typing import Any

from pymongo.database import Database


def up(database: Database[dict[str, Any]]) -> None:
    """Twice is once: who says an account keeps it."""
    database["practitioners"].update_many(
        {"account_id": {"$exists": False}}, {"$set": {"account_id": None}}, bypass_document_validation=True
    )
