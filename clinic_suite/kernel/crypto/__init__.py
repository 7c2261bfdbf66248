"""Sealed fields: AES-256-GCM, a data key per subject, and blind tokens to find what is sealed.

Words: a *subject* is whom data is about; its *data key* seals its fields and is itself *wrapped*
by a *master key*.  An *envelope* seals and opens the fields of one document.  To *erase* a subject
is to destroy its data key.  A *blind token* finds a sealed value without telling it.
"""

from clinic_suite.kernel.crypto.blind import BlindIndex
from clinic_suite.kernel.crypto.data_keys import COLLECTIONS, Rewrapped
from clinic_suite.kernel.crypto.derive import derive
from clinic_suite.kernel.crypto.faults import (
    CryptoFault,
    DataKeyMissing,
    MasterKeyUnknown,
    SealBroken,
    SealUnknown,
    SubjectErased,
)
from clinic_suite.kernel.crypto.fields import Ciphers, Envelope
from clinic_suite.kernel.crypto.masters import KeyRing, MasterKeys, Wrapped

__all__ = [
    "COLLECTIONS",
    "BlindIndex",
    "Ciphers",
    "CryptoFault",
    "DataKeyMissing",
    "Envelope",
    "KeyRing",
    "MasterKeyUnknown",
    "MasterKeys",
    "Rewrapped",
    "SealBroken",
    "SealUnknown",
    "SubjectErased",
    "Wrapped",
    "derive",
]
