"""The data keys of an import: many at once, and still one for each."""

from __future__ import annotations

import pytest

from clinic_suite.kernel.crypto import SubjectErased
from clinic_suite.kernel.mongo import Engine
from tests.builders.ciphers import an_envelope, some_ciphers
from tests.builders.ids import a_clinic_id, a_patient_id
from tests.builders.threads import all_at_once
from tests.fakes.clock import FrozenClock


def test_the_keys_of_many_are_made_at_once_and_are_the_ones_that_seal(
    engine: Engine, clock: FrozenClock
) -> None:
    ciphers = some_ciphers(engine, clock)
    first = an_envelope(ciphers, 1).seal("name", "Asha")
    ciphers.prepare(a_clinic_id(), [a_patient_id(n) for n in (1, 2, 3, 2)])
    assert engine.database["data_keys"].count_documents({}) == 3
    second = an_envelope(ciphers, 2).seal("name", "Bina")
    restarted = some_ciphers(engine, clock)
    assert an_envelope(restarted, 1).open("name", first) == "Asha"
    assert an_envelope(restarted, 2).open("name", second) == "Bina"


def test_two_imports_that_prepare_the_same_people_at_once_agree_on_their_keys(
    engine: Engine, clock: FrozenClock
) -> None:
    people = [a_patient_id(n) for n in range(1, 31)]
    several = [some_ciphers(engine, clock) for _ in range(8)]

    def prepare_and_seal(who: int) -> bytes:
        several[who].prepare(a_clinic_id(), people[who:] + people[:who])
        return an_envelope(several[who], 7).seal("name", "Asha")

    sealed = all_at_once(8, prepare_and_seal)
    restarted = some_ciphers(engine, clock)
    assert {an_envelope(restarted, 7).open("name", one) for one in sealed} == {"Asha"}
    assert engine.database["data_keys"].count_documents({}) == 30


def test_nobody_who_was_erased_gets_a_new_key_with_many_others(engine: Engine, clock: FrozenClock) -> None:
    ciphers = some_ciphers(engine, clock)
    ciphers.erase(a_patient_id(1), clinic_id=a_clinic_id())
    ciphers.prepare(a_clinic_id(), [a_patient_id(1), a_patient_id(2)])
    an_envelope(ciphers, 2).seal("name", "Bina")
    with pytest.raises(SubjectErased):
        an_envelope(ciphers, 1).seal("name", "Asha")
