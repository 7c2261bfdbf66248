"""How the set-up code is stored: one row, and nothing in it that could be typed."""

from __future__ import annotations

from clinic_suite.kernel.collections import (
    BYTES,
    COUNT,
    INSTANT,
    TEXT,
    CollectionSpec,
    document,
    or_null,
)

COLLECTIONS = (
    CollectionSpec(
        name="setup_codes",
        shape=document(
            {
                "_id": TEXT,
                "code_hash": BYTES,
                "made_at": INSTANT,
                "ends_at": INSTANT,
                "tries": COUNT,
                "over_at": or_null(INSTANT),
            }
        ),
    ),
)
