"""How grants are stored."""

from __future__ import annotations

from clinic_suite.access.rules import MAY_TREAT
from clinic_suite.kernel.collections import (
    BYTES,
    ID,
    INSTANT,
    CollectionSpec,
    IndexSpec,
    document,
    one_of,
    or_null,
)

COLLECTIONS = (
    CollectionSpec(
        name="chart_grants",
        shape=document(
            {
                "_id": ID,
                "clinic_id": ID,
                "patient_id": ID,
                "account_id": ID,
                "session_id": ID,
                "role": one_of(MAY_TREAT),
                "reason": BYTES,
                "given_at": INSTANT,
                "ends_at": INSTANT,
                "seen_by": or_null(ID),
                "seen_at": or_null(INSTANT),
            }
        ),
        indexes=(
            IndexSpec(
                name="of_session",
                keys=(("clinic_id", 1), ("session_id", 1), ("patient_id", 1), ("ends_at", -1)),
            ),
            IndexSpec(name="of_clinic", keys=(("clinic_id", 1), ("_id", -1))),
            IndexSpec(name="by_state", keys=(("clinic_id", 1), ("seen_at", 1), ("_id", -1))),
        ),
    ),
)
