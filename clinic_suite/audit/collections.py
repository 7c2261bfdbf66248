"""How the trail, the holds and the retention tables are stored."""

from __future__ import annotations

from clinic_suite.audit.model import RecordType
from clinic_suite.audit.rules.keeping import LEAST_YEARS, MOST_YEARS
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.collections import (
    BYTES,
    COUNT,
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

_ANYTHING = {"bsonType": ["object", "null"]}
_NUMBER = {"bsonType": ["int", "long"], "minimum": 1}
_YEARS = {"bsonType": ["int", "long"], "minimum": LEAST_YEARS, "maximum": MOST_YEARS}
_TERM = document({"record_type": one_of(RecordType), "region": or_null(TEXT), "years": _YEARS})
MOST_ROWS = 200

COLLECTIONS = (
    CollectionSpec(
        name="audit_entries",
        shape=document(
            {
                "_id": ID,
                "chain": TEXT,
                "at": INSTANT,
                "clinic_id": or_null(ID),
                "role": one_of(Role),
                "account_id": or_null(ID),
                "device_id": or_null(TEXT),
                "ip": TEXT,
                "request_id": TEXT,
                "action": TEXT,
                "entity": TEXT,
                "entity_id": TEXT,
                "patient_id": or_null(ID),
                "reason": or_null(TEXT),
                "before": _ANYTHING,
                "after": _ANYTHING,
                "sealed": {"bsonType": "bool"},
            }
        ),
        indexes=(
            IndexSpec(name="unsealed", keys=(("chain", 1), ("_id", 1)), only_where={"sealed": False}),
            IndexSpec(name="of_clinic", keys=(("clinic_id", 1), ("_id", -1))),
            IndexSpec(name="of_account", keys=(("clinic_id", 1), ("account_id", 1), ("_id", -1))),
            IndexSpec(name="of_patient", keys=(("clinic_id", 1), ("patient_id", 1), ("_id", -1))),
            IndexSpec(name="of_entity", keys=(("clinic_id", 1), ("entity_id", 1), ("_id", -1))),
        ),
    ),
    CollectionSpec(
        name="audit_seals",
        shape=document(
            {
                "_id": TEXT,
                "chain": TEXT,
                "number": _NUMBER,
                "previous": TEXT,
                "entry_ids": many(ID, 1000),
                "digests": many(TEXT, 1000),
                "digest": TEXT,
                "sealed_at": INSTANT,
            }
        ),
        indexes=(IndexSpec(name="one_number", keys=(("chain", 1), ("number", 1)), unique=True),),
    ),
    CollectionSpec(
        name="legal_holds",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "patient_id": or_null(ID),
                "record_type": or_null(one_of(RecordType)),
                "reason": BYTES,
                "placed_by": ID,
                "placed_at": INSTANT,
                "lifted_by": or_null(ID),
                "lifted_at": or_null(INSTANT),
                "lifted_because": or_null(BYTES),
            }
        ),
        indexes=(
            IndexSpec(name="of_clinic", keys=(("clinic_id", 1), ("_id", -1))),
            IndexSpec(name="by_state", keys=(("clinic_id", 1), ("lifted_at", 1), ("_id", -1))),
        ),
    ),
    CollectionSpec(name="hold_guards", shape=document({"_id": ID, "touched": COUNT})),
    CollectionSpec(
        name="retention_tables",
        shape=document({"_id": ID, "rows": many(_TERM, MOST_ROWS), "version": _NUMBER}),
    ),
    CollectionSpec(
        name="trail_reviews",
        shape=document(
            {"_id": ID, "oldest_at": or_null(INSTANT), "past_its_time": COUNT, "reviewed_at": INSTANT}
        ),
    ),
)
