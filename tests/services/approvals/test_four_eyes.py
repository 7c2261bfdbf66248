"""What one person asks for is decided by another, once, and in time."""

from __future__ import annotations

import attrs
import pytest

from clinic_suite.approvals import errors
from clinic_suite.approvals.events import (
    ApprovalAsked,
    ApprovalGranted,
    ApprovalLapsed,
    ApprovalUsed,
    ApprovalWithdrawn,
)
from clinic_suite.approvals.model import ApprovalState, Assent, Objection, Sought
from clinic_suite.approvals.public import FourEyes
from clinic_suite.approvals.service import KeepApprovals, Kinds
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import NotAllowed, NotFound, NotValid
from clinic_suite.kernel.ids import ApprovalId, ClinicId
from clinic_suite.kernel.paging import Wanted
from tests.builders.approvals import SUBJECT, asked, discounts_in, somebody
from tests.builders.people import a_clinic
from tests.fakes.clock import FrozenClock
from tests.fakes.discounts import FakeDiscounts, TillFull
from tests.fakes.ears import listening

PLAIN = Assent()
NO = Objection(reason="The price list says otherwise.")


@pytest.fixture
def clinic_id(suite: Suite) -> ClinicId:
    return a_clinic(suite)


@pytest.fixture
def house(suite: Suite) -> FakeDiscounts:
    return discounts_in(suite)


@pytest.fixture
def desk(suite: Suite, clinic_id: ClinicId) -> Actor:
    return somebody(suite, clinic_id, Role.FRONT_DESK)


@pytest.fixture
def boss(suite: Suite, clinic_id: ClinicId) -> Actor:
    return somebody(suite, clinic_id, Role.MANAGER)


@pytest.fixture
def keep(suite: Suite, house: FakeDiscounts) -> KeepApprovals:
    return suite.part(KeepApprovals)


def _use(suite: Suite, clinic_id: ClinicId, approval_id: ApprovalId, subject: str = SUBJECT) -> object:
    eyes = suite.part(FourEyes)
    return suite.uow.run(lambda tx: eyes.use(tx, clinic_id, approval_id, "discount", subject, "rc_1"))


def _state(suite: Suite, approval_id: ApprovalId) -> str:
    row = suite.engine.database["approvals"].find_one({"_id": approval_id})
    assert row is not None
    return str(row["state"])


def test_a_manager_approves_what_the_desk_asked_for_and_it_is_used_once(
    suite: Suite, keep: KeepApprovals, house: FakeDiscounts, desk: Actor, boss: Actor, clinic_id: ClinicId
) -> None:
    ears = listening(suite)
    approval_id = asked(suite, desk)
    [waiting] = keep.list_inbox(Sought(state=ApprovalState.WAITING), Wanted(), boss).items
    assert (waiting.reason, waiting.after, waiting.may_decide) == (
        "She has paid for three visits at once.",
        {"total_paise": 51000, "percent": 15},
        True,
    )
    seen = keep.approve(approval_id, PLAIN, boss)
    assert (seen.state, seen.decided_by, seen.used_at) == (ApprovalState.APPROVED, boss.account_id, None)
    assert house.heard == [ApprovalState.APPROVED]
    assert _use(suite, clinic_id, approval_id) == {"total_paise": 51000, "percent": 15}
    with pytest.raises(errors.ApprovalMissing):
        _use(suite, clinic_id, approval_id)
    told = [type(h.fact) for h in ears.heard]
    assert told == [ApprovalAsked, ApprovalGranted, ApprovalUsed]


def test_an_approval_of_something_else_is_none(
    suite: Suite, keep: KeepApprovals, desk: Actor, boss: Actor, clinic_id: ClinicId
) -> None:
    approval_id = asked(suite, desk)
    with pytest.raises(errors.ApprovalMissing):
        _use(suite, clinic_id, approval_id)
    keep.approve(approval_id, PLAIN, boss)
    with pytest.raises(errors.ApprovalMissing):
        _use(suite, clinic_id, approval_id, "iv_00000000000000000002")
    with pytest.raises(NotFound):
        _use(suite, a_clinic(suite, "Mula Clinic"), approval_id)
    _use(suite, clinic_id, approval_id)


def test_nobody_decides_what_they_have_asked_for_themselves(
    suite: Suite, keep: KeepApprovals, boss: Actor
) -> None:
    approval_id = asked(suite, boss)
    with pytest.raises(NotAllowed):
        keep.approve(approval_id, PLAIN, boss)
    with pytest.raises(NotAllowed):
        keep.refuse(approval_id, NO, boss)
    assert keep.list_inbox(Sought(state=ApprovalState.WAITING), Wanted(), boss).items == []
    assert not keep.find(approval_id, boss).may_decide


@pytest.mark.parametrize(
    ("needs", "may"),
    [(Role.MANAGER, {Role.MANAGER, Role.ADMIN}), (Role.ADMIN, {Role.ADMIN})],
)
def test_the_decider_has_at_least_the_role_that_is_needed(
    suite: Suite, keep: KeepApprovals, desk: Actor, clinic_id: ClinicId, needs: Role, may: set[Role]
) -> None:
    approval_id = asked(suite, desk, needs=needs)
    for role in sorted(set(Role) - may - {Role.SYSTEM}):
        other = somebody(suite, clinic_id, role)
        with pytest.raises(NotFound):
            keep.find(approval_id, other)
        with pytest.raises(NotFound):
            keep.approve(approval_id, PLAIN, other)
    for role in sorted(may):
        assert keep.find(approval_id, somebody(suite, clinic_id, role)).may_decide
    seen_by_manager = keep.list_inbox(Sought(), Wanted(), somebody(suite, clinic_id, Role.MANAGER)).items
    assert len(seen_by_manager) == (1 if Role.MANAGER in may else 0)


def test_the_threshold_holds_also_where_the_approval_is_in_hand_already(
    suite: Suite, keep: KeepApprovals, desk: Actor, boss: Actor, clinic_id: ClinicId
) -> None:
    """Other houses come with an approval that they have read themselves."""
    approval = keep.approvals.get(clinic_id, asked(suite, desk, needs=Role.ADMIN))
    with pytest.raises(NotFound):
        keep.approve_one(approval, PLAIN, boss)
    assert not keep.find(asked(suite, boss, needs=Role.ADMIN, subject_id="iv_2"), boss).may_decide


def test_another_clinics_approvals_do_not_exist_for_us(
    suite: Suite, keep: KeepApprovals, desk: Actor, boss: Actor
) -> None:
    approval_id = asked(suite, desk)
    stranger = attrs.evolve(boss, clinic_id=a_clinic(suite, "Mula Clinic"))
    for decide in (
        lambda: keep.find(approval_id, stranger),
        lambda: keep.approve(approval_id, PLAIN, stranger),
        lambda: keep.refuse(approval_id, NO, stranger),
        lambda: keep.withdraw(approval_id, attrs.evolve(stranger, account_id=desk.account_id)),
    ):
        with pytest.raises(NotFound):
            decide()
    assert keep.list_inbox(Sought(), Wanted(), stranger).items == []


def test_a_decision_at_the_very_end_comes_too_late_and_one_before_does_not(
    suite: Suite, keep: KeepApprovals, desk: Actor, boss: Actor, clock: FrozenClock, clinic_id: ClinicId
) -> None:
    late, early = asked(suite, desk), asked(suite, desk, subject_id="iv_2")
    clock.advance(hours=24, microseconds=-1000)
    keep.approve(early, PLAIN, boss)
    clock.advance(microseconds=1000)
    for decide in (
        lambda: keep.approve(late, PLAIN, boss),
        lambda: keep.refuse(late, NO, boss),
        lambda: keep.withdraw(late, desk),
    ):
        with pytest.raises(errors.ApprovalLapsed):
            decide()
    with pytest.raises(errors.ApprovalMissing):
        _use(suite, clinic_id, early, "iv_2")
    assert keep.find(late, desk).state is ApprovalState.LAPSED
    assert _state(suite, late) == "waiting"
    assert keep.list_inbox(Sought(state=ApprovalState.WAITING), Wanted(), boss).items == []
    assert len(keep.list_inbox(Sought(state=ApprovalState.LAPSED), Wanted(), boss).items) == 2


def test_the_sweep_notes_what_has_lapsed_and_tells_the_house(
    suite: Suite, keep: KeepApprovals, house: FakeDiscounts, desk: Actor, boss: Actor, clock: FrozenClock
) -> None:
    waits, approved = asked(suite, desk), asked(suite, desk, subject_id="iv_2")
    keep.approve(approved, PLAIN, boss)
    assert keep.lapse_ended() == 0
    clock.advance(hours=24)
    ears = listening(suite)
    assert keep.lapse_ended() == 2
    assert keep.lapse_ended() == 0
    assert {_state(suite, waits), _state(suite, approved)} == {"lapsed"}
    assert len(ears.of(ApprovalLapsed)) == 2
    assert house.heard == [ApprovalState.APPROVED, ApprovalState.LAPSED, ApprovalState.LAPSED]


def test_a_thing_is_asked_for_once_until_its_asking_is_over(
    suite: Suite, keep: KeepApprovals, desk: Actor, boss: Actor, clock: FrozenClock, clinic_id: ClinicId
) -> None:
    first = asked(suite, desk)
    with pytest.raises(errors.ApprovalWaiting):
        asked(suite, boss)
    keep.approve(first, PLAIN, boss)
    with pytest.raises(errors.ApprovalWaiting):
        asked(suite, desk)
    _use(suite, clinic_id, first)
    second = asked(suite, desk)
    clock.advance(hours=24)
    assert asked(suite, desk) != second
    assert _state(suite, second) == "lapsed"


def test_only_who_asked_withdraws_and_only_while_it_waits(
    suite: Suite, keep: KeepApprovals, house: FakeDiscounts, desk: Actor, boss: Actor
) -> None:
    approval_id = asked(suite, desk)
    with pytest.raises(NotAllowed):
        keep.withdraw(approval_id, boss)
    ears = listening(suite)
    assert keep.withdraw(approval_id, desk).state is ApprovalState.WITHDRAWN
    assert house.heard == [ApprovalState.WITHDRAWN]
    assert len(ears.of(ApprovalWithdrawn)) == 1
    for decide in (
        lambda: keep.approve(approval_id, PLAIN, boss),
        lambda: keep.withdraw(approval_id, desk),
    ):
        with pytest.raises(errors.ApprovalWithdrawn):
            decide()
    granted = asked(suite, desk)
    keep.approve(granted, PLAIN, boss)
    with pytest.raises(errors.ApprovalDecided):
        keep.withdraw(granted, desk)


def test_when_the_subject_goes_away_nothing_is_left_to_use(
    suite: Suite, keep: KeepApprovals, desk: Actor, boss: Actor, clinic_id: ClinicId
) -> None:
    approval_id = asked(suite, desk)
    keep.approve(approval_id, PLAIN, boss)
    eyes = suite.part(FourEyes)
    assert suite.uow.run(lambda tx: eyes.withdraw(tx, clinic_id, "discount", SUBJECT))
    assert not suite.uow.run(lambda tx: eyes.withdraw(tx, clinic_id, "discount", SUBJECT))
    with pytest.raises(errors.ApprovalMissing):
        _use(suite, clinic_id, approval_id)


def test_a_refusal_says_why_and_an_approval_where_its_kind_wants_it(
    suite: Suite, clinic_id: ClinicId, desk: Actor, boss: Actor
) -> None:
    discounts_in(suite, needs_reason=True)
    keep, approval_id = suite.part(KeepApprovals), asked(suite, desk)
    with pytest.raises(NotValid):
        keep.approve(approval_id, PLAIN, boss)
    with pytest.raises(NotValid):
        keep.refuse(approval_id, Objection(reason=""), boss)
    seen = keep.approve(approval_id, Assent(reason="She has come to us for ten years."), boss)
    assert seen.decision_reason == "She has come to us for ten years."


def test_what_demands_a_proof_is_approved_with_that_proof_only(
    suite: Suite, keep: KeepApprovals, desk: Actor, boss: Actor
) -> None:
    approval_id = asked(suite, desk, proof="483920")
    assert keep.find(approval_id, boss).proof == "483920"
    assert keep.find(approval_id, desk).proof is None
    with pytest.raises(NotValid):
        keep.approve(approval_id, PLAIN, boss)
    with pytest.raises(errors.ProofDiffers):
        keep.approve(approval_id, Assent(proof="483921"), boss)
    keep.approve(approval_id, Assent(proof="483920"), boss)


def test_what_the_house_of_the_kind_refuses_is_not_decided(
    suite: Suite, keep: KeepApprovals, house: FakeDiscounts, desk: Actor, boss: Actor
) -> None:
    approval_id, house.is_full = asked(suite, desk), True
    with pytest.raises(TillFull):
        keep.approve(approval_id, PLAIN, boss)
    assert _state(suite, approval_id) == "waiting"
    assert house.heard == []


def test_somebody_sees_what_they_have_asked_for_and_nothing_of_others(
    suite: Suite, keep: KeepApprovals, desk: Actor, boss: Actor, clinic_id: ClinicId
) -> None:
    mine = asked(suite, desk)
    asked(suite, somebody(suite, clinic_id, Role.NURSE), subject_id="iv_2")
    assert [a.id for a in keep.list_own(Sought(), Wanted(), desk).items] == [mine]
    assert keep.list_own(Sought(kind="device"), Wanted(), desk).items == []
    assert keep.list_own(Sought(state=ApprovalState.REFUSED), Wanted(), desk).items == []


def test_every_step_stands_in_the_trail_without_the_words_that_were_written(
    suite: Suite, keep: KeepApprovals, desk: Actor, boss: Actor, clinic_id: ClinicId
) -> None:
    first = asked(suite, desk)
    keep.approve(first, Assent(reason="Mrs. Patil has waited long."), boss)
    _use(suite, clinic_id, first)
    keep.withdraw(asked(suite, desk), desk)
    entries = list(suite.engine.database["audit_entries"].find({"entity": "approval"}))
    assert [e["action"] for e in entries] == ["asked", "approved", "used", "asked", "withdrawn"]
    assert "Patil" not in str(entries)
    assert "three visits" not in str(entries)
    stored = str(list(suite.engine.database["approvals"].find()))
    assert "Patil" not in stored
    assert "three visits" not in stored


def test_two_houses_cannot_claim_one_kind(suite: Suite, house: FakeDiscounts) -> None:
    with pytest.raises(ValueError, match="discount"):
        suite.part(Kinds).add(FakeDiscounts())
