"""A sealed phone number or name is found again, and its tokens tell nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.kernel.crypto import BlindIndex
from clinic_suite.kernel.crypto.blind import folded

_BLIND = BlindIndex(b"s" * 32)
_NAMES = st.text(st.characters(categories=["L", "M", "N", "Zs", "P"]), max_size=40)


def _finds(typed: str, name: str) -> bool:
    wanted = _BLIND.wanted("patients.name", typed)
    return bool(wanted) and set(wanted) <= set(_BLIND.prefixes("patients.name", name))


def test_the_same_phone_is_found_by_the_same_token() -> None:
    phone = "+919876543210"
    assert _BLIND.exact("patients.phone", phone) == BlindIndex(b"s" * 32).exact("patients.phone", phone)
    assert _BLIND.exact("patients.phone", phone) != _BLIND.exact("patients.phone", "+919876543211")


@given(st.text())
def test_one_value_in_two_fields_or_two_clinics_cannot_be_laid_side_by_side(value: str) -> None:
    tokens = {
        _BLIND.exact("patients.phone", value),
        _BLIND.exact("accounts.phone", value),
        _BLIND.exact("patients.phone", value, within="cl_1"),
        _BLIND.exact("patients.phone", value, within="cl_2"),
        BlindIndex(b"t" * 32).exact("patients.phone", value),
    }
    assert len(tokens) == 5


def test_a_whole_value_and_a_beginning_never_share_a_token() -> None:
    exact = _BLIND.exact("patients.name", "asha")
    assert not any(exact.startswith(token) for token in _BLIND.prefixes("patients.name", "asha"))


def test_a_token_is_short_and_does_not_hold_the_value() -> None:
    assert len(_BLIND.exact("patients.phone", "+919876543210")) == 16
    assert {len(t) for t in _BLIND.prefixes("patients.name", "Ramesh Kumar")} == {8}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ra", "Ramesh Kumar"),
        ("RAMESH", "Ramesh Kumar"),
        ("kumar ram", "Ramesh Kumar"),
        ("kum r", "Ramesh Kumar"),
        ("jose", "José"),
        ("josé", "Jose"),
        ("dsouza", "Maria D'Souza"),
        ("d'souza", "Maria DSouza"),
        ("souza", "Maria D’Souza"),
        ("venkatanarasimha", "Venkatanarasimharajuvaripeta"),
        ("रा", "राम कुमार"),
        ("कुमार", "राम कुमार"),
        ("जीनत", "ज़ीनत"),
        ("ज़ीनत", "जीनत अमान"),
        ("ni", "Anne-Marie Nighy"),
        ("mar", "Anne-Marie Nighy"),
        ("straße", "Strasse"),
    ],
)
def test_the_desk_finds_a_person_by_the_beginning_of_any_name(typed: str, name: str) -> None:
    assert _finds(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mesh", "Ramesh Kumar"),
        ("ramesh sharma", "Ramesh Kumar"),
        ("रीमा", "राम"),
        ("रो", "रीमा"),
        ("rameshk", "Ramesh Kumar"),
    ],
)
def test_somebody_else_is_not_found(typed: str, name: str) -> None:
    assert not _finds(typed, name)


@pytest.mark.parametrize("typed", ["", " ", "r", "r k", "'", "--", "ः"])
def test_one_letter_is_too_little_to_search_for(typed: str) -> None:
    assert _BLIND.wanted("patients.name", typed) == []


@given(_NAMES, st.data())
def test_every_beginning_of_every_word_finds_its_name(name: str, data: st.DataObject) -> None:
    words = folded(name).split()
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    typed = word[: data.draw(st.integers(1, len(word)))]
    wanted = _BLIND.wanted("patients.name", typed)
    assert set(wanted) <= set(_BLIND.prefixes("patients.name", name))


@given(_NAMES)
def test_a_name_is_found_however_its_letters_are_composed(name: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        spelt = unicodedata.normalize(form, name)
        assert _BLIND.prefixes("p", spelt) == _BLIND.prefixes("p", name)
        assert _BLIND.prefixes("p", spelt.casefold()) == _BLIND.prefixes("p", name)


def test_a_very_long_name_does_not_fill_the_index() -> None:
    assert len(_BLIND.prefixes("p", " ".join(f"name{i}longer" for i in range(100)))) <= 12 * 9
