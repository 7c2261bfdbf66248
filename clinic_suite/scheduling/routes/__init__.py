"""The diary's doors; each module hangs its own into one frame."""

from clinic_suite.scheduling.routes import diary, queue, series, waiting
from clinic_suite.scheduling.routes.doors import doors

__all__ = ["diary", "doors", "queue", "series", "waiting"]
