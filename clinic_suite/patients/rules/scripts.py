"""Indian scripts in Latin letters, well enough to find and to compare names.

The blocks of nine scripts lie in Unicode in one order, 128 places apart, because they follow one
older standard.  So one table reads them all: राम, রাম, ராம் and రామ్ are all ``ram``.
"""

from __future__ import annotations

import re
import unicodedata

_FIRST, _PLACES, _SCRIPTS = 0x0900, 0x80, 9
_VIRAMA = 0x4D
_NUKTA = 0x3C
_CONSONANTS = {
    0x15: "k", 0x16: "kh", 0x17: "g", 0x18: "gh", 0x19: "n", 0x1A: "ch", 0x1B: "chh", 0x1C: "j",
    0x1D: "jh", 0x1E: "n", 0x1F: "t", 0x20: "th", 0x21: "d", 0x22: "dh", 0x23: "n", 0x24: "t",
    0x25: "th", 0x26: "d", 0x27: "dh", 0x28: "n", 0x29: "n", 0x2A: "p", 0x2B: "ph", 0x2C: "b",
    0x2D: "bh", 0x2E: "m", 0x2F: "y", 0x30: "r", 0x31: "r", 0x32: "l", 0x33: "l", 0x34: "l",
    0x35: "v", 0x36: "sh", 0x37: "sh", 0x38: "s", 0x39: "h",
}  # fmt: skip
_VOWELS = {
    0x05: "a", 0x06: "a", 0x07: "i", 0x08: "i", 0x09: "u", 0x0A: "u", 0x0B: "ri", 0x0D: "e", 0x0E: "e",
    0x0F: "e", 0x10: "ai", 0x11: "o", 0x12: "o", 0x13: "o", 0x14: "au",
}  # fmt: skip
_SIGNS = {
    0x3E: "a", 0x3F: "i", 0x40: "i", 0x41: "u", 0x42: "u", 0x43: "ri", 0x45: "e", 0x46: "e", 0x47: "e",
    0x48: "ai", 0x49: "o", 0x4A: "o", 0x4B: "o", 0x4C: "au",
}  # fmt: skip
_NASALS = {0x01: "n", 0x02: "n", 0x03: "h"}
# Malayalam writes some final consonants with letters of their own.
_FINALS = {"ൺ": "n", "ൻ": "n", "ർ": "r", "ൽ": "l", "ൾ": "l", "ൿ": "k"}
_SOUTH_FROM = 0x0B00
_FAINT = "ə"
_ONE_CONSONANT = "(?:chh|[bcdgjkpst]h|[bcdfghjklmnprstvy])"
_DROPPED = re.compile(f"([aeiou{_FAINT}])({_ONE_CONSONANT}){_FAINT}(?={_ONE_CONSONANT}[aeiou{_FAINT}])")


def in_latin(name: str) -> str:
    """A name in Latin letters, letter by letter; what is Latin already stays as it is.

    A consonant carries the vowel ``a`` unless another follows, and loses it at the end of a word.
    """
    return _spelled(name).replace(_FAINT, "a")


def as_spoken(name: str) -> str:
    """The same as it is spoken, and therefore written in Latin letters: कुलकर्णी is ``kulkarni``.

    In the north the faint ``a`` between two open syllables is dropped; in the south it is not.
    """
    return _DROPPED.sub(r"\1\2", _spelled(name)).replace(_FAINT, "a")


def _spelled(name: str) -> str:
    composed = unicodedata.normalize("NFC", name)
    out: list[str] = []
    for at, letter in enumerate(composed):
        place = _place(letter)
        if place is None or letter in _FINALS:
            out.append(_FINALS.get(letter, letter))
        elif place in _CONSONANTS:
            own = _FAINT if ord(letter) < _SOUTH_FROM else "a"
            out.append(_CONSONANTS[place] + (own if _carries_a(composed, at + 1) else ""))
        else:
            out.append(_VOWELS.get(place) or _SIGNS.get(place) or _NASALS.get(place) or "")
    return "".join(out)


def _carries_a(text: str, at: int) -> bool:
    """Whether the consonant before this place is spoken with its own vowel."""
    if at < len(text) and _place(text[at]) == _NUKTA:
        at += 1
    following = _place(text[at]) if at < len(text) else None
    return following is not None and following not in _SIGNS and following != _VIRAMA


def _place(letter: str) -> int | None:
    """The place of a letter in its script's block, the same for all nine scripts."""
    offset = ord(letter) - _FIRST
    return offset % _PLACES if 0 <= offset < _PLACES * _SCRIPTS else None
