"""The trail is written with the change, sealed in order, and a quiet change of it is found and named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from clinic_suite.audit.model import Breach, Checkpoint, Entry, Finding, Search
from clinic_suite.audit.repository import Entries, Seals
from clinic_suite.audit.service import KeptTrail, ReadTrail, SealTrail
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.documents import to_document
from clinic_suite.kernel.events import Subscriptions
from clinic_suite.kernel.ids import AccountId, ClinicId, TimeSortedIds
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.outbox import Outbox
from clinic_suite.kernel.paging import Wanted
from clinic_suite.kernel.trail import Note
from clinic_suite.kernel.unit_of_work import Transaction, UnitOfWork, acting_as
from tests.builders.ids import a_clinic_id, an_id
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock

KEY = b"k" * 32
CLINIC = a_clinic_id()
ASHA = Actor(
    role=Role.ADMIN, account_id=AccountId(an_id("ac")), clinic_id=CLINIC, request_id="r1", ip="10.0.0.7"
)


class _TrailAway(Exception):
    """The trail cannot be written."""


class _Notebook:
    """Checkpoints kept in memory."""

    def __init__(self) -> None:
        self.points: list[Checkpoint] = []

    def keep(self, checkpoint: Checkpoint) -> None:
        self.points.append(checkpoint)

    def kept(self) -> Iterable[Checkpoint]:
        return self.points


class _House:
    """A trail on one engine, and somebody who does things."""

    def __init__(self, engine: Engine, clock: FrozenClock) -> None:
        self.engine = engine
        ids = TimeSortedIds(clock)
        entries, seals, self.notebook = Entries(engine), Seals(engine), _Notebook()
        trail = KeptTrail(ids=ids, entries=entries)
        self.uow = UnitOfWork(engine, clock, ids, Subscriptions(), Outbox(engine, ids), trail)
        self.sealer = SealTrail(
            uow=self.uow, clock=clock, entries=entries, seals=seals, checkpoints=self.notebook, key=KEY
        )
        self.reader = ReadTrail(entries=entries, seals=seals, checkpoints=self.notebook, key=KEY)

    def do(self, *names: str) -> None:
        for name in names:
            with acting_as(ASHA):
                self.uow.run(lambda tx, name=name: tx.note(_note(name)))

    def findings(self) -> tuple[Finding, ...]:
        return self.reader.verify().findings

    def rows(self) -> list[dict[str, Any]]:
        return list(self.engine.database["audit_entries"].find().sort("_id", 1))


def _note(name: str) -> Note:
    return Note(
        action="changed", entity="thing", entity_id=name, clinic_id=CLINIC, before={"n": 1}, after={"n": 2}
    )


@pytest.fixture
def house(engine: Engine, clock: FrozenClock) -> _House:
    return _House(engine, clock)


def test_an_entry_tells_who_did_what_from_where(house: _House) -> None:
    house.do("one")
    (row,) = house.rows()
    told = {
        k: row[k]
        for k in ("role", "account_id", "ip", "request_id", "action", "entity_id", "before", "after")
    }
    assert told == {
        "role": "admin",
        "account_id": an_id("ac"),
        "ip": "10.0.0.7",
        "request_id": "r1",
        "action": "changed",
        "entity_id": "one",
        "before": {"n": 1},
        "after": {"n": 2},
    }


def test_what_cannot_be_written_down_is_not_done(mongodb: Engine, clock: FrozenClock) -> None:
    class Broken:
        def write(self, notes: Sequence[Note], by: Actor, at: datetime) -> None:
            raise _TrailAway

        def write_alone(self, note: Note, by: Actor, at: datetime) -> None:
            raise _TrailAway

    ids = TimeSortedIds(clock)
    uow = UnitOfWork(mongodb, clock, ids, Subscriptions(), Outbox(mongodb, ids), Broken())

    def work(tx: Transaction) -> None:
        row = {"_id": "x", "fingerprint": "f", "answer": None, "forget_at": clock.now()}
        mongodb.database["idempotency_keys"].insert_one(row)
        tx.note(_note("one"))

    with pytest.raises(_TrailAway):
        uow.run(work)
    assert mongodb.database["idempotency_keys"].count_documents({"_id": "x"}) == 0


def test_an_untouched_trail_verifies(house: _House, clock: FrozenClock) -> None:
    for day in range(3):
        house.do(f"a{day}", f"b{day}")
        clock.advance(days=1)
        assert house.sealer.seal() == 2
    house.do("late")
    verdict = house.reader.verify()
    assert (verdict.chains, verdict.seals, verdict.entries, verdict.unsealed, verdict.findings) == (
        1,
        3,
        6,
        1,
        (),
    )


def test_sealing_an_idle_trail_seals_nothing(house: _House) -> None:
    house.do("one")
    assert [house.sealer.seal(), house.sealer.seal()] == [1, 0]


def test_many_sealers_at_once_make_one_unbroken_chain(house: _House) -> None:
    house.do(*[f"n{i}" for i in range(12)])
    all_at_once(8, lambda _: house.sealer.seal())
    while house.sealer.seal():
        pass
    verdict = house.reader.verify()
    assert (verdict.entries, verdict.unsealed, verdict.findings) == (12, 0, ())


def test_an_edited_entry_is_named(house: _House) -> None:
    house.do("one", "two", "three")
    house.sealer.seal()
    victim = house.rows()[1]["_id"]
    house.engine.database["audit_entries"].update_one({"_id": victim}, {"$set": {"after": {"n": 99}}})
    assert house.findings() == (Finding(chain=CLINIC, breach=Breach.EDITED, seal=1, entry_id=victim),)


def test_a_deleted_entry_is_named(house: _House) -> None:
    house.do("one", "two")
    house.sealer.seal()
    victim = house.rows()[0]["_id"]
    house.engine.database["audit_entries"].delete_one({"_id": victim})
    assert house.findings() == (Finding(chain=CLINIC, breach=Breach.DELETED, seal=1, entry_id=victim),)


def test_a_seal_taken_out_of_the_middle_is_missed(house: _House) -> None:
    for name in ("one", "two", "three"):
        house.do(name)
        house.sealer.seal()
    house.engine.database["audit_seals"].delete_one({"number": 2})
    assert [(f.breach, f.seal) for f in house.findings()] == [(Breach.MISSING_SEAL, 2)]


def test_a_cut_tail_is_missed_because_a_checkpoint_knows_of_it(house: _House) -> None:
    for name in ("one", "two"):
        house.do(name)
        house.sealer.seal()
    house.engine.database["audit_seals"].delete_one({"number": 2})
    house.engine.database["audit_entries"].delete_one({"entity_id": "two"})
    assert [(f.breach, f.seal) for f in house.findings()] == [(Breach.CUT_TAIL, 2)]


def test_a_whole_chain_taken_away_is_missed(house: _House) -> None:
    house.do("one")
    house.sealer.seal()
    house.engine.database["audit_seals"].delete_many({})
    house.engine.database["audit_entries"].delete_many({})
    assert [f.breach for f in house.findings()] == [Breach.CUT_TAIL]


def test_a_chain_written_anew_by_somebody_with_the_key_still_contradicts_the_checkpoints(
    house: _House,
) -> None:
    house.do("one")
    house.sealer.seal()
    told_elsewhere = list(house.notebook.points)
    house.engine.database["audit_seals"].delete_many({})
    house.engine.database["audit_entries"].delete_many({})
    house.do("a nicer story")
    house.sealer.seal()
    house.notebook.points = told_elsewhere
    assert [(f.breach, f.seal) for f in house.findings()] == [(Breach.FORK, 1)]


def test_a_seal_made_without_the_key_is_seen(house: _House) -> None:
    house.do("one")
    house.sealer.seal()
    seal = house.engine.database["audit_seals"].find_one({})
    assert seal is not None
    house.engine.database["audit_seals"].update_one({}, {"$set": {"digests": ["0" * 64]}})
    assert [f.breach for f in house.findings()] == [Breach.FORGED_SEAL]


def test_a_branch_grafted_into_the_middle_is_seen_as_a_fork(house: _House, clock: FrozenClock) -> None:
    for name in ("one", "two"):
        house.do(name)
        house.sealer.seal()
    seals = house.engine.database["audit_seals"]
    seals.update_one({"number": 2}, {"$set": {"previous": "f" * 64}})
    assert [(f.breach, f.seal) for f in house.findings()] == [(Breach.FORK, 2)]


def test_a_clinic_finds_its_own_entries_and_nobody_elses(house: _House) -> None:
    theirs = a_clinic_id(2)
    house.do("ours")
    with acting_as(ASHA):
        house.uow.run(lambda tx: tx.note(attrs.evolve(_note("theirs"), clinic_id=theirs)))
        house.uow.run(lambda tx: tx.note(attrs.evolve(_note("the house's"), clinic_id=None)))

    def found(clinic_id: ClinicId) -> list[str]:
        page = house.reader.entries.search(clinic_id, Search(), Wanted(limit=10))
        return [entry.entity_id for entry in page.items]

    assert (found(CLINIC), found(theirs), found(a_clinic_id(3))) == (["ours"], ["theirs"], [])


def test_a_seal_of_one_chain_marks_no_entry_of_another(house: _House) -> None:
    """An entry that is in another chain by now is still to be sealed there, and is missed in its own."""
    house.do("one", "two")
    [first, _] = [row["_id"] for row in house.rows()]
    house.reader.entries.mark_sealed(a_clinic_id(2), [first])
    assert [row["sealed"] for row in house.rows()] == [False, False]
    house.sealer.seal()
    house.engine.database["audit_entries"].update_one({"_id": first}, {"$set": {"chain": a_clinic_id(2)}})
    assert house.findings() == (Finding(chain=CLINIC, breach=Breach.DELETED, seal=1, entry_id=first),)


def test_an_entry_is_stored_as_its_model_says(house: _House) -> None:
    """It is written by hand, because that is quicker; so its model must hold the hand."""
    entry = Entry(
        id=an_id("au"),
        chain=CLINIC,
        at=datetime(2026, 11, 21, tzinfo=UTC),
        clinic_id=CLINIC,
        role=Role.ADMIN,
        account_id=AccountId(an_id("ac")),
        device_id=None,
        ip="10.0.0.7",
        request_id="r1",
        action="saw",
        entity="thing",
        entity_id="one",
        patient_id=None,
        reason=None,
        before=None,
        after={"role": Role.NURSE, "on": date(2026, 11, 21), "many": [Role.DOCTOR], "none": None},
    )
    entries = Entries(house.engine)
    entries.add_alone(entry)
    entries.add([attrs.evolve(entry, id=an_id("au", 2))])
    expected = {**to_document(entry), "sealed": False}
    assert house.rows() == [expected, {**expected, "_id": an_id("au", 2)}]
