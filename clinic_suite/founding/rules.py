"""How a set-up code is written and read; pure."""

from __future__ import annotations

import re
from datetime import timedelta

GOOD_FOR = timedelta(minutes=60)
MOST_TRIES = 10
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""None of them is taken for another one on a screen or on paper."""
LENGTH = 12
_NOT_A_LETTER = re.compile(r"[^0-9a-z]")


def written(letters: str) -> str:
    """A code as people read it: ``k7m2-9qxw-4dtr``; about 59 bits."""
    return "-".join(letters[i : i + 4] for i in range(0, LENGTH, 4))


def plain(typed: str) -> str:
    """A code however it was typed: capitals, blanks and dashes do not matter."""
    return _NOT_A_LETTER.sub("", typed.casefold())
