"""The wired suite of this process: made once, at the first job, and kept."""

from __future__ import annotations

import os

from clinic_suite.bootstrap import Suite, wire
from clinic_suite.settings import Settings

_held: Suite | None = None


def suite() -> Suite:
    """Answer this process's suite; RQ hands a job nothing but a name, so it has to come from here."""
    return _held or hold(wire(Settings.from_env(os.environ)))


def hold(wired: Suite) -> Suite:
    """Keep a suite that somebody else has wired: the preview process has one already."""
    global _held  # noqa: PLW0603 - This is the one place of the process where it is kept.
    _held = wired
    return wired
