"""The doors of the diary."""

from clinic_suite.scheduling.routes import diary as _diary
from clinic_suite.scheduling.routes.doors import doors

__all__ = ["doors"]

_ROOMS = (_diary,)
