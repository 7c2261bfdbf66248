"""Finding what is sealed: keyed tokens that tell equal from unequal, and nothing else.

A token is an HMAC, so whoever steals the database without the secret can neither read a phone
number from it nor try all phone numbers against it.  Each purpose has a key of its own: the same
number in two fields gives two tokens that cannot be laid side by side.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from functools import lru_cache

from clinic_suite.kernel.crypto.derive import derive
from clinic_suite.kernel.crypto.seals import bound_to

SHORTEST_PREFIX = 2
LONGEST_PREFIX = 10
_MOST_WORDS = 12
_EXACT_BYTES = 16
# Eight bytes: a false match is one in 10^19, and a name costs some twenty tokens in an index.
_PREFIX_BYTES = 8
_VIRAMA = 9
# People write D'Souza with any of these, or with none.
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")


class BlindIndex:
    """Makes the tokens by which sealed fields are searched."""

    def __init__(self, secret: bytes) -> None:
        self._key_for = lru_cache(maxsize=256)(lambda purpose: derive(secret, f"blind/{purpose}"))

    def exact(self, purpose: str, value: str, *, within: str = "") -> bytes:
        """The token of a whole value that the caller has already normalised (E.164, lower-case e-mail).

        ``within`` (a clinic's id) keeps the same value in two clinics apart as well.
        """
        return self._token(f"exact/{purpose}", within, value, _EXACT_BYTES)

    def prefixes(self, purpose: str, name: str, *, within: str = "") -> list[bytes]:
        """The tokens to store with a name: each beginning, of 2 to 10 letters, of each word."""
        beginnings = {
            word[:length]
            for word in _stored_words(name)
            for length in range(SHORTEST_PREFIX, min(len(word), LONGEST_PREFIX) + 1)
        }
        return [self._prefix(purpose, within, beginning) for beginning in sorted(beginnings)]

    def wanted(self, purpose: str, typed: str, *, within: str = "") -> list[bytes]:
        """The tokens that a name must all have (``$all``) to match what somebody typed.

        Words of one letter are passed over; an empty answer means that nothing can be searched for yet.
        """
        words = dict.fromkeys(_words(folded(typed).translate(_APOSTROPHES)))
        return [
            self._prefix(purpose, within, word[:LONGEST_PREFIX])
            for word in list(words)[:_MOST_WORDS]
            if len(word) >= SHORTEST_PREFIX
        ]

    def _prefix(self, purpose: str, within: str, beginning: str) -> bytes:
        return self._token(f"prefix/{purpose}", within, beginning, _PREFIX_BYTES)

    def _token(self, purpose: str, within: str, value: str, length: int) -> bytes:
        said = bound_to(within, value)
        return hmac.digest(self._key_for(purpose), said, hashlib.sha256)[:length]


def folded(name: str) -> str:
    """A name as it is compared: no case, no accents, no nukta, no joiners; vowel signs stay.

    Stripping every mark would make राम, रीमा and रोमी one name, because Indian scripts write
    their vowels as marks; those have combining class 0 and the virama has 9, and they are kept.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return "".join(c for c in decomposed if unicodedata.combining(c) in (0, _VIRAMA))


def _words(letters: str) -> list[str]:
    """The words in a folded name: runs of letters, digits and vowel signs."""
    return "".join(_letter_or_space(c) for c in letters).split()


def _letter_or_space(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Cf":
        # Joiners are invisible and mean nothing for a search.
        return ""
    return letter if kind[0] in "LNM" else " "


def _stored_words(name: str) -> list[str]:
    """D'Souza is found as d'souza, dsouza and souza."""
    letters = folded(name)
    words = dict.fromkeys([*_words(letters.translate(_APOSTROPHES)), *_words(letters)])
    return list(words)[:_MOST_WORDS]
