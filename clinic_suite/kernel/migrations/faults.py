"""Why migrations do not run.  Each stops the start, because code and data would not fit together."""

from __future__ import annotations


class MigrationFault(Exception):
    """The migrations cannot run, or cannot go on."""


class FilesRefused(MigrationFault):
    """The folder cannot be trusted; the message names every fault in it."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("The migrations cannot be run:\n" + "\n".join(f"  - {f}" for f in faults))


class RunnerBusy(MigrationFault):
    """Another process has been running migrations for longer than we were willing to wait."""


class LeaseLost(MigrationFault):
    """We were away for so long that another runner took over, so we stop before the next step."""
