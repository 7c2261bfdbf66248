"""Master keys are changed while the clinic works, and nobody notices."""

from __future__ import annotations

import threading

import pytest

from clinic_suite.kernel.crypto import Ciphers, MasterKeyUnknown, SubjectErased
from clinic_suite.kernel.mongo import Engine
from tests.builders.ciphers import NEW_RING, OLD_RING, ONLY_NEW_RING, an_envelope, some_ciphers
from tests.builders.ids import a_clinic_id, a_patient_id
from tests.fakes.clock import FrozenClock

_PATIENTS = range(1, 8)


class PowerCut(Exception):
    """Ends a rotation between two batches."""


@pytest.fixture
def sealed(engine: Engine, clock: FrozenClock) -> dict[int, bytes]:
    """The phones of seven patients, sealed under the old master key."""
    ciphers = some_ciphers(engine, clock, OLD_RING)
    return {n: an_envelope(ciphers, n).seal("phone", f"phone {n}") for n in _PATIENTS}


def _ignore(done: int, remaining: int) -> None:
    """Nobody watches."""


def _phones(ciphers: Ciphers, sealed: dict[int, bytes]) -> list[str]:
    return [an_envelope(ciphers, n).open("phone", s) for n, s in sealed.items()]


def test_after_a_rotation_the_old_master_key_is_not_needed(
    engine: Engine, clock: FrozenClock, sealed: dict[int, bytes]
) -> None:
    rotating = some_ciphers(engine, clock, NEW_RING)
    assert rotating.remaining() == 7
    result = rotating.rewrap_all(_ignore, batch=3)
    assert (result.done, result.remaining, result.unreadable) == (7, 0, ())
    phones = _phones(some_ciphers(engine, clock, ONLY_NEW_RING), sealed)
    assert phones == [f"phone {n}" for n in _PATIENTS]


def test_before_the_rotation_the_old_master_key_is_needed(
    engine: Engine, clock: FrozenClock, sealed: dict[int, bytes]
) -> None:
    with pytest.raises(MasterKeyUnknown):
        _phones(some_ciphers(engine, clock, ONLY_NEW_RING), sealed)


def test_each_batch_tells_what_is_done_and_what_remains(
    engine: Engine, clock: FrozenClock, sealed: dict[int, bytes]
) -> None:
    told: list[tuple[int, int]] = []
    some_ciphers(engine, clock, NEW_RING).rewrap_all(lambda done, left: told.append((done, left)), batch=3)
    assert told == [(3, 4), (6, 1), (7, 0)]


def test_a_rotation_that_was_cut_off_goes_on_where_it_was(
    engine: Engine, clock: FrozenClock, sealed: dict[int, bytes]
) -> None:
    rotating = some_ciphers(engine, clock, NEW_RING)

    def cut_off(done: int, remaining: int) -> None:
        raise PowerCut

    with pytest.raises(PowerCut):
        rotating.rewrap_all(cut_off, batch=3)
    assert _phones(some_ciphers(engine, clock, NEW_RING), sealed) == [f"phone {n}" for n in _PATIENTS]
    assert rotating.rewrap_all(_ignore).done == 4
    assert rotating.rewrap_all(_ignore).done == 0


def test_an_erased_patient_stays_erased_through_a_rotation(
    engine: Engine, clock: FrozenClock, sealed: dict[int, bytes]
) -> None:
    some_ciphers(engine, clock).erase(a_patient_id(3), clinic_id=a_clinic_id())
    rotating = some_ciphers(engine, clock, NEW_RING)
    assert rotating.remaining() == 6
    assert rotating.rewrap_all(_ignore).done == 6
    with pytest.raises(SubjectErased):
        an_envelope(rotating, 3).open("phone", sealed[3])


def test_a_patient_erased_in_the_middle_of_a_batch_stays_erased(
    engine: Engine, clock: FrozenClock, sealed: dict[int, bytes]
) -> None:
    class ErasingRing:
        """A master key that is slow enough for somebody to be erased meanwhile."""

        current = "2"

        def wrap(self, data_key: bytes, owner: str):  # type: ignore[no-untyped-def]
            some_ciphers(engine, clock).erase(owner.split("/")[1], clinic_id=a_clinic_id())
            return NEW_RING.wrap(data_key, owner)

        unwrap = NEW_RING.unwrap

    assert Ciphers(engine, ErasingRing(), clock).rewrap_all(_ignore).done == 0
    with pytest.raises(SubjectErased):
        an_envelope(some_ciphers(engine, clock, NEW_RING)).open("phone", sealed[1])


def test_a_key_that_cannot_be_opened_is_named_and_does_not_stop_the_rest(
    engine: Engine, clock: FrozenClock, sealed: dict[int, bytes]
) -> None:
    engine.database["data_keys"].update_one({"_id": a_patient_id(2)}, {"$set": {"master_version": "0"}})
    result = some_ciphers(engine, clock, NEW_RING).rewrap_all(_ignore, batch=2)
    assert (result.done, result.remaining, result.unreadable) == (6, 1, (a_patient_id(2),))


def test_patients_are_read_and_registered_while_keys_are_rotated(
    engine: Engine, clock: FrozenClock, sealed: dict[int, bytes]
) -> None:
    stop, faults, added = threading.Event(), [], {}

    def work() -> None:
        number = 100
        while not stop.is_set():
            number += 1
            ciphers = some_ciphers(engine, clock, NEW_RING)
            try:
                added[number] = an_envelope(ciphers, number).seal("phone", f"phone {number}")
                assert _phones(ciphers, sealed) == [f"phone {n}" for n in _PATIENTS]
            except Exception as fault:
                faults.append(fault)

    desk = threading.Thread(target=work)
    desk.start()
    try:
        result = some_ciphers(engine, clock, NEW_RING).rewrap_all(_ignore, batch=1)
    finally:
        stop.set()
        desk.join()
    assert not faults
    assert result.remaining == 0
    assert _phones(some_ciphers(engine, clock, ONLY_NEW_RING), added) == [f"phone {n}" for n in added]
