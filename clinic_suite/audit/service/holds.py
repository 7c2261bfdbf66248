"""Placing and lifting legal holds."""

from __future__ import annotations

from typing import Any

import attrs

from clinic_suite.audit import policies
from clinic_suite.audit.errors import HoldLifted
from clinic_suite.audit.events import LegalHoldLifted, LegalHoldPlaced
from clinic_suite.audit.model import HoldId, HoldState, LegalHold, Lifting, NewHold
from clinic_suite.audit.ports import PatientsKnown
from clinic_suite.audit.repository import Holds
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.crypto import BlindIndex
from clinic_suite.kernel.ids import Ids
from clinic_suite.kernel.paging import Page, Wanted
from clinic_suite.kernel.trail import Note, note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork


@attrs.frozen(kw_only=True)
class KeepHolds:
    """The use cases about what must not be destroyed."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    blind: BlindIndex
    holds: Holds
    patients: PatientsKnown

    def place(self, wish: NewHold, by: Actor) -> LegalHold:
        """Hold the whole clinic's records, one patient's, or one class, from this moment on."""
        clinic_id, account_id = policies.audited_clinic(by), policies.own_account(by)
        if wish.patient_id is not None:
            self.patients.require_known(clinic_id, wish.patient_id)
        hold = LegalHold(
            id=HoldId(self.ids.new("lh")),
            clinic_id=clinic_id,
            placed_by=account_id,
            placed_at=self.clock.now(),
            **attrs.asdict(wish),
        )

        def work(tx: Transaction) -> LegalHold:
            # Together with the hold: a purge that has looked already writes the same document last.
            self.holds.touch(clinic_id)
            self.holds.add(hold)
            tx.note(self._note("placed", None, hold, hold.reason))
            tx.record(LegalHoldPlaced(clinic_id=clinic_id, hold_id=hold.id))
            return hold

        return self.uow.run(work)

    def lift(self, hold_id: HoldId, wish: Lifting, by: Actor) -> LegalHold:
        """Let what was held follow its own time again."""
        clinic_id, account_id = policies.audited_clinic(by), policies.own_account(by)
        now = self.clock.now()

        def work(tx: Transaction) -> LegalHold:
            before = self.holds.get(clinic_id, hold_id)
            lifted = attrs.evolve(before, lifted_by=account_id, lifted_at=now, lifted_because=wish.reason)
            if not self.holds.lift(lifted):
                raise HoldLifted
            tx.note(self._note("lifted", before, lifted, wish.reason))
            tx.record(LegalHoldLifted(clinic_id=clinic_id, hold_id=hold_id))
            return lifted

        return self.uow.run(work)

    def list_of(self, state: HoldState | None, wanted: Wanted, by: Actor) -> Page[LegalHold]:
        return self.holds.of_clinic(policies.audited_clinic(by), state, wanted)

    def _note(self, deed: str, before: LegalHold | None, after: LegalHold, reason: str) -> Note:
        """The words of a reason are sealed with the hold; their digest in the trail proves them."""
        note = note_of(
            deed,
            "legal_hold",
            before=before,
            after=after,
            clinic_id=after.clinic_id,
            patient_id=after.patient_id,
        )
        digest = self.blind.exact("trail_reason", reason, within=after.clinic_id).hex()
        told: dict[str, Any] = {**(note.after or {}), "reason_digest": digest}
        return attrs.evolve(note, after=told)
