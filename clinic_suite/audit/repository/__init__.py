"""How the house of trust asks MongoDB."""

from clinic_suite.audit.repository.keeping import Holds, RetentionTables, TrailReviews
from clinic_suite.audit.repository.trail import Entries, Seals

__all__ = ["Entries", "Holds", "RetentionTables", "Seals", "TrailReviews"]
