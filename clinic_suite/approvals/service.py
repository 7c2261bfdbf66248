"""Asking, deciding, withdrawing and using: four eyes, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import attrs

from clinic_suite.approvals import errors, events, policies, rules
from clinic_suite.approvals.model import (
    Approval,
    ApprovalSeen,
    ApprovalState,
    Ask,
    Assent,
    Objection,
    Sought,
)
from clinic_suite.approvals.ports import Kind, People
from clinic_suite.approvals.repository import Approvals
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.ids import AccountId, ApprovalId, ClinicId, Ids
from clinic_suite.kernel.paging import Page, Wanted
from clinic_suite.kernel.trail import Note, note_of
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork

_DECISIONS: dict[ApprovalState, type[events.AboutApproval]] = {
    ApprovalState.APPROVED: events.ApprovalGranted,
    ApprovalState.REFUSED: events.ApprovalRefused,
}


class Kinds:
    """The kinds that there are; each house adds its own when everything is put together."""

    def __init__(self) -> None:
        self._kinds: dict[str, Kind] = {}

    def add(self, kind: Kind) -> None:
        if kind.name in self._kinds:
            raise ValueError(f"two houses claim approvals of the kind {kind.name}")
        self._kinds[kind.name] = kind

    def of(self, approval: Approval) -> Kind:
        return self._kinds[approval.kind]


@attrs.frozen(kw_only=True)
class KeepApprovals:
    """The use cases about approvals."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    approvals: Approvals
    kinds: Kinds
    people: People

    def list_inbox(self, sought: Sought, wanted: Wanted, by: Actor) -> Page[ApprovalSeen]:
        """What waits for this decider, or what was decided in their clinic."""
        clinic_id, now = policies.deciding_clinic(by), self.clock.now()
        needs = rules.within_reach(by.role)
        page = self.approvals.for_decider(clinic_id, needs, by.account_id, sought, wanted, now)
        return self._seen_page(page, clinic_id, by, now)

    def list_own(self, sought: Sought, wanted: Wanted, by: Actor) -> Page[ApprovalSeen]:
        now, me = self.clock.now(), policies.asking_account(by)
        page = self.approvals.of_asker(by.clinic_id, me, sought, wanted, now)
        return self._seen_page(page, by.clinic_id, by, now)

    def find(self, approval_id: ApprovalId, by: Actor) -> ApprovalSeen:
        return self._seen(self._visible(approval_id, by), by)

    def approve(self, approval_id: ApprovalId, assent: Assent, by: Actor) -> ApprovalSeen:
        return self._seen(self.approve_one(self._visible(approval_id, by), assent, by), by)

    def approve_one(self, approval: Approval, assent: Assent, by: Actor) -> Approval:
        """Approve with a reason where the kind wants one, and with its proof where it has one."""
        policies.require_may_decide(by, approval)
        rules.require_reason(assent.reason, needed=self.kinds.of(approval).needs_reason)

        def work(tx: Transaction) -> Approval:
            now, seen = self.clock.now(), self.approvals.get(approval.clinic_id, approval.id)
            rules.require_waiting(seen, now)
            rules.require_proof(seen, assent.proof)
            return self._decide(tx, seen, ApprovalState.APPROVED, assent.reason, by, now)

        return self.uow.run(work)

    def refuse(self, approval_id: ApprovalId, objection: Objection, by: Actor) -> ApprovalSeen:
        approval = self._visible(approval_id, by)
        policies.require_may_decide(by, approval)
        rules.require_reason(objection.reason, needed=True)

        def work(tx: Transaction) -> Approval:
            now, seen = self.clock.now(), self.approvals.get(approval.clinic_id, approval.id)
            rules.require_waiting(seen, now)
            return self._decide(tx, seen, ApprovalState.REFUSED, objection.reason, by, now)

        return self._seen(self.uow.run(work), by)

    def withdraw(self, approval_id: ApprovalId, by: Actor) -> ApprovalSeen:
        """Take back what one has asked for."""
        approval = self._visible(approval_id, by)
        policies.require_may_withdraw(by, approval)

        def work(tx: Transaction) -> Approval:
            seen = self.approvals.get(approval.clinic_id, approval.id)
            rules.require_waiting(seen, self.clock.now())
            return self.withdraw_within(tx, seen)

        return self._seen(self.uow.run(work), by)

    def ask_within(self, tx: Transaction, ask: Ask, by: Actor) -> Approval:
        """Inside a unit of work: ask in the name of ``by``, whose session or proofs say who it is."""
        now = self.clock.now()
        asked = Approval(
            id=ApprovalId(self.ids.new("av")),
            clinic_id=by.clinic_id,
            kind=ask.kind,
            subject_id=ask.subject_id,
            asked_by=policies.asking_account(by),
            asked_at=now,
            ip=by.ip,
            needs=ask.needs,
            ends_at=ask.ends_at,
            reason=ask.reason,
            before=None if ask.before is None else dict(ask.before),
            after=None if ask.after is None else dict(ask.after),
            proof=ask.proof,
        )
        stale = self.approvals.find_open(asked.clinic_id, asked.kind, asked.subject_id)
        if stale is not None and stale.ends_at <= now:
            self._lapse(tx, stale, now)
        if not self.approvals.add(asked):
            raise errors.ApprovalWaiting
        tx.note(_note("asked", None, asked, by))
        tx.record(_told(events.ApprovalAsked, asked))
        return asked

    def use_within(
        self, tx: Transaction, clinic_id: ClinicId, approval_id: ApprovalId, kind: str, subject_id: str,
        used_for: str,
    ) -> Approval:  # fmt: skip
        """Inside a unit of work: use an approval of exactly this, once, before its end."""
        now = self.clock.now()
        approval = self.approvals.get(clinic_id, approval_id)
        used = attrs.evolve(approval, used_at=now, used_for=used_for, version=approval.version + 1)
        fits = (approval.kind, approval.subject_id) == (kind, subject_id)
        if not fits or not self.approvals.use(used, now):
            raise errors.ApprovalMissing
        tx.note(_note("used", approval, used))
        tx.record(_told(events.ApprovalUsed, used))
        return used

    def withdraw_within(self, tx: Transaction, approval: Approval) -> Approval:
        """Inside a unit of work: what was asked about is wanted no more, or has gone."""
        withdrawn = attrs.evolve(
            approval,
            state=ApprovalState.WITHDRAWN,
            decided_at=self.clock.now(),
            version=approval.version + 1,
        )
        if not self.approvals.withdraw(withdrawn):
            raise errors.ApprovalDecided
        tx.note(_note("withdrawn", approval, withdrawn))
        self.kinds.of(withdrawn).decided(tx, withdrawn)
        tx.record(_told(events.ApprovalWithdrawn, withdrawn))
        return withdrawn

    def lapse_ended(self) -> int:
        """Note what nobody decided in time; answer how many that were."""

        def work(tx: Transaction) -> int:
            now = self.clock.now()
            return sum(self._lapse(tx, approval, now) for approval in self.approvals.ended(now))

        return self.uow.run(work)

    def _decide(
        self, tx: Transaction, seen: Approval, state: ApprovalState, reason: str | None, by: Actor,
        now: datetime,
    ) -> Approval:  # fmt: skip
        """The kind's house weighs first and is told last, so that nothing is written that it refuses."""
        kind = self.kinds.of(seen)
        kind.weigh(tx, seen, state)
        at_once = kind.acts_at_once and state is ApprovalState.APPROVED
        decided = attrs.evolve(
            seen,
            state=state,
            decided_by=by.account_id,
            decided_at=now,
            decision_reason=reason,
            used_at=now if at_once else None,
            used_for=seen.subject_id if at_once else None,
            version=seen.version + 1,
        )
        if not self.approvals.decide(decided, now):
            raise errors.ApprovalDecided
        tx.note(_note(state.value, seen, decided))
        kind.decided(tx, decided)
        tx.record(_told(_DECISIONS[state], decided))
        if at_once:
            tx.record(_told(events.ApprovalUsed, decided))
        return decided

    def _lapse(self, tx: Transaction, approval: Approval, now: datetime) -> bool:
        lapsed = attrs.evolve(approval, state=ApprovalState.LAPSED, version=approval.version + 1)
        if not self.approvals.lapse(lapsed, now):
            return False
        tx.note(_note("lapsed", approval, lapsed))
        self.kinds.of(lapsed).decided(tx, lapsed)
        tx.record(_told(events.ApprovalLapsed, lapsed))
        return True

    def _visible(self, approval_id: ApprovalId, by: Actor) -> Approval:
        approval = self.approvals.get(by.clinic_id, approval_id)
        policies.require_may_see(by, approval)
        return approval

    def _seen(self, approval: Approval, by: Actor) -> ApprovalSeen:
        page = self._seen_page(Page([approval]), approval.clinic_id, by, self.clock.now())
        return page.items[0]

    def _seen_page(
        self, page: Page[Approval], clinic_id: ClinicId | None, by: Actor, now: datetime
    ) -> Page[ApprovalSeen]:
        people = {p for a in page.items for p in (a.asked_by, a.decided_by) if p is not None}
        names = self.people.names_of(clinic_id, people)
        return page.map(lambda a: _seen(a, names, by, now))


def _seen(approval: Approval, names: Mapping[AccountId, str], by: Actor, now: datetime) -> ApprovalSeen:
    own = {
        name: getattr(approval, name)
        for name in (
            "id", "kind", "subject_id", "asked_by", "asked_at", "ip", "needs", "ends_at", "reason", "before",
            "after", "decided_by", "decided_at", "decision_reason", "used_at", "version",
        )
    }  # fmt: skip
    state = rules.state_at(approval, now)
    may_decide = state is ApprovalState.WAITING and policies.may_decide(by, approval)
    return ApprovalSeen(
        **own,
        state=state,
        asked_by_name=names.get(approval.asked_by, ""),
        decided_by_name=names.get(approval.decided_by) if approval.decided_by else None,
        may_decide=may_decide,
        proof=approval.proof if may_decide else None,
    )


def _note(action: str, before: Approval | None, after: Approval, by: Actor | None = None) -> Note:
    return note_of(action, "approval", before=before, after=after, clinic_id=after.clinic_id, by=by)


def _told(fact: type[events.AboutApproval], approval: Approval) -> events.AboutApproval:
    return fact(
        clinic_id=approval.clinic_id,
        approval_id=approval.id,
        kind=approval.kind,
        subject_id=approval.subject_id,
    )
