"""Which passwords are good enough: long, and not what anybody would try first.

There is no rule about digits and signs and none about age: both make people choose worse ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from clinic_suite.auth.rules.guessable_words import COMMON_WORDS, KEYBOARD_RUNS
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.errors import invalid

LONGEST = 128
SHORTEST_WITH_SECOND_FACTOR = 12
SHORTEST_ALONE = 15
_FEWEST_DIFFERENT = 5
_FEWEST_OWN_LETTERS = 4
_SHORTEST_OWN_WORD = 4
_SHORTEST_RUN = 4
_LEET = str.maketrans("@4301!$57", "aaeoiisst")
_BETWEEN_WORDS = re.compile(r"[^\w]+")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
NEEDS_SECOND_FACTOR = frozenset({Role.MANAGER, Role.ADMIN})


def as_hashed(password: str) -> str:
    """One writing of a password, because two keyboards may compose the same letter differently."""
    return unicodedata.normalize("NFKC", password)


def shortest_for(*, second_factor: bool) -> int:
    """A password that stands alone has to be longer."""
    return SHORTEST_WITH_SECOND_FACTOR if second_factor else SHORTEST_ALONE


def check_password(
    password: str, *, second_factor: bool, own_words: Iterable[str] = (), pointer: str = "/password"
) -> None:
    """Refuse a password that is too short, too long, or easily guessed.

    ``own_words`` are the person's name and e-mail and the clinic's: who attacks a clinic tries those.
    """
    plain = as_hashed(password)
    if not shortest_for(second_factor=second_factor) <= len(plain) <= LONGEST:
        raise invalid(pointer, "length")
    if is_common(plain, own_words):
        raise invalid(pointer, "common", "This password is one of the first that somebody would try.")


def is_common(plain: str, own_words: Iterable[str] = ()) -> bool:
    """Whether little is left of a password when what everybody would try is taken out of it.

    ``P@ssword2026!!`` leaves nothing and ``clinic-admin-99`` leaves nothing, while
    ``plum tractor sings`` is made of words that nobody has on a list.
    """
    folded = plain.casefold()
    if len(set(folded)) < _FEWEST_DIFFERENT:
        return True
    words = sorted({*COMMON_WORDS, *_parts(own_words)}, key=len, reverse=True)
    rests = (_without(words, folded), _without(words, folded.translate(_LEET)))
    return min(len(set(rest)) for rest in rests) < _FEWEST_OWN_LETTERS


def _parts(own_words: Iterable[str]) -> set[str]:
    parts = {p for words in own_words for p in _BETWEEN_WORDS.split(words.casefold())}
    return {p for p in parts if len(p) >= _SHORTEST_OWN_WORD}


def _without(words: Iterable[str], text: str) -> str:
    for word in words:
        text = text.replace(word, " ")
    return _NOT_LETTERS.sub("", _without_runs(text))


def _without_runs(text: str) -> str:
    """Take out what a finger draws on a keyboard or an alphabet: ``qwertyuiop``, ``efgh``."""
    for run in KEYBOARD_RUNS:
        for length in range(len(run), _SHORTEST_RUN - 1, -1):
            for start in range(len(run) - length + 1):
                text = text.replace(run[start : start + length], " ")
    return text
