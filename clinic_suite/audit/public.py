"""What other houses may ask the trail: to note that somebody looked at something."""

from __future__ import annotations

import attrs

from clinic_suite.kernel.trail import Note
from clinic_suite.kernel.unit_of_work import UnitOfWork


@attrs.frozen(kw_only=True)
class Audit:
    """The trail's front door.  Changes are noted through the transaction; this is for reads."""

    uow: UnitOfWork

    def saw(self, note: Note) -> None:
        """Note a read; if it cannot be noted, nothing is shown."""
        self.uow.run(lambda tx: tx.note(note))
