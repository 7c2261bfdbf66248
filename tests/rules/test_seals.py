"""What is sealed opens in its own place, whole, or not at all."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.kernel.crypto import (
    CryptoFault,
    KeyRing,
    MasterKeyUnknown,
    SealBroken,
    SealUnknown,
    Wrapped,
    derive,
)
from clinic_suite.kernel.crypto.seals import bound_to, seal, unseal

_KEY = AESGCM(b"k" * 32)
_PLACES = st.lists(st.text(max_size=8), min_size=1, max_size=4).map(tuple)


@given(st.binary(max_size=200), _PLACES)
def test_what_was_sealed_opens_in_its_own_place(plain: bytes, place: tuple[str, ...]) -> None:
    assert unseal(_KEY, seal(_KEY, plain, bound_to(*place)), bound_to(*place)) == plain


@given(_PLACES, _PLACES)
def test_two_places_are_never_mistaken_for_each_other(one: tuple[str, ...], another: tuple[str, ...]) -> None:
    assert (bound_to(*one) == bound_to(*another)) == (one == another)


@given(st.binary(max_size=60), st.data())
def test_one_changed_bit_is_refused_wherever_it_is(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(_KEY, plain, b"here"))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(CryptoFault):
        unseal(_KEY, bytes(sealed), b"here")


@given(st.binary(max_size=60), st.data())
def test_what_was_cut_short_is_refused(plain: bytes, data: st.DataObject) -> None:
    sealed = seal(_KEY, plain, b"here")
    kept = data.draw(st.integers(0, len(sealed) - 1))
    with pytest.raises(CryptoFault):
        unseal(_KEY, sealed[:kept], b"here")


@given(st.binary(max_size=100))
def test_what_was_never_sealed_is_refused_and_never_read_as_text(made_up: bytes) -> None:
    with pytest.raises(CryptoFault):
        unseal(_KEY, made_up, b"here")


def test_another_place_or_another_key_does_not_open_it() -> None:
    sealed = seal(_KEY, b"+919876543210", b"here")
    with pytest.raises(SealBroken):
        unseal(_KEY, sealed, b"there")
    with pytest.raises(SealBroken):
        unseal(AESGCM(b"x" * 32), sealed, b"here")


def test_a_way_of_sealing_that_we_do_not_have_is_named() -> None:
    sealed = seal(_KEY, b"text", b"here")
    with pytest.raises(SealUnknown, match="02"):
        unseal(_KEY, b"\x02" + sealed[1:], b"here")


def test_the_same_text_never_looks_the_same_twice() -> None:
    assert len({seal(_KEY, b"Asha", b"here") for _ in range(200)}) == 200


def test_what_was_sealed_by_the_first_version_still_opens() -> None:
    sealed = bytes.fromhex(
        "01000102030405060708090a0b41e4c5173ce7b04077a861bb54d46910c7986e5177e4397cc206f98ca6"
    )
    assert unseal(_KEY, sealed, bound_to("patients", "pt_1", "phone")) == b"+919876543210"


def test_a_key_for_one_purpose_tells_nothing_of_another() -> None:
    secret = b"s" * 32
    keys = {derive(secret, p) for p in ("a", "b", "a/b", "otp", "cursor")}
    assert len(keys) == 5
    assert all(len(k) == 32 for k in keys)
    assert derive(secret, "otp") != derive(b"t" * 32, "otp")


def test_a_purpose_gives_the_same_key_in_every_version() -> None:
    assert (
        derive(b"s" * 32, "auth.otp_pepper").hex()
        == "f74c93d0dbbd287cb7a5dd0fcced88dc2c98d5eac3ec13fdd092c4457ec89d99"
    )


def test_a_key_without_a_purpose_is_refused() -> None:
    with pytest.raises(ValueError, match="purpose"):
        derive(b"s" * 32, "")


def test_the_first_master_key_wraps_and_the_others_still_open() -> None:
    old = KeyRing({"1": b"a" * 32})
    both = KeyRing({"2": b"b" * 32, "1": b"a" * 32})
    wrapped = old.wrap(b"d" * 32, "cl/pt")
    assert both.unwrap(wrapped, "cl/pt") == b"d" * 32
    assert both.wrap(b"d" * 32, "cl/pt").master_version == "2"


def test_a_master_key_that_is_not_in_the_ring_is_named() -> None:
    wrapped = KeyRing({"1": b"a" * 32}).wrap(b"d" * 32, "cl/pt")
    with pytest.raises(MasterKeyUnknown, match="master key 1"):
        KeyRing({"2": b"b" * 32}).unwrap(wrapped, "cl/pt")


def test_a_wrapped_key_opens_for_its_owner_and_version_only() -> None:
    ring = KeyRing({"2": b"a" * 32, "1": b"a" * 32})
    wrapped = ring.wrap(b"d" * 32, "cl/pt")
    with pytest.raises(SealBroken):
        ring.unwrap(wrapped, "cl/another")
    with pytest.raises(SealBroken):
        ring.unwrap(Wrapped("1", wrapped.sealed), "cl/pt")


def test_a_ring_without_keys_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        KeyRing({})
