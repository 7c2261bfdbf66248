"""Opened keys are kept for a short while, and only so many of them."""

from __future__ import annotations

from datetime import timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic_suite.kernel.crypto.cache import KeyCache, Owner
from tests.fakes.clock import FrozenClock

_KEY = AESGCM(b"k" * 32)


def _owner(number: int) -> Owner:
    return Owner(f"pt_{number}", "cl_1")


def test_a_key_is_forgotten_when_its_time_has_come(clock: FrozenClock) -> None:
    cache = KeyCache(clock, kept_for=timedelta(seconds=60))
    cache.put(_owner(1), _KEY)
    clock.advance(seconds=59.999)
    assert cache.get(_owner(1)) is _KEY
    clock.advance(milliseconds=1)
    assert cache.get(_owner(1)) is None
    assert len(cache) == 0


def test_using_a_key_does_not_keep_it_for_longer(clock: FrozenClock) -> None:
    cache = KeyCache(clock, kept_for=timedelta(seconds=60))
    cache.put(_owner(1), _KEY)
    for _ in range(3):
        clock.advance(seconds=20)
        cache.get(_owner(1))
    assert cache.get(_owner(1)) is None


def test_a_full_cache_forgets_the_key_that_was_longest_unused(clock: FrozenClock) -> None:
    cache = KeyCache(clock, at_most=3)
    for number in (1, 2, 3):
        cache.put(_owner(number), _KEY)
    cache.get(_owner(1))
    cache.put(_owner(4), _KEY)
    assert [cache.get(_owner(n)) is not None for n in (1, 2, 3, 4)] == [True, False, True, True]


def test_one_clinics_key_is_not_found_for_another(clock: FrozenClock) -> None:
    cache = KeyCache(clock)
    cache.put(Owner("pt_1", "cl_1"), _KEY)
    assert cache.get(Owner("pt_1", "cl_2")) is None
    assert cache.get(Owner("pt_1", None)) is None
