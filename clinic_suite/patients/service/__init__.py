"""The use cases about patients, one verb each."""

from clinic_suite.patients.service.families import KeepFamilies
from clinic_suite.patients.service.keeping import AT_ONCE, KeepPatients

__all__ = ["AT_ONCE", "KeepFamilies", "KeepPatients"]
