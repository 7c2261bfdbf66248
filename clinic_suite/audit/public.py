"""What other houses may ask the house of trust: to note a read, and whether something may be destroyed."""

from __future__ import annotations

import attrs

from clinic_suite.audit.model import Keeping, RecordType, Subject, WhyKept
from clinic_suite.audit.service import KeepRecords
from clinic_suite.kernel.ids import ClinicId, PatientId
from clinic_suite.kernel.trail import Note
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork

__all__ = ["Audit", "Keeping", "RecordType", "Retention", "Subject", "WhyKept"]


@attrs.frozen(kw_only=True)
class Audit:
    """The trail's front door.  Changes are noted through the transaction; this is for reads."""

    uow: UnitOfWork

    def saw(self, note: Note) -> None:
        """Note a read; if it cannot be noted, nothing is shown."""
        self.uow.saw(note)


@attrs.frozen(kw_only=True)
class Retention:
    """Whoever destroys records asks here first, in the same unit of work, for each subject anew.

    The question comes before the first write, because it may refuse.  What was allowed stands
    until the commit and no longer: a hold that is placed in between makes the unit of work fail
    and run again, and then the question refuses.  So a long purge is many units of work.
    """

    records: KeepRecords

    def answer(self, subject: Subject) -> Keeping:
        """Until when something is kept, whether it may go today, and why not; for lists and screens."""
        return self.records.answer(subject)

    def require_may_purge(self, tx: Transaction, subject: Subject) -> None:
        """Before records are destroyed because of their age: ``LegalHoldStands``, ``StillInTime``, or yes."""
        self.records.require_may_purge(tx, subject)

    def require_not_held(
        self,
        tx: Transaction,
        clinic_id: ClinicId,
        patient_id: PatientId,
        record_type: RecordType | None = None,
    ) -> None:
        """Before a person's records are erased on their own wish: ``LegalHoldStands``, or yes.

        Which classes the law lets go before their time is for the asking house to know; for the
        others it asks ``require_may_purge``.
        """
        self.records.require_not_held(tx, clinic_id, patient_id, record_type)
