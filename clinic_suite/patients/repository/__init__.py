"""How the patients' house asks MongoDB; one method for one question."""

from clinic_suite.patients.repository.numbers import RecordNumbers
from clinic_suite.patients.repository.patients import Patients

__all__ = ["Patients", "RecordNumbers"]
