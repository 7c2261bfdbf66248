"""Give the installation a name of its own.

A backup carries it, so that a restore can say whose data it brings; and whoever reads two
databases can tell a copy from a stranger.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from pymongo.database import Database

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def up(database: Database[dict[str, Any]]) -> None:
    """Twice is once: a name that is there already stays."""
    name = "in_" + "".join(secrets.choice(_LETTERS) for _ in range(20))
    now = datetime.now(UTC)
    database["installation"].update_one(
        {"_id": "installation"},
        {"$setOnInsert": {"id": name, "made_at": now.replace(microsecond=now.microsecond // 1000 * 1000)}},
        upsert=True,
    )
