"""The secrets of calendar feeds."""

from __future__ import annotations

from clinic_suite.kernel.collections import BYTES, ID, INSTANT, CollectionSpec, IndexSpec, document

CALENDARS = (
    CollectionSpec(
        name="calendar_feeds",
        shape=document(
            {
                "_id": ID,
                "proof": BYTES,
                "made_at": INSTANT,
                "version": {"bsonType": ["int", "long"], "minimum": 1},
            }
        ),
        indexes=(IndexSpec(name="one_proof", keys=(("proof", 1),), unique=True),),
    ),
)
