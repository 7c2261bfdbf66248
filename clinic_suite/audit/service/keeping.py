"""How long a clinic's records are kept: the table, the answer for one subject, the daily look at the trail."""

from __future__ import annotations

from datetime import UTC, datetime, time

import attrs

from clinic_suite.audit import policies
from clinic_suite.audit.errors import LegalHoldStands, StillInTime
from clinic_suite.audit.events import PurgeAllowed
from clinic_suite.audit.model import (
    Keeping,
    RecordType,
    RetentionChange,
    RetentionShown,
    RetentionTable,
    Subject,
    TrailReview,
)
from clinic_suite.audit.ports import PatientsKnown
from clinic_suite.audit.repository import Entries, Holds, RetentionTables, TrailReviews
from clinic_suite.audit.rules import keeping as rules
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import VersionStale, invalid
from clinic_suite.kernel.ids import ClinicId, PatientId
from clinic_suite.kernel.trail import note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork


@attrs.frozen(kw_only=True)
class KeepRecords:
    """The use cases about how long records are kept."""

    uow: UnitOfWork
    clock: Clock
    tables: RetentionTables
    holds: Holds
    entries: Entries
    reviews: TrailReviews
    patients: PatientsKnown

    def show(self, by: Actor) -> RetentionShown:
        return self._shown(self.tables.of(policies.audited_clinic(by)))

    def change(self, change: RetentionChange, seen: int, by: Actor) -> RetentionShown:
        """Keep some classes for longer than seven years; shorter is nobody's to decide."""
        clinic_id = policies.audited_clinic(by)
        if not rules.one_row_each(change.rows):
            raise invalid("/rows", "duplicate")

        def work(tx: Transaction) -> RetentionTable:
            before = self.tables.of(clinic_id)
            if before.version != seen:
                raise VersionStale
            after = attrs.evolve(before, rows=change.rows, version=seen + 1)
            self.tables.replace(after)
            tx.note(note_of("changed", "retention_table", before=before, after=after, clinic_id=clinic_id))
            return after

        return self._shown(self.uow.run(work))

    def answer_for(self, subject: Subject, by: Actor) -> Keeping:
        """What an admin asks about one subject of the clinic."""
        policies.require_audits(by, subject.clinic_id)
        if subject.patient_id is not None:
            self.patients.require_known(subject.clinic_id, subject.patient_id)
        return self.answer(subject)

    def answer(self, subject: Subject) -> Keeping:
        """Until when something is kept, whether it may go today, and why not."""
        today = rules.day_that_is_over_nowhere(self.clock.now())
        standing = self.holds.standing(subject.clinic_id)
        return rules.kept(subject, self.tables.of(subject.clinic_id), standing, today)

    def require_may_purge(self, tx: Transaction, subject: Subject) -> None:
        """Refuse what is held or still in its time; see ``public.Retention``."""
        keeping = self.answer(subject)
        if keeping.hold_ids:
            raise LegalHoldStands
        if not keeping.may_be_purged:
            raise StillInTime(keeping.keep_until)
        tx.record(PurgeAllowed(clinic_id=subject.clinic_id))

    def require_not_held(
        self, tx: Transaction, clinic_id: ClinicId, patient_id: PatientId, record_type: RecordType | None
    ) -> None:
        """Refuse what is held, whatever its age; see ``public.Retention``."""
        if any(rules.covers(h, patient_id, record_type) for h in self.holds.standing(clinic_id)):
            raise LegalHoldStands
        tx.record(PurgeAllowed(clinic_id=clinic_id))

    def let_no_hold_slip_in(self, clinic_id: ClinicId) -> None:
        """The last write of a unit of work that destroys: it fails when a hold came in between."""
        self.holds.touch(clinic_id)

    def review_trails(self) -> int:
        """Count, for each clinic, what of its trail is older than its class asks for; nothing is cut."""
        now = self.clock.now()
        clinics = self.entries.clinics()
        for clinic_id in clinics:
            self.reviews.put(self._reviewed(clinic_id, now))
        return len(clinics)

    def _reviewed(self, clinic_id: ClinicId, now: datetime) -> TrailReview:
        years = rules.years_for(self.tables.of(clinic_id), RecordType.TRAIL, None)
        today = rules.day_that_is_over_nowhere(now)
        oldest_at = self.entries.oldest_at(clinic_id)
        past = 0
        if oldest_at is not None and rules.years_after(oldest_at.date(), years) < today:
            cut_off = datetime.combine(rules.years_after(today, -years), time(), UTC)
            past = self.entries.count_before(clinic_id, cut_off)
        return TrailReview(id=clinic_id, oldest_at=oldest_at, past_its_time=past, reviewed_at=now)

    def _shown(self, table: RetentionTable) -> RetentionShown:
        return RetentionShown(
            least_years=rules.LEAST_YEARS,
            minors_until_age=rules.MINORS_UNTIL_AGE,
            rows=table.rows,
            trail=self.reviews.of(table.id),
            version=table.version,
        )
