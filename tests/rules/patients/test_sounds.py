"""Names as they are heard, in nine scripts and many spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_suite.patients.rules.scripts import as_spoken, in_latin
from clinic_suite.patients.rules.sounds import closeness, sound_of, words_of

CLOSE = 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Laxmi", "Lakshmi"),
        ("Shaikh Imran", "Imran Sheikh"),
        ("Mohd Irfan", "Mohammed Irfan"),
        ("K. Lakshmi", "Lakshmi Krishnan"),
        ("Subramaniam", "Subramanian"),
        ("Sunita", "Suneeta"),
        ("Vidya", "Vidhya"),
        ("Chaudhary", "Choudhury"),
        ("Nair", "Nayar"),
        ("Narayan", "Narain"),
        ("Pooja Jain", "Puja Jain"),
        ("Zakir", "Jakir"),
        ("Wagh", "Vagh"),
        ("D'Souza", "Dsouza"),
        ("Mrs. Swati Kale", "Swathi Kale"),
        ("Banerjee", "Banerji"),
        ("राम शर्मा", "Ram Sharma"),
        ("कुलकर्णी", "Kulkarni"),
        ("জয়তী", "Jayati"),
        ("Rohan", "Rohan Sharma"),
    ],
)
def test_two_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert closeness(one, other) >= CLOSE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rohan Sharma", "Rahul Sharma"),
        ("Kavita Patil", "Savita Patil"),
        ("Amit Shah", "Ajit Shah"),
        ("Anil Rao", "Sunil Rao"),
        ("Suresh Iyer", "Ramesh Iyer"),
        ("Rina", "Rani"),
        ("R. Sharma", "Sunil Verma"),
        ("K", "K"),
        ("", "Ram"),
        ("राम", "रीमा"),
    ],
)
def test_two_names_of_one_family_do_not(one: str, other: str) -> None:
    assert closeness(one, other) < CLOSE


@given(st.text(max_size=40), st.text(max_size=40))
def test_it_does_not_matter_who_is_compared_with_whom(one: str, other: str) -> None:
    assert 0 <= closeness(one, other) <= 1
    assert bool(words_of(one)) or closeness(one, other) == 0


@given(st.from_regex(r"[A-Z][a-z]{2,9} [A-Z][a-z]{2,9}", fullmatch=True))
def test_a_name_sounds_like_itself_in_either_order(name: str) -> None:
    first, last = name.split()
    if all(sound_of(w) and len(w) > 1 for w in words_of(name)) and len(words_of(name)) == 2:
        assert closeness(name, f"{last} {first}") == 1


@pytest.mark.parametrize(
    ("written", "letters", "spoken"),
    [
        ("राम", "ram", "ram"),
        ("রাম", "ram", "ram"),
        ("రాము", "ramu", "ramu"),
        ("ഗോപാലൻ", "gopalan", "gopalan"),
        ("ਹਰਪ੍ਰੀਤ", "haraprit", "haraprit"),
        ("કેતન", "ketan", "ketan"),
        ("कुलकर्णी", "kulakarni", "kulkarni"),
        ("जगदीश", "jagadish", "jagdish"),
        ("कमला", "kamala", "kamla"),
        ("क़ुरैशी", "kuraishi", "kuraishi"),
        ("Asha", "Asha", "Asha"),
    ],
)
def test_a_name_in_an_indian_script_is_read_in_latin_letters(written: str, letters: str, spoken: str) -> None:
    assert in_latin(written) == letters
    assert as_spoken(written) == spoken


@given(st.text(st.characters(max_codepoint=0x24F), max_size=40))
def test_what_is_latin_already_stays_as_it_is(name: str) -> None:
    assert in_latin(name).casefold() == in_latin(in_latin(name)).casefold()
