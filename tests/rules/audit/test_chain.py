"""A seal is of one place in one chain, over these entries, and of nobody without the key."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from clinic_suite.audit.model import Breach, Seal
from clinic_suite.audit.rules.chain import BEGINNING, check_entries, check_seal, close, digest_of
from tests.fakes.clock import A_MONDAY_MORNING as NOW

KEY, ANOTHER_KEY = b"k" * 32, b"a" * 32
ENTRIES: list[dict[str, Any]] = [
    {"_id": "au_1", "action": "changed", "at": NOW, "sealed": False},
    {"_id": "au_2", "action": "opened", "at": NOW, "sealed": False},
]


@pytest.fixture
def seal() -> Seal:
    return close("cl_1", 2, "f" * 64, ENTRIES, NOW, KEY)


def _breach(seal: Seal, key: bytes = KEY) -> Breach | None:
    """What is found where exactly this number and this seal before it are expected."""
    finding = check_seal(seal, seal.number, seal.previous, key)
    return None if finding is None else finding.breach


def test_a_seal_that_nobody_touched_is_good(seal: Seal) -> None:
    assert _breach(seal) is None
    assert check_entries(seal, ENTRIES, KEY) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"chain": "cl_2"},
        {"number": 3},
        {"previous": BEGINNING},
        {"entry_ids": ["au_1", "au_3"]},
        {"entry_ids": ["au_2", "au_1"]},
        {"digests": ["0" * 64, "1" * 64]},
    ],
    ids=["chain", "number", "previous", "another entry", "order", "digests"],
)
def test_a_seal_that_was_moved_or_covers_something_else_is_forged(
    seal: Seal, changed: dict[str, Any]
) -> None:
    assert _breach(attrs.evolve(seal, **changed)) is Breach.FORGED_SEAL


def test_who_can_write_the_database_and_has_no_key_can_make_neither_seal_nor_digest(seal: Seal) -> None:
    assert _breach(seal, ANOTHER_KEY) is Breach.FORGED_SEAL
    assert digest_of(ENTRIES[0], KEY) != digest_of(ENTRIES[0], ANOTHER_KEY)
    finding = check_entries(seal, ENTRIES, ANOTHER_KEY)
    assert finding is not None
    assert (finding.breach, finding.entry_id) == (Breach.EDITED, "au_1")


def test_being_sealed_changes_no_entry_and_anything_else_does(seal: Seal) -> None:
    sealed = [{**entry, "sealed": True, "chain_place": n} for n, entry in enumerate(ENTRIES)]
    assert check_entries(seal, sealed, KEY) is None
    finding = check_entries(seal, [{**ENTRIES[0], "added": 1}, ENTRIES[1]], KEY)
    assert finding is not None
    assert finding.breach is Breach.EDITED
