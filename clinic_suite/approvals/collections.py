"""How approvals are stored, and what the database refuses to store."""

from __future__ import annotations

from clinic_suite.approvals.model import ApprovalState
from clinic_suite.approvals.rules import LADDER
from clinic_suite.kernel.collections import (
    BYTES,
    ID,
    INSTANT,
    TEXT,
    YES_NO,
    CollectionSpec,
    IndexSpec,
    document,
    one_of,
    or_null,
)

_VERSION = {"bsonType": ["int", "long"], "minimum": 1}
_PLAIN = {"bsonType": ["string", "int", "long", "bool", "null"]}
_VALUES = {"bsonType": ["object", "null"], "maxProperties": 20, "additionalProperties": _PLAIN}

COLLECTIONS = (
    CollectionSpec(
        name="approvals",
        shape=document(
            {
                "_id": ID,
                "clinic_id": or_null(ID),
                "kind": TEXT,
                "subject_id": TEXT,
                "asked_by": ID,
                "asked_at": INSTANT,
                "ip": TEXT,
                "needs": one_of(LADDER),
                "ends_at": INSTANT,
                "reason": or_null(BYTES),
                "before": _VALUES,
                "after": _VALUES,
                "proof": or_null(TEXT),
                "state": one_of(ApprovalState),
                "open": YES_NO,
                "decided_by": or_null(ID),
                "decided_at": or_null(INSTANT),
                "decision_reason": or_null(BYTES),
                "used_at": or_null(INSTANT),
                "used_for": or_null(TEXT),
                "version": _VERSION,
            }
        ),
        indexes=(
            IndexSpec(
                name="one_open", keys=(("kind", 1), ("subject_id", 1)), unique=True, only_where={"open": True}
            ),
            IndexSpec(name="inbox", keys=(("clinic_id", 1), ("state", 1), ("_id", -1))),
            IndexSpec(name="of_asker", keys=(("clinic_id", 1), ("asked_by", 1), ("_id", -1))),
            IndexSpec(name="ending", keys=(("ends_at", 1),), only_where={"open": True}),
        ),
    ),
)
