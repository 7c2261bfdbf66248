"""Who waits, and what they were offered."""

from __future__ import annotations

from clinic_suite.kernel.collections import (
    COUNT,
    DAY,
    ID,
    INSTANT,
    YES_NO,
    CollectionSpec,
    IndexSpec,
    document,
    many,
    one_of,
    or_null,
)
from clinic_suite.scheduling.collections.diary import CLOCK_TIME, SEATS, SHEET, VERSION
from clinic_suite.scheduling.model.waiting import OfferState, Urgency, WaitState

_SUITING = document(
    {
        "from_on": DAY,
        "until_on": DAY,
        "from_time": CLOCK_TIME,
        "until_time": CLOCK_TIME,
        "weekdays": many({"bsonType": ["int", "long"], "minimum": 0, "maximum": 6}, 7),
    }
)
WAITING = (
    CollectionSpec(
        name="waits",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "patient_id": ID,
                "account_id": or_null(ID),
                "service_id": ID,
                "practitioner_id": or_null(ID),
                "suiting": many(_SUITING, 10),
                "urgency": one_of(Urgency),
                "weight": COUNT,
                "lapses": COUNT,
                "joined_at": INSTANT,
                "until_on": DAY,
                "state": one_of(WaitState),
                "on_list": YES_NO,
                "declined": many(INSTANT, 50),
                "version": VERSION,
            }
        ),
        indexes=(
            IndexSpec(
                name="in_order",
                keys=(("clinic_id", 1), ("state", 1), ("weight", -1), ("lapses", 1), ("joined_at", 1)),
            ),
            IndexSpec(
                name="one_wait",
                keys=(("patient_id", 1), ("service_id", 1)),
                unique=True,
                only_where={"on_list": True},
            ),
        ),
    ),
    CollectionSpec(
        name="offers",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "wait_id": ID,
                "patient_id": ID,
                "account_id": or_null(ID),
                "service_id": ID,
                "practitioner_id": ID,
                "sheet_id": SHEET,
                "entry_id": ID,
                "seat": SEATS,
                "starts_at": INSTANT,
                "ends_at": INSTANT,
                "made_at": INSTANT,
                "expires_at": INSTANT,
                "state": one_of(OfferState),
                "appointment_id": or_null(ID),
                "version": VERSION,
            }
        ),
        indexes=(
            IndexSpec(
                name="one_open",
                keys=(("wait_id", 1),),
                unique=True,
                only_where={"state": OfferState.OPEN.value},
            ),
            IndexSpec(name="ending", keys=(("state", 1), ("expires_at", 1))),
            IndexSpec(name="of_clinic", keys=(("clinic_id", 1), ("made_at", -1))),
        ),
    ),
)
