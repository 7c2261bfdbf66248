"""The diary's doors; each module hangs its own into one frame."""

from clinic_suite.scheduling.routes import blocks, calendars, diary, queue, rating, series, waiting
from clinic_suite.scheduling.routes.doors import doors

__all__ = ["blocks", "calendars", "diary", "doors", "queue", "rating", "series", "waiting"]
