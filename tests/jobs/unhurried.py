"""The preview process with a saver that sleeps, so that what is in the file was saved at the stop."""

from __future__ import annotations

from jobs.household import Household

Household.__init__.__defaults__ = (3600.0,)

from jobs.preview import app  # noqa: E402, F401 - Importing it is what starts the process's threads.
