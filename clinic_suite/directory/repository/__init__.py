"""How the directory asks MongoDB; one method for one question."""

from clinic_suite.directory.repository.clinics import Clinics, Closures
from clinic_suite.directory.repository.practitioners import Practitioners
from clinic_suite.directory.repository.reviews import Reviews
from clinic_suite.directory.repository.services import Services

__all__ = ["Clinics", "Closures", "Practitioners", "Reviews", "Services"]
