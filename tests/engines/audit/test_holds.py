"""What is held is destroyed by nobody: holds, purges, and what becomes of those who meet."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from clinic_suite.audit.errors import HoldLifted, LegalHoldStands, StillInTime
from clinic_suite.audit.events import LegalHoldLifted, LegalHoldPlaced
from clinic_suite.audit.model import (
    HoldState,
    Lifting,
    LongerTerm,
    NewHold,
    RecordType,
    RetentionChange,
    WhyKept,
)
from clinic_suite.audit.public import Retention, Subject
from clinic_suite.audit.service import KeepHolds, KeepRecords
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.errors import NotAllowed, NotFound, VersionStale
from clinic_suite.kernel.ids import AccountId, ClinicId, PatientId
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.paging import Wanted
from clinic_suite.kernel.trail import Note
from clinic_suite.kernel.unit_of_work import Transaction, acting_as
from tests.builders.ids import a_clinic_id, a_patient_id, an_id
from tests.builders.patients import a_patient
from tests.builders.people import a_clinic
from tests.builders.settings import some_settings
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock
from tests.fakes.ears import listening

REASON = "Civil suit 114 of 2026, about Lakshmi Iyer"
WHY_OVER = "The suit was withdrawn on 3 November"
LONG_AGO = date(2001, 1, 1)


@pytest.fixture
def house(engine: Engine, clock: FrozenClock) -> Suite:
    return wire(some_settings(), clock=clock, engine=engine)


@attrs.frozen
class _Place:
    """A clinic, its admin, and somebody who was there long ago."""

    suite: Suite
    clinic_id: ClinicId
    admin: Actor
    patient_id: PatientId

    def hold(self, **what: Any) -> Any:
        with acting_as(self.admin):
            return self.suite.part(KeepHolds).place(NewHold(reason=REASON, **what), self.admin)

    def subject(self, **said: Any) -> Subject:
        valid: dict[str, Any] = {
            "clinic_id": self.clinic_id,
            "patient_id": self.patient_id,
            "record_type": RecordType.MESSAGE,
            "last_encounter_on": LONG_AGO,
            "born_on": LONG_AGO,
        }
        return Subject(**{**valid, **said})

    def store(self, *names: str) -> None:
        """Something that can be destroyed: any collection will do, and this one is everybody's."""
        rows = [
            {"_id": n, "fingerprint": self.clinic_id, "answer": None, "forget_at": self.suite.clock.now()}
            for n in names
        ]
        self.suite.engine.database["idempotency_keys"].insert_many(rows)

    def left(self) -> list[str]:
        return sorted(r["_id"] for r in self.suite.engine.database["idempotency_keys"].find())

    def purge(self, *names: str, meanwhile: Callable[[], object] = lambda: None) -> None:
        """As another house purges: it asks, and then destroys, in one unit of work."""

        def work(tx: Transaction) -> None:
            self.suite.part(Retention).require_may_purge(tx, self.subject())
            meanwhile()
            self.suite.engine.database["idempotency_keys"].delete_many({"_id": {"$in": list(names)}})

        self.suite.uow.run(work)


@pytest.fixture
def place(house: Suite) -> _Place:
    clinic_id = a_clinic(house)
    admin = Actor(role=Role.ADMIN, account_id=AccountId(an_id("ac")), clinic_id=clinic_id)
    return _Place(house, clinic_id, admin, a_patient(house, clinic_id).id)


def test_what_is_past_its_time_and_not_held_may_go(place: _Place) -> None:
    place.store("old")
    place.purge("old")
    assert place.left() == []


@pytest.mark.parametrize(
    "what",
    [
        {},
        {"record_type": RecordType.MESSAGE},
    ],
)
def test_what_is_held_stays_whatever_its_age(place: _Place, what: dict[str, Any]) -> None:
    place.store("old")
    place.hold(**what)
    with pytest.raises(LegalHoldStands):
        place.purge("old")
    assert place.left() == ["old"]


def test_a_patients_hold_holds_that_patient_and_no_other(place: _Place) -> None:
    retention, uow = place.suite.part(Retention), place.suite.uow
    other = a_patient(place.suite, place.clinic_id).id
    place.hold(patient_id=place.patient_id)
    uow.run(lambda tx: retention.require_may_purge(tx, place.subject(patient_id=other)))
    with pytest.raises(LegalHoldStands):
        uow.run(lambda tx: retention.require_may_purge(tx, place.subject()))
    # Nobody is erased on their own wish either, while one class of their records is held.
    place.hold(record_type=RecordType.INVOICE)
    for patient_id in (place.patient_id, other):
        with pytest.raises(LegalHoldStands):
            uow.run(lambda tx, p=patient_id: retention.require_not_held(tx, place.clinic_id, p))


def test_what_is_in_its_time_stays_and_the_refusal_says_until_when(place: _Place, clock: FrozenClock) -> None:
    subject = place.subject(last_encounter_on=clock.now().date() - timedelta(days=400))
    with pytest.raises(StillInTime) as refused:
        place.suite.uow.run(lambda tx: place.suite.part(Retention).require_may_purge(tx, subject))
    assert refused.value.members == {
        "keep_until": place.suite.part(Retention).answer(subject).keep_until.isoformat()
    }


def test_another_clinics_hold_holds_nothing_here(place: _Place) -> None:
    elsewhere = a_clinic(place.suite, "Marina Skin Clinic")
    admin = attrs.evolve(place.admin, clinic_id=elsewhere)
    place.suite.part(KeepHolds).place(NewHold(reason=REASON), admin)
    place.purge("nothing")


def test_a_hold_that_was_lifted_holds_no_more_and_is_lifted_once(place: _Place) -> None:
    ears = listening(place.suite)
    hold = place.hold()
    keep = place.suite.part(KeepHolds)
    lifted = keep.lift(hold.id, Lifting(reason=WHY_OVER), place.admin)
    assert (lifted.reason, lifted.lifted_because, lifted.lifted_by) == (
        REASON,
        WHY_OVER,
        place.admin.account_id,
    )
    with pytest.raises(HoldLifted):
        keep.lift(hold.id, Lifting(reason=WHY_OVER), place.admin)
    place.purge("nothing")
    assert ears.of(LegalHoldPlaced) == [LegalHoldPlaced(clinic_id=place.clinic_id, hold_id=hold.id)]
    assert ears.of(LegalHoldLifted) == [LegalHoldLifted(clinic_id=place.clinic_id, hold_id=hold.id)]


def test_holds_are_listed_by_their_state_and_why_they_stand_is_sealed(place: _Place) -> None:
    keep = place.suite.part(KeepHolds)
    first, second = place.hold(), place.hold(patient_id=place.patient_id)
    keep.lift(first.id, Lifting(reason=WHY_OVER), place.admin)

    def listed(state: HoldState | None) -> list[str]:
        return [h.id for h in keep.list_of(state, Wanted(limit=20), place.admin).items]

    assert (listed(HoldState.STANDING), listed(HoldState.LIFTED)) == ([second.id], [first.id])
    assert sorted(listed(None)) == sorted([first.id, second.id])
    database = place.suite.engine.database
    rows = [*database["legal_holds"].find(), *database["audit_entries"].find({"entity": "legal_hold"})]
    assert len(rows) == 5
    assert not any(word in repr(row) for row in rows for word in ("Lakshmi", "suit", "withdrawn"))


def test_the_trail_proves_why_without_telling_it(place: _Place) -> None:
    place.hold()
    place.hold()
    place.suite.part(KeepHolds).lift(place.hold().id, Lifting(reason=WHY_OVER), place.admin)
    entries = list(place.suite.engine.database["audit_entries"].find({"entity": "legal_hold"}))
    told = Counter((e["action"], e["after"]["reason_digest"]) for e in entries)
    assert sorted((deed, times) for (deed, _), times in told.items()) == [("lifted", 1), ("placed", 3)]
    assert len({digest for _, digest in told}) == 2
    assert entries[0]["after"]["reason"] == "•••"


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMIN])
def test_only_an_admin_holds(place: _Place, role: Role) -> None:
    by = attrs.evolve(place.admin, role=role)
    with pytest.raises(NotAllowed):
        place.suite.part(KeepHolds).place(NewHold(reason=REASON), by)
    with pytest.raises(NotAllowed):
        place.suite.part(KeepRecords).show(by)


def test_only_a_patient_of_the_clinic_is_held(place: _Place) -> None:
    for stranger in (a_patient(place.suite, a_clinic(place.suite, "Mula Clinic")).id, a_patient_id(9)):
        with pytest.raises(NotFound):
            place.hold(patient_id=stranger)


def test_a_table_that_two_admins_write_at_once_is_written_once(place: _Place) -> None:
    records = place.suite.part(KeepRecords)

    def change(number: int) -> str:
        rows = (LongerTerm(record_type=RecordType.CHART, region=None, years=10 + number),)
        try:
            return str(records.change(RetentionChange(rows=rows), 1, place.admin).version)
        except VersionStale:
            return "stale"

    assert sorted(all_at_once(6, change)) == ["2", *["stale"] * 5]
    assert records.show(place.admin).version == 2


def test_a_purge_stops_at_the_first_batch_after_a_hold_was_placed(place: _Place) -> None:
    place.store("a", "b", "c")
    place.purge("a")
    place.hold()
    for batch in ("b", "c"):
        with pytest.raises(LegalHoldStands):
            place.purge(batch)
    assert place.left() == ["b", "c"]


@pytest.mark.engines
def test_a_hold_that_is_placed_while_a_purge_runs_stands_and_the_purge_loses(
    mongodb: Engine, clock: FrozenClock
) -> None:
    suite = wire(some_settings(), clock=clock, engine=mongodb)
    clinic_id = a_clinic(suite)
    admin = Actor(role=Role.ADMIN, account_id=AccountId(an_id("ac")), clinic_id=clinic_id)
    place = _Place(suite, clinic_id, admin, a_patient(suite, clinic_id).id)
    # Once with a clinic that has never held anything, once with one that has.
    for name in ("first", "second"):
        place.store(name)
        held: list[str] = []

        def hold_elsewhere(held: list[str] = held) -> None:
            if not held:
                hand = threading.Thread(target=lambda: held.append(place.hold().id))
                hand.start()
                hand.join(30)

        with pytest.raises(LegalHoldStands):
            place.purge(name, meanwhile=hold_elsewhere)
        assert name in place.left()
        suite.part(KeepHolds).lift(held[0], Lifting(reason=WHY_OVER), admin)  # type: ignore[arg-type]


def test_of_a_hold_and_many_purges_at_once_nothing_goes_after_the_hold_was_answered(place: _Place) -> None:
    names = [f"n{i}" for i in range(12)]
    place.store(*names)
    after_hold: list[str] = []

    def act(number: int) -> None:
        if number == 6:
            place.hold()
            after_hold.extend(place.left())
            return
        with suppress(LegalHoldStands):
            place.purge(names[number])

    all_at_once(12, act)
    assert place.left() == sorted(after_hold)


def test_a_daily_look_counts_what_of_a_trail_is_past_its_time(place: _Place, clock: FrozenClock) -> None:
    records = place.suite.part(KeepRecords)
    before = place.suite.engine.database["audit_entries"].count_documents({"clinic_id": place.clinic_id})
    records.review_trails()
    fresh = records.show(place.admin).trail
    assert fresh is not None
    assert (fresh.past_its_time, fresh.oldest_at) == (0, clock.now())
    clock.advance(days=366 * 7 + 2)
    note = Note(action="read", entity="patient", entity_id=place.patient_id, clinic_id=place.clinic_id)
    place.suite.uow.run(lambda tx: tx.note(note))
    records.review_trails()
    review = records.show(place.admin).trail
    assert review is not None
    assert review.past_its_time == before
    # A longer term of the clinic's own counts, and nothing is cut.
    rows = (LongerTerm(record_type=RecordType.TRAIL, region=None, years=30),)
    records.change(RetentionChange(rows=rows), 1, place.admin)
    records.review_trails()
    assert records.show(place.admin).trail == attrs.evolve(review, past_its_time=0)


def test_an_admin_asks_about_one_subject_of_their_own_clinic(place: _Place) -> None:
    records = place.suite.part(KeepRecords)
    hold = place.hold(patient_id=place.patient_id)
    answer = records.answer_for(place.subject(), place.admin)
    assert (answer.may_be_purged, answer.why_not, answer.hold_ids) == (
        False,
        (WhyKept.LEGAL_HOLD,),
        (hold.id,),
    )
    with pytest.raises(NotFound):
        records.answer_for(attrs.evolve(place.subject(), clinic_id=a_clinic_id(9)), place.admin)
