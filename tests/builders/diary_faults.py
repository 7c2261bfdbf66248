"""What must never be found in a diary, whatever was done to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.errors import Refusal


def _sheets(suite: Suite) -> list[dict[str, Any]]:
    return list(suite.engine.database["day_sheets"].find({"entries.0": {"$exists": True}}))


def overlaps(suite: Suite, now: datetime) -> list[tuple[str, str, str]]:
    """Every pair of living entries that share a seat and a moment; there must be none."""
    found = []
    for sheet in _sheets(suite):
        living = [e for e in sheet["entries"] if e["expires_at"] is None or e["expires_at"] > now]
        for place, one in enumerate(living):
            for other in living[place + 1 :]:
                shared = one["from_at"] < other["until_at"] and other["from_at"] < one["until_at"]
                if shared and one["seat"] == other["seat"]:
                    found.append((str(sheet["_id"]), one["id"], other["id"]))
    return found


def disagreements(suite: Suite) -> list[str]:
    """Booked entries without a living visit, and living visits without their entry."""
    visits = {v["_id"]: v for v in suite.engine.database["appointments"].find({"live": True})}
    placed = {(p["sheet_id"], p["entry_id"]) for v in visits.values() for p in v["places"]}
    booked = {
        (str(s["_id"]), e["id"]) for s in _sheets(suite) for e in s["entries"] if e["state"] == "booked"
    }
    return sorted(str(x) for x in placed ^ booked)


def outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except Refusal as refused:
        return refused.slug
    return "done"
