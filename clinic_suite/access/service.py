"""The use cases of the house of access, one verb each."""

from __future__ import annotations

import attrs

from clinic_suite.access import policies
from clinic_suite.access.errors import ChartClosed, NumberNotHeld, PhoneMissing
from clinic_suite.access.events import GlassBroken, NumberReleased
from clinic_suite.access.model import Chart, Grant, GrantId, Need, Opening, Relation, SeenState
from clinic_suite.access.repository import Grants
from clinic_suite.access.rules import GRANTED_FOR, relation_of
from clinic_suite.auth.public import HeldNumbers
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.crypto import BlindIndex
from clinic_suite.kernel.errors import NotAllowed, NotFound
from clinic_suite.kernel.ids import Ids, PatientId
from clinic_suite.kernel.paging import Page, Wanted
from clinic_suite.kernel.trail import Note, note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork
from clinic_suite.patients.public import PatientsKnown

_RIGHTS = {
    Relation.HOUSE: Opening.HOUSE,
    Relation.OWN: Opening.OWN,
    Relation.TREATING: Opening.TREATING,
}


@attrs.frozen(kw_only=True)
class BreakGlass:
    """Opening a chart in need, and looking at who did."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    blind: BlindIndex
    grants: Grants
    patients: PatientsKnown

    def break_glass(self, patient_id: PatientId, need: Need, by: Actor) -> Grant:
        """Let somebody who treats people here open this chart for an hour, and tell those who keep the clinic."""
        clinic_id = policies.breaking_clinic(by)
        account_id, session_id = policies.own_name(by)
        self.patients.require_known(clinic_id, patient_id)
        now = self.clock.now()
        grant = Grant(
            id=GrantId(self.ids.new("bg")),
            clinic_id=clinic_id,
            patient_id=patient_id,
            account_id=account_id,
            session_id=session_id,
            role=by.role,
            reason=need.reason,
            given_at=now,
            ends_at=now + GRANTED_FOR,
        )

        def work(tx: Transaction) -> Grant:
            self.grants.add(grant)
            tx.note(self._note(grant, need.reason))
            tx.record(
                GlassBroken(
                    clinic_id=clinic_id, account_id=account_id, patient_id=patient_id, grant_id=grant.id
                )
            )
            return grant

        return self.uow.run(work)

    def list_of(self, state: SeenState | None, wanted: Wanted, by: Actor) -> Page[Grant]:
        return self.grants.of_clinic(policies.watched_clinic(by), state, wanted)

    def mark_seen(self, grant_id: GrantId, by: Actor) -> Grant:
        """Put one's name to having looked at it; who looked first stays."""
        clinic_id = policies.watched_clinic(by)
        now = self.clock.now()

        def work(tx: Transaction) -> Grant:
            before = self.grants.get(clinic_id, grant_id)
            seen = attrs.evolve(
                before, seen_by=policies.require_somebody_else(by, before.account_id), seen_at=now
            )
            if not self.grants.mark_seen(seen):
                return before
            tx.note(
                note_of(
                    "saw",
                    "chart_grant",
                    before=before,
                    after=seen,
                    clinic_id=clinic_id,
                    patient_id=seen.patient_id,
                )
            )
            return seen

        return self.uow.run(work)

    def _note(self, grant: Grant, reason: str) -> Note:
        """The words of a reason are sealed with the grant; their digest in the trail proves them."""
        note = note_of(
            "broke_glass", "chart_grant", after=grant, clinic_id=grant.clinic_id, patient_id=grant.patient_id
        )
        digest = self.blind.exact("trail_reason", reason, within=grant.clinic_id).hex()
        return attrs.evolve(note, after={**(note.after or {}), "reason_digest": digest})


@attrs.frozen(kw_only=True)
class OpenCharts:
    """Whether somebody may open a chart."""

    clock: Clock
    grants: Grants

    def opening(self, by: Actor, chart: Chart, *, treating: bool) -> Opening:
        """By what right somebody opens a chart, or a refusal that says how the world is."""
        relation = relation_of(by, chart, treating)
        if relation in _RIGHTS:
            return _RIGHTS[relation]
        if relation is Relation.UNKNOWN:
            raise NotFound
        if relation is Relation.NOT_THEIRS:
            raise NotAllowed
        if self.grants.is_live(by, chart.clinic_id, chart.patient_id, self.clock.now()):
            return Opening.BROKEN_GLASS
        raise ChartClosed


@attrs.frozen(kw_only=True)
class ReleaseNumbers:
    """What the desk does for somebody who stands there and is sent no code any more."""

    uow: UnitOfWork
    numbers: HeldNumbers
    patients: PatientsKnown

    def release(self, patient_id: PatientId, by: Actor) -> None:
        """Forget the wrong codes of the number that is recorded for a patient of this clinic.

        Nobody sends the number: it is the record's, so a desk releases its own patients' and no other.
        """
        clinic_id = policies.releasing_clinic(by)
        phone = self.patients.phone_of(clinic_id, patient_id)
        if phone is None:
            raise PhoneMissing

        def work(tx: Transaction) -> None:
            if not self.numbers.release(phone):
                raise NumberNotHeld
            tx.note(
                Note(
                    action="released",
                    entity="phone",
                    entity_id=patient_id,
                    clinic_id=clinic_id,
                    patient_id=patient_id,
                )
            )
            tx.record(NumberReleased(clinic_id=clinic_id, patient_id=patient_id))

        self.uow.run(work)
