"""The diary's doors; each module hangs its own into one frame."""

from clinic_suite.scheduling.routes import diary, waiting
from clinic_suite.scheduling.routes.doors import doors

__all__ = ["diary", "doors", "waiting"]
