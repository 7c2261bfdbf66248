"""The directory's use cases, one verb each."""

from clinic_suite.directory.service.clinics import KeepClinics
from clinic_suite.directory.service.practitioners import KeepPractitioners
from clinic_suite.directory.service.reviews import KeepReviews
from clinic_suite.directory.service.services import KeepServices

__all__ = ["KeepClinics", "KeepPractitioners", "KeepReviews", "KeepServices"]
