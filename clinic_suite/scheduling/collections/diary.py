"""Plans, day sheets and visits."""

from __future__ import annotations

from typing import Any

from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.care import Mode
from clinic_suite.kernel.collections import (
    BYTES,
    COUNT,
    DAY,
    ID,
    INSTANT,
    TEXT,
    YES_NO,
    CollectionSpec,
    IndexSpec,
    document,
    many,
    one_of,
    or_null,
)
from clinic_suite.scheduling.model import (
    AppointmentState,
    CancelledBy,
    DiaryKind,
    EntryState,
    ExceptionKind,
    ResourceKind,
    Source,
    Standing,
)

VERSION = {"bsonType": ["int", "long"], "minimum": 1}
MINUTES = {"bsonType": ["int", "long"], "minimum": 1, "maximum": 1440}
SEATS = {"bsonType": ["int", "long"], "minimum": 1, "maximum": 50}
CLOCK_TIME = {"bsonType": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"}
SHEET = {"bsonType": "string", "pattern": "^(pr|re)_[0-9a-z]{20}:[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
DIARY_ID = {"bsonType": "string", "pattern": "^(pr|re)_[0-9a-z]{20}$"}
MODES = many(one_of(Mode), 2)
_WINDOW = document(
    {
        "weekday": {"bsonType": ["int", "long"], "minimum": 0, "maximum": 6},
        "from_time": CLOCK_TIME,
        "until_time": CLOCK_TIME,
        "slot_minutes": MINUTES,
        "seats": SEATS,
        "modes": MODES,
        "place": TEXT,
    }
)
_SESSION = document(
    {
        "from_at": INSTANT,
        "until_at": INSTANT,
        "slot_minutes": MINUTES,
        "seats": SEATS,
        "modes": MODES,
        "place": TEXT,
        "starts": many(INSTANT, 400),
    }
)
_ENTRY = document(
    {
        "id": ID,
        "seat": SEATS,
        "from_at": INSTANT,
        "until_at": INSTANT,
        "starts_at": INSTANT,
        "ends_at": INSTANT,
        "state": one_of(EntryState),
        "expires_at": or_null(INSTANT),
        "token": or_null(BYTES),
        "holder": or_null(ID),
        "appointment_id": or_null(ID),
        "patient_id": or_null(ID),
        "service_id": or_null(ID),
    },
    # Entries of earlier versions have neither of the first two, and some have the third.
    {"block_id": or_null(ID), "reason": or_null(TEXT), "source_key": or_null(TEXT)},
)
_PLACE = document({"diary_id": DIARY_ID, "sheet_id": SHEET, "entry_id": ID, "seat": SEATS})
_DEED = document(
    {
        "at": INSTANT,
        "verb": TEXT,
        "by_role": one_of(Role),
        "by": or_null(ID),
        "was_at": or_null(INSTANT),
        "reason": or_null(BYTES),
    }
)
_HELD: dict[str, Any] = {"live": True}

DIARY = (
    CollectionSpec(
        name="diaries",
        shape=document(
            {
                "_id": DIARY_ID,
                "clinic_id": ID,
                "kind": one_of(DiaryKind),
                "made_until": or_null(DAY),
                "version": VERSION,
            }
        ),
        indexes=(IndexSpec(name="of_clinic", keys=(("clinic_id", 1), ("_id", 1))),),
    ),
    CollectionSpec(
        name="templates",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "diary_id": DIARY_ID,
                "windows": many(_WINDOW, 42),
                "valid_from": DAY,
                "valid_until": or_null(DAY),
                "state": one_of(Standing),
                "version": VERSION,
            }
        ),
        indexes=(IndexSpec(name="of_diary", keys=(("clinic_id", 1), ("diary_id", 1), ("_id", 1))),),
    ),
    CollectionSpec(
        name="diary_exceptions",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "diary_id": DIARY_ID,
                "kind": one_of(ExceptionKind),
                "from_at": INSTANT,
                "until_at": INSTANT,
                "reason": TEXT,
                "slot_minutes": MINUTES,
                "seats": SEATS,
                "modes": MODES,
                "place": TEXT,
                "made_at": INSTANT,
                "version": VERSION,
            }
        ),
        indexes=(IndexSpec(name="of_diary", keys=(("clinic_id", 1), ("diary_id", 1), ("until_at", 1))),),
    ),
    CollectionSpec(
        name="resources",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "name": TEXT,
                "name_key": TEXT,
                "kind": one_of(ResourceKind),
                "state": one_of(Standing),
                "version": VERSION,
            }
        ),
        indexes=(
            IndexSpec(
                name="one_name",
                keys=(("clinic_id", 1), ("name_key", 1)),
                unique=True,
                only_where={"state": Standing.ACTIVE.value},
            ),
            IndexSpec(name="of_clinic", keys=(("clinic_id", 1), ("state", 1), ("_id", 1))),
        ),
    ),
    CollectionSpec(
        name="diary_terms",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "lead_minutes": COUNT,
                "horizon_days": COUNT,
                "cancel_until_minutes": COUNT,
                "most_upcoming": COUNT,
                "most_holds": COUNT,
                "hold_seconds": COUNT,
                "paying_seconds": COUNT,
                "version": VERSION,
            }
        ),
        indexes=(IndexSpec(name="of_clinic", keys=(("clinic_id", 1),)),),
    ),
    CollectionSpec(
        name="day_sheets",
        shape=document(
            {
                "_id": SHEET,
                "clinic_id": ID,
                "diary_id": DIARY_ID,
                "on": DAY,
                "sessions": many(_SESSION, 50),
                "entries": many(_ENTRY, 1000),
                "closed_for": many(TEXT, 20),
                "strays": YES_NO,
                "version": VERSION,
            }
        ),
        indexes=(
            IndexSpec(name="by_day", keys=(("clinic_id", 1), ("on", 1), ("_id", 1))),
            IndexSpec(name="of_diary", keys=(("clinic_id", 1), ("diary_id", 1), ("on", 1))),
            IndexSpec(
                name="with_strays",
                keys=(("clinic_id", 1), ("on", 1)),
                only_where={"strays": True},
            ),
        ),
    ),
    CollectionSpec(
        name="claimants",
        shape=document(
            {
                "_id": TEXT,
                # Holds of earlier versions do not say on which page they stand.
                "holds": many(document({"entry_id": ID, "expires_at": INSTANT}, {"sheet_id": SHEET}), 20),
                "version": VERSION,
                "forget_at": INSTANT,
            }
        ),
        indexes=(IndexSpec(name="forgotten", keys=(("forget_at", 1),), expires_after_s=0),),
    ),
    CollectionSpec(
        name="appointments",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "practitioner_id": ID,
                "patient_id": ID,
                "service_id": ID,
                "mode": one_of(Mode),
                "starts_at": INSTANT,
                "ends_at": INSTANT,
                "seat": {**SEATS, "minimum": 0},
                "places": many(_PLACE, 5),
                "state": one_of(AppointmentState),
                "live": YES_NO,
                "source": one_of(Source),
                "reason": or_null(BYTES),
                "expires_at": or_null(INSTANT),
                "account_id": or_null(ID),
                "series_id": or_null(ID),
                "booked_at": INSTANT,
                "cancelled_by": or_null(one_of(CancelledBy)),
                "history": many(_DEED, 200),
                "version": VERSION,
            }
        ),
        indexes=(
            # The last line: whatever else went wrong, no two living visits share a seat and a beginning.
            IndexSpec(
                name="one_visit_a_seat",
                keys=(("practitioner_id", 1), ("starts_at", 1), ("seat", 1)),
                unique=True,
                only_where=_HELD,
            ),
            IndexSpec(name="by_day", keys=(("clinic_id", 1), ("starts_at", 1), ("_id", 1))),
            IndexSpec(
                name="of_practitioner",
                keys=(("clinic_id", 1), ("practitioner_id", 1), ("starts_at", 1), ("_id", 1)),
            ),
            IndexSpec(name="of_patient", keys=(("patient_id", 1), ("starts_at", -1), ("_id", -1))),
            IndexSpec(
                name="lapsing",
                keys=(("expires_at", 1),),
                only_where={"state": AppointmentState.REQUESTED.value},
            ),
            IndexSpec(
                name="of_series",
                keys=(("series_id", 1), ("starts_at", 1)),
                only_where={"series_id": {"$type": "string"}},
            ),
        ),
    ),
)
