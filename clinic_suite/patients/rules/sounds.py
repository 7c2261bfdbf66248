"""How close two Indian names are when they are heard: Laxmi is Lakshmi, Shaikh is Sheikh.

There is no one spelling in Latin letters for an Indian name, and the desk writes what it hears.
So each word is brought to a bare form in which the usual doubts (long or short vowel, with or
without h, v or w) make no difference, and the forms are compared letter by letter.
"""

from __future__ import annotations

import re
import unicodedata

from clinic_suite.patients.rules.scripts import as_spoken

_TITLES = frozenset(
    {"dr", "mr", "mrs", "ms", "smt", "shri", "sri", "kum", "km", "late", "baby", "master", "bhai", "ben"}
)
_SHORT_FORMS = {"mohd": "mohammad", "md": "mohammad", "kr": "kumar", "abd": "abdul"}
_STEPS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        ("zh", "l"),
        ("x", "ks"),
        ("ck|q", "k"),
        ("chh?", "C"),
        ("c", "k"),
        ("sh", "s"),
        ("ph", "f"),
        ("([bdgjkt])h", r"\1"),
        ("w", "v"),
        ("z", "j"),
        ("aa+", "a"),
        ("ee+|ii+", "i"),
        ("oo+|uu+", "u"),
        ("au|ou", "o"),
        ("aya", "ai"),
        (r"[ae][iy](?![aeiou])", "e"),
        ("y", "i"),
        ("ii+", "i"),
        (r"([^aeiou])\1+", r"\1"),
        (r"(?<=.{2})[ah]+$", ""),
    )
)
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def words_of(name: str) -> list[str]:
    """The words of a name in plain Latin letters, without titles; an initial is a word of one letter."""
    plain = unicodedata.normalize("NFKD", as_spoken(name)).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "").replace("’", "")
    words = _NOT_LETTERS.sub(" ", letters).split()
    return [_SHORT_FORMS.get(w, w) for w in words if w not in _TITLES]


def sound_of(word: str) -> str:
    """The bare form of one word: ``lakshmi`` and ``laxmi`` are both ``laksmi``."""
    for pattern, by in _STEPS:
        word = pattern.sub(by, word)
    return word


def closeness(one: str, other: str) -> float:
    """How alike two names sound, from 0 to 1.

    The order of the words does not count, because a family name stands first in the south and last
    in the north.  Each word of the shorter name must be found in the longer one, so Rohan Sharma is
    not Rahul Sharma; an initial stands for any word that begins with it.
    """
    shorter, longer = sorted((words_of(one), words_of(other)), key=len)
    left = [sound_of(w) for w in longer]
    found: list[float] = []
    for word in sorted((sound_of(w) for w in shorter), key=len, reverse=True):
        if not left:
            break
        best = max(left, key=lambda candidate: _alike(word, candidate))
        found.append(_alike(word, best))
        left.remove(best)
    whole = [w for w in shorter if len(w) > 1]
    return min(found) if found and whole else 0.0


def _alike(one: str, other: str) -> float:
    """Of two bare forms; names that begin differently are different names (Kavita and Savita)."""
    if not one or not other or one[0] != other[0]:
        return 0.0
    if len(one) == 1 or len(other) == 1:
        return 1.0
    return 1 - _edits(one, other) / max(len(one), len(other))


def _edits(one: str, other: str) -> int:
    """How many letters must be put in, taken out or changed to make one word the other."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, against in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != against))
    return row[-1]
