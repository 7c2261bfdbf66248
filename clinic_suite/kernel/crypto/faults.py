"""What can go wrong with something sealed.  Each has a name; none of them is ever garbage text.

Only ``SubjectErased`` is an answer to a wish.  The others mean that the data or the keys were
tampered with, mixed up or lost, so they are faults that an operator must see.
"""

from __future__ import annotations

from clinic_suite.kernel.errors import Refusal


class CryptoFault(Exception):
    """Something sealed cannot be opened as what it claims to be."""


class SealBroken(CryptoFault):
    """A bit was changed, or the value was sealed for another field, document, person or key."""


class SealUnknown(CryptoFault):
    """The first byte names a way of sealing that this version of the product does not have."""


class MasterKeyUnknown(CryptoFault):
    """The data key was wrapped under a master key that is not in CLINIC_MASTER_KEYS."""


class DataKeyMissing(CryptoFault):
    """Nothing was ever sealed for this subject in this clinic, so nothing of it can be opened."""


class SubjectErased(Refusal):
    """The person's data key was destroyed: what was sealed with it is gone for everybody, for ever."""

    status = 410
    title = "The records of this person have been erased."
