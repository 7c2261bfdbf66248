"""How the trail is stored."""

from __future__ import annotations

from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.collections import (
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
)
