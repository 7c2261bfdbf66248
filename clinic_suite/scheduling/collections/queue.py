"""The lines of those who came, and the screens that show their numbers."""

from __future__ import annotations

from clinic_suite.kernel.collections import (
    BYTES,
    COUNT,
    DAY,
    ID,
    INSTANT,
    TEXT,
    CollectionSpec,
    IndexSpec,
    document,
    many,
    one_of,
    or_null,
)
from clinic_suite.scheduling.model import Source
from clinic_suite.scheduling.model.queue import Because, MoveReason, TicketState

_VERSION = {"bsonType": ["int", "long"], "minimum": 1}
_DAY_NAME = {"bsonType": "string", "pattern": "^pr_[0-9a-z]{20}:[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_TOKEN = {"bsonType": ["int", "long"], "minimum": 1, "maximum": 999}
_TICKET = document(
    {
        "id": ID,
        "token": _TOKEN,
        "appointment_id": ID,
        "patient_id": ID,
        "service_id": ID,
        "source": one_of(Source),
        "starts_at": INSTANT,
        "length_s": COUNT,
        "arrived_at": INSTANT,
        "state": one_of(TicketState),
        "band": {"bsonType": ["int", "long"], "minimum": 0, "maximum": 1},
        "weight": {"bsonType": ["int", "long"]},
        "because": one_of(Because),
        "moved_for": or_null(one_of(MoveReason)),
        "called_at": or_null(INSTANT),
        "calls": COUNT,
        "started_at": or_null(INSTANT),
        "finished_at": or_null(INSTANT),
        "room": TEXT,
    }
)

QUEUE = (
    CollectionSpec(
        name="queue_days",
        shape=document(
            {
                "_id": _DAY_NAME,
                "clinic_id": ID,
                "practitioner_id": ID,
                "on": DAY,
                "last_token": COUNT,
                "tickets": many(_TICKET, 999),
                "delay_minutes": COUNT,
                "goes_on_at": or_null(INSTANT),
                "version": _VERSION,
            }
        ),
        indexes=(
            IndexSpec(name="by_day", keys=(("clinic_id", 1), ("on", 1), ("_id", 1))),
            IndexSpec(name="of_visit", keys=(("clinic_id", 1), ("tickets.appointment_id", 1))),
        ),
    ),
    CollectionSpec(
        name="board_keys",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "label": TEXT,
                "proof": BYTES,
                "made_at": INSTANT,
                "made_by": or_null(ID),
                "revoked_at": or_null(INSTANT),
                "version": _VERSION,
            }
        ),
        indexes=(
            IndexSpec(name="of_clinic", keys=(("clinic_id", 1), ("_id", 1))),
            IndexSpec(name="one_proof", keys=(("clinic_id", 1), ("proof", 1)), unique=True),
        ),
    ),
)
