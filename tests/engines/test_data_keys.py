"""A patient's fields are sealed with a key of their own, and erased with it."""

from __future__ import annotations

from typing import Any

import pymongo.errors
import pytest

from clinic_suite.kernel.crypto import Ciphers, DataKeyMissing, SealBroken, SubjectErased, data_keys
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.unit_of_work import Transaction
from tests.builders.ciphers import an_envelope, some_ciphers
from tests.builders.facts import a_unit_of_work
from tests.builders.ids import a_clinic_id, a_patient_id, an_id
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock

_PHONE = "+919876543210"


class PowerCut(Exception):
    """Stops a use case after its writes and before its commit."""


@pytest.fixture
def ciphers(engine: Engine, clock: FrozenClock) -> Ciphers:
    return some_ciphers(engine, clock)


def _a_new_process(engine: Engine, clock: FrozenClock) -> Ciphers:
    return some_ciphers(engine, clock)


def test_a_sealed_phone_is_read_again_after_a_restart(
    engine: Engine, ciphers: Ciphers, clock: FrozenClock
) -> None:
    sealed = an_envelope(ciphers).seal("phone", _PHONE)
    engine.database["testing_sealed"].insert_one({"_id": a_patient_id(), "phone": sealed})
    row = engine.database["testing_sealed"].find_one({"_id": a_patient_id()}) or {}
    assert an_envelope(_a_new_process(engine, clock)).open("phone", row["phone"]) == _PHONE
    engine.database["testing_sealed"].delete_many({})


def test_neither_the_phone_nor_the_key_lies_open_in_the_database(ciphers: Ciphers, engine: Engine) -> None:
    sealed = an_envelope(ciphers).seal("phone", _PHONE)
    assert _PHONE.encode() not in sealed
    row = engine.database["data_keys"].find_one({}) or {}
    assert len(row["wrapped"]) == 1 + 12 + 32 + 16


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"patient": 2, "document": a_patient_id()},
        {"document": an_id("pt", 99)},
        {"collection": "accounts"},
        {"clinic": 2},
    ],
    ids=["another patient", "another document", "another collection", "another clinic"],
)
def test_a_value_moved_to_another_place_is_refused(ciphers: Ciphers, elsewhere: dict[str, Any]) -> None:
    sealed = an_envelope(ciphers).seal("phone", _PHONE)
    an_envelope(ciphers, 2).seal("phone", "their own key")
    with pytest.raises((SealBroken, DataKeyMissing)):
        an_envelope(ciphers, **elsewhere).open("phone", sealed)


def test_a_phone_put_in_the_place_of_an_address_is_refused(ciphers: Ciphers) -> None:
    fields = an_envelope(ciphers)
    with pytest.raises(SealBroken):
        fields.open("address", fields.seal("phone", _PHONE))


def test_keys_swapped_between_two_patients_do_not_open(
    engine: Engine, ciphers: Ciphers, clock: FrozenClock
) -> None:
    sealed = an_envelope(ciphers, 1).seal("phone", _PHONE)
    an_envelope(ciphers, 2).seal("phone", _PHONE)
    theirs = engine.database["data_keys"].find_one({"_id": a_patient_id(2)}) or {}
    engine.database["data_keys"].update_one(
        {"_id": a_patient_id(1)}, {"$set": {"wrapped": theirs["wrapped"]}}
    )
    with pytest.raises(SealBroken):
        an_envelope(_a_new_process(engine, clock), 1).open("phone", sealed)


def test_nothing_is_opened_for_somebody_who_never_had_a_key(ciphers: Ciphers) -> None:
    sealed = an_envelope(ciphers, 1).seal("phone", _PHONE)
    with pytest.raises(DataKeyMissing):
        an_envelope(ciphers, 2).open("phone", sealed)


def test_another_clinic_cannot_use_a_patients_key(ciphers: Ciphers) -> None:
    an_envelope(ciphers).seal("phone", _PHONE)
    with pytest.raises(DataKeyMissing):
        an_envelope(ciphers, clinic=2).seal("phone", _PHONE)


def test_an_account_that_belongs_to_no_clinic_has_a_key_too(
    engine: Engine, ciphers: Ciphers, clock: FrozenClock
) -> None:
    account = an_id("ac")
    about: dict[str, Any] = {"clinic_id": None, "collection": "accounts", "document": account}
    sealed = ciphers.envelope(account, **about).seal("email", "asha@example.in")
    assert _a_new_process(engine, clock).envelope(account, **about).open("email", sealed) == "asha@example.in"


def test_all_who_write_about_a_new_patient_at_once_get_the_same_key(
    engine: Engine, clock: FrozenClock
) -> None:
    processes = [_a_new_process(engine, clock) for _ in range(12)]
    sealed = all_at_once(12, lambda i: an_envelope(processes[i]).seal("phone", f"{_PHONE}{i}"))
    reader = an_envelope(_a_new_process(engine, clock))
    assert [reader.open("phone", s) for s in sealed] == [f"{_PHONE}{i}" for i in range(12)]
    assert engine.database["data_keys"].count_documents({}) == 1


def test_a_key_outlives_the_use_case_that_needed_it_first_and_failed(
    engine: Engine, ciphers: Ciphers, clock: FrozenClock
) -> None:
    def register_and_fail(_: Transaction) -> None:
        an_envelope(ciphers).seal("phone", _PHONE)
        raise PowerCut

    with pytest.raises(PowerCut):
        a_unit_of_work(engine, clock).run(register_and_fail)
    sealed = an_envelope(ciphers).seal("phone", _PHONE)
    assert an_envelope(_a_new_process(engine, clock)).open("phone", sealed) == _PHONE


def test_an_erased_patient_can_neither_be_read_nor_written(ciphers: Ciphers) -> None:
    sealed = an_envelope(ciphers).seal("phone", _PHONE)
    ciphers.erase(a_patient_id(), clinic_id=a_clinic_id())
    with pytest.raises(SubjectErased):
        an_envelope(ciphers).open("phone", sealed)
    with pytest.raises(SubjectErased):
        an_envelope(ciphers).seal("phone", _PHONE)
    ciphers.warm(a_clinic_id(), [a_patient_id()])
    with pytest.raises(SubjectErased):
        an_envelope(ciphers).open("phone", sealed)


def test_nothing_of_an_erased_key_is_left_in_the_database(
    engine: Engine, ciphers: Ciphers, clock: FrozenClock
) -> None:
    an_envelope(ciphers).seal("phone", _PHONE)
    made_at = clock.now()
    clock.advance(hours=1)
    ciphers.erase(a_patient_id(), clinic_id=a_clinic_id())
    assert engine.database["data_keys"].find_one({}) == {
        "_id": a_patient_id(),
        "clinic_id": a_clinic_id(),
        "wrapped": None,
        "master_version": None,
        "made_at": made_at,
        "erased_at": clock.now(),
    }


def test_another_process_forgets_an_erased_patient_within_a_minute(
    engine: Engine, ciphers: Ciphers, clock: FrozenClock
) -> None:
    sealed = an_envelope(ciphers).seal("phone", _PHONE)
    other = _a_new_process(engine, clock)
    assert an_envelope(other).open("phone", sealed) == _PHONE
    ciphers.erase(a_patient_id(), clinic_id=a_clinic_id())
    clock.advance(seconds=60)
    with pytest.raises(SubjectErased):
        an_envelope(other).open("phone", sealed)


def test_a_patient_about_whom_nothing_was_sealed_can_be_erased_as_well(ciphers: Ciphers) -> None:
    ciphers.erase(a_patient_id(), clinic_id=a_clinic_id())
    with pytest.raises(SubjectErased):
        an_envelope(ciphers).seal("phone", _PHONE)


def test_erasing_twice_is_erasing_once(ciphers: Ciphers) -> None:
    an_envelope(ciphers).seal("phone", _PHONE)
    for _ in range(2):
        ciphers.erase(a_patient_id(), clinic_id=a_clinic_id())
    with pytest.raises(SubjectErased):
        an_envelope(ciphers).seal("phone", _PHONE)


def test_another_clinic_cannot_erase_a_patient(engine: Engine, ciphers: Ciphers, clock: FrozenClock) -> None:
    sealed = an_envelope(ciphers).seal("phone", _PHONE)
    with pytest.raises(DataKeyMissing):
        ciphers.erase(a_patient_id(), clinic_id=a_clinic_id(2))
    assert an_envelope(_a_new_process(engine, clock)).open("phone", sealed) == _PHONE


def test_erasing_while_others_write_ends_in_an_erased_patient(engine: Engine, clock: FrozenClock) -> None:
    processes = [_a_new_process(engine, clock) for _ in range(8)]

    def write_or_erase(who: int) -> None:
        if who == 0:
            processes[0].erase(a_patient_id(), clinic_id=a_clinic_id())
            return
        try:
            an_envelope(processes[who]).seal("phone", _PHONE)
        except SubjectErased:
            return

    all_at_once(8, write_or_erase)
    with pytest.raises(SubjectErased):
        an_envelope(_a_new_process(engine, clock)).seal("phone", _PHONE)


def test_a_list_of_patients_is_opened_after_one_reading_of_their_keys(
    engine: Engine, ciphers: Ciphers, clock: FrozenClock
) -> None:
    sealed = {n: an_envelope(ciphers, n).seal("phone", f"{n}") for n in range(1, 6)}
    reader = _a_new_process(engine, clock)
    reader.warm(a_clinic_id(), [a_patient_id(n) for n in sealed])
    engine.database["data_keys"].delete_many({})
    assert [an_envelope(reader, n).open("phone", s) for n, s in sealed.items()] == list("12345")


def test_warming_up_does_not_lend_keys_to_another_clinic(engine: Engine, ciphers: Ciphers) -> None:
    sealed = an_envelope(ciphers).seal("phone", _PHONE)
    ciphers.warm(a_clinic_id(2), [a_patient_id()])
    with pytest.raises(DataKeyMissing):
        an_envelope(ciphers, clinic=2).open("phone", sealed)


def test_the_keys_of_many_new_patients_are_made_at_once(
    engine: Engine, ciphers: Ciphers, clock: FrozenClock
) -> None:
    an_envelope(ciphers, 2).seal("phone", "an older key stays")
    patients = [a_patient_id(n) for n in (1, 2, 3)]
    all_at_once(4, lambda _: _a_new_process(engine, clock).prepare(a_clinic_id(), patients))
    assert engine.database["data_keys"].count_documents({}) == 3
    ciphers.prepare(a_clinic_id(), patients)
    sealed = [an_envelope(ciphers, n).seal("phone", f"{n}") for n in (1, 2, 3)]
    reader = _a_new_process(engine, clock)
    assert [an_envelope(reader, n).open("phone", s) for n, s in enumerate(sealed, 1)] == list("123")


def test_keys_made_at_once_do_not_bring_an_erased_patient_back(ciphers: Ciphers) -> None:
    ciphers.erase(a_patient_id(), clinic_id=a_clinic_id())
    ciphers.prepare(a_clinic_id(), [a_patient_id()])
    with pytest.raises(SubjectErased):
        an_envelope(ciphers).seal("phone", _PHONE)


@pytest.mark.engines
def test_an_erasure_that_is_rolled_back_leaves_the_patient_readable(
    mongodb: Engine, clock: FrozenClock
) -> None:
    ciphers = some_ciphers(mongodb, clock)
    sealed = an_envelope(ciphers).seal("phone", _PHONE)

    def erase_and_fail(_: Transaction) -> None:
        ciphers.erase(a_patient_id(), clinic_id=a_clinic_id())
        raise PowerCut

    with pytest.raises(PowerCut):
        a_unit_of_work(mongodb, clock).run(erase_and_fail)
    assert an_envelope(ciphers).open("phone", sealed) == _PHONE


@pytest.mark.engines
def test_a_use_case_that_erases_somebody_and_writes_about_them_fails_soon(
    mongodb: Engine, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_keys, "_PATIENCE_S", 0.5)
    ciphers = some_ciphers(mongodb, clock)

    def erase_and_write(_: Transaction) -> None:
        ciphers.erase(a_patient_id(), clinic_id=a_clinic_id())
        an_envelope(ciphers).seal("phone", _PHONE)

    with pytest.raises(pymongo.errors.PyMongoError) as away:
        a_unit_of_work(mongodb, clock).run(erase_and_write)
    assert away.value.timeout
