"""How the directory is stored, and what the database refuses to store."""

from __future__ import annotations

from typing import Any

from clinic_suite.directory.model import Language, Mode, Speciality, State, TaxClass
from clinic_suite.kernel.collections import (
    COUNT,
    DAY,
    ID,
    INSTANT,
    PAISE,
    TEXT,
    YES_NO,
    CollectionSpec,
    IndexSpec,
    document,
    many,
    one_of,
    or_null,
)

_VERSION = {"bsonType": ["int", "long"], "minimum": 1}
_ADDRESS = document(
    {"line1": TEXT, "line2": TEXT, "city": TEXT, "state": TEXT, "pin_code": TEXT, "country": TEXT}
)
_CARD = document({"id": ID, "name": TEXT, "city": TEXT, "address_line": TEXT, "time_zone": TEXT})
_RATING = document({"average": {"bsonType": "number", "minimum": 1, "maximum": 5}, "count": COUNT})
_FREE_REVISIT = document({"within_days": COUNT, "price_paise": PAISE})
_SAID = document({"text": TEXT, "at": INSTANT, "by": or_null(ID)})
_HIDING = document({"reason": TEXT, "at": INSTANT, "by": or_null(ID)})
_LISTED: dict[str, Any] = {"listed": True}

COLLECTIONS = (
    CollectionSpec(
        name="clinics",
        shape=document(
            {
                "_id": ID,
                "name": TEXT,
                "about": TEXT,
                "address": _ADDRESS,
                "phone": TEXT,
                "email": TEXT,
                "time_zone": TEXT,
                "languages": many(one_of(Language)),
                "state": one_of(State),
                "version": _VERSION,
                "sort_key": TEXT,
                "city_key": TEXT,
                "gained_at": INSTANT,
                "gains": COUNT,
            }
        ),
        indexes=(
            IndexSpec(name="by_name", keys=(("state", 1), ("sort_key", 1), ("_id", 1))),
            IndexSpec(name="by_city", keys=(("state", 1), ("city_key", 1), ("sort_key", 1), ("_id", 1))),
        ),
    ),
    CollectionSpec(
        name="practitioners",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "clinic": _CARD,
                "name": TEXT,
                "specialities": many(one_of(Speciality), 10),
                "qualifications": TEXT,
                "registration_number": TEXT,
                "experience_since_year": or_null(COUNT),
                "fee_paise": PAISE,
                "languages": many(one_of(Language)),
                "bio": TEXT,
                "modes": many(one_of(Mode)),
                "rating": or_null(_RATING),
                "account_id": or_null(ID),
                "state": one_of(State),
                "version": _VERSION,
                "listed": YES_NO,
                "name_words": many(TEXT),
                "sort_key": TEXT,
                "city_key": TEXT,
            },
            # Who has never been rated has no sum.
            {"stars": document({"sum": COUNT, "count": COUNT})},
        ),
        indexes=(
            IndexSpec(name="listed_by_name", keys=(("sort_key", 1), ("_id", 1)), only_where=_LISTED),
            IndexSpec(
                name="listed_by_speciality",
                keys=(("specialities", 1), ("sort_key", 1), ("_id", 1)),
                only_where=_LISTED,
            ),
            IndexSpec(
                name="listed_by_city",
                keys=(("city_key", 1), ("sort_key", 1), ("_id", 1)),
                only_where=_LISTED,
            ),
            IndexSpec(name="listed_by_word", keys=(("name_words", 1),), only_where=_LISTED),
            IndexSpec(name="of_clinic", keys=(("clinic_id", 1), ("listed", 1), ("sort_key", 1), ("_id", 1))),
            IndexSpec(
                name="one_registration",
                keys=(("clinic_id", 1), ("registration_number", 1)),
                unique=True,
            ),
            IndexSpec(
                name="one_account",
                keys=(("clinic_id", 1), ("account_id", 1)),
                unique=True,
                only_where={"account_id": {"$type": "string"}},
            ),
        ),
    ),
    CollectionSpec(
        name="services",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "name": TEXT,
                "mode": one_of(Mode),
                "length_minutes": {"bsonType": ["int", "long"], "minimum": 5, "maximum": 480},
                "buffer_before_minutes": COUNT,
                "buffer_after_minutes": COUNT,
                "price_paise": PAISE,
                "tax_class": one_of(TaxClass),
                "practitioner_ids": many(ID, 200),
                "free_revisit": or_null(_FREE_REVISIT),
                "state": one_of(State),
                "version": _VERSION,
                "sort_key": TEXT,
            }
        ),
        indexes=(
            IndexSpec(name="of_clinic", keys=(("clinic_id", 1), ("state", 1), ("sort_key", 1), ("_id", 1))),
            IndexSpec(
                name="one_name",
                keys=(("clinic_id", 1), ("sort_key", 1)),
                unique=True,
                only_where={"state": State.ACTIVE.value},
            ),
        ),
    ),
    CollectionSpec(
        name="closures",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "from_on": DAY,
                "until_on": DAY,
                "reason": TEXT,
                "made_at": INSTANT,
                "version": _VERSION,
            }
        ),
        indexes=(IndexSpec(name="of_clinic", keys=(("clinic_id", 1), ("from_on", 1), ("_id", 1))),),
    ),
    CollectionSpec(
        name="reviews",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "practitioner_id": ID,
                "appointment_id": ID,
                "account_id": ID,
                "initial": TEXT,
                "stars": {"bsonType": ["int", "long"], "minimum": 1, "maximum": 5},
                "text": TEXT,
                "posted_at": INSTANT,
                "answer": or_null(_SAID),
                "hiding": or_null(_HIDING),
                "shown": YES_NO,
                "version": _VERSION,
            }
        ),
        indexes=(
            IndexSpec(name="one_a_visit", keys=(("appointment_id", 1),), unique=True),
            IndexSpec(
                name="shown",
                keys=(("clinic_id", 1), ("practitioner_id", 1), ("posted_at", -1), ("_id", -1)),
                only_where={"shown": True},
            ),
            IndexSpec(name="of_account", keys=(("account_id", 1), ("posted_at", -1), ("_id", -1))),
        ),
    ),
)
