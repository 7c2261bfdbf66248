"""What the house of trust does, one verb each."""

from clinic_suite.audit.service.holds import KeepHolds
from clinic_suite.audit.service.keeping import KeepRecords
from clinic_suite.audit.service.trail import KeptTrail, ReadTrail, SealTrail

__all__ = ["KeepHolds", "KeepRecords", "KeptTrail", "ReadTrail", "SealTrail"]
