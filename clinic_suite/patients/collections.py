"""How patients are stored.  What names a person is sealed; it is found by keyed tokens only."""

from __future__ import annotations

from clinic_suite.kernel.collections import (
    BYTES,
    COUNT,
    ID,
    INSTANT,
    CollectionSpec,
    IndexSpec,
    document,
    many,
    one_of,
    or_null,
)
from clinic_suite.kernel.language import Language
from clinic_suite.patients.model import RecordState, Relation, Sex

_RECORD_NUMBER = {"bsonType": "string", "pattern": "^[A-Z]{2,4}-[0-9]{6,9}$"}
_INITIALS = {"bsonType": "string", "pattern": "^[A-Z]{2,4}$"}
_VERSION = {"bsonType": ["int", "long"], "minimum": 1}
_MOST_TOKENS = 250

COLLECTIONS = (
    CollectionSpec(
        name="patients",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "mrn": _RECORD_NUMBER,
                "name": BYTES,
                "name_tokens": many(BYTES, _MOST_TOKENS),
                "sex": one_of(Sex),
                "birth": BYTES,
                "phone": or_null(BYTES),
                "phone_token": or_null(BYTES),
                "relation": one_of(Relation),
                "account_id": or_null(ID),
                "language": one_of(Language),
                "registered_at": INSTANT,
                "state": one_of(RecordState),
                "version": _VERSION,
            },
            # How often its person has booked; records of earlier versions have none.
            {"bookings": COUNT},
        ),
        indexes=(
            IndexSpec(name="one_number", keys=(("clinic_id", 1), ("mrn", 1)), unique=True),
            IndexSpec(name="by_phone", keys=(("clinic_id", 1), ("phone_token", 1), ("_id", 1))),
            IndexSpec(name="by_name", keys=(("clinic_id", 1), ("name_tokens", 1), ("_id", 1))),
            IndexSpec(name="of_clinic", keys=(("clinic_id", 1), ("_id", 1))),
            IndexSpec(name="of_phone", keys=(("phone_token", 1),)),
            IndexSpec(name="of_account", keys=(("account_id", 1), ("_id", 1))),
        ),
    ),
    CollectionSpec(
        name="record_numbers",
        shape=document({"_id": ID, "clinic_id": ID, "initials": _INITIALS, "last": COUNT}),
        indexes=(IndexSpec(name="of_clinic", keys=(("clinic_id", 1),)),),
    ),
)
