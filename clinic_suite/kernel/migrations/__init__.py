"""Numbered changes to data, each applied once to each database, before the collections are applied.

Words: a *migration* is a file ``NNNN_what_it_does.py`` with ``up(database)``; a *runner* is a
process that applies them; the *lease* says which runner may.
"""

from clinic_suite.kernel.migrations.faults import FilesRefused, LeaseLost, MigrationFault, RunnerBusy
from clinic_suite.kernel.migrations.runner import (
    COLLECTIONS,
    State,
    Status,
    installation_id,
    pending,
    run,
    status,
)

__all__ = [
    "COLLECTIONS",
    "FilesRefused",
    "LeaseLost",
    "MigrationFault",
    "RunnerBusy",
    "State",
    "Status",
    "installation_id",
    "pending",
    "run",
    "status",
]
