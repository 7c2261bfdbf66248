"""How the trail is made to show a quiet change: pure functions over entries and seals."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from clinic_suite.audit.model import Breach, Finding, Seal

BEGINNING = "0" * 64
_OWN_MARKS = ("sealed", "chain_place")


def digest_of(entry: Mapping[str, Any], key: bytes) -> str:
    """The digest of one stored entry; keyed, so that who can write the database cannot make a new one."""
    plain = {k: v for k, v in entry.items() if k not in _OWN_MARKS}
    return _keyed(orjson.dumps(plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z, default=str), key)


def close(
    chain: str, number: int, previous: str, entries: Sequence[Mapping[str, Any]], at: datetime, key: bytes
) -> Seal:
    """Close a batch of entries with a seal."""
    ids = [str(e["_id"]) for e in entries]
    digests = [digest_of(e, key) for e in entries]
    return Seal(
        id=seal_id(chain, number),
        chain=chain,
        number=number,
        previous=previous,
        entry_ids=ids,
        digests=digests,
        digest=_seal_digest(chain, number, previous, ids, digests, key),
        sealed_at=at,
    )


def seal_id(chain: str, number: int) -> str:
    return f"{chain}:{number:012d}"


def check_seal(seal: Seal, number: int, previous: str, key: bytes) -> Finding | None:
    """Whether a seal is the one that has to stand here."""
    if seal.number != number:
        return Finding(chain=seal.chain, breach=Breach.MISSING_SEAL, seal=number)
    if seal.previous != previous:
        return Finding(chain=seal.chain, breach=Breach.FORK, seal=number)
    expected = _seal_digest(seal.chain, number, previous, seal.entry_ids, seal.digests, key)
    if not hmac.compare_digest(expected, seal.digest):
        return Finding(chain=seal.chain, breach=Breach.FORGED_SEAL, seal=number)
    return None


def check_entries(seal: Seal, entries: Iterable[Mapping[str, Any]], key: bytes) -> Finding | None:
    """The first entry under a seal that is not what it was when it was sealed."""
    found = {str(e["_id"]): e for e in entries}
    for entry_id, digest in zip(seal.entry_ids, seal.digests, strict=True):
        if entry_id not in found:
            return Finding(chain=seal.chain, breach=Breach.DELETED, seal=seal.number, entry_id=entry_id)
        if digest_of(found[entry_id], key) != digest:
            return Finding(chain=seal.chain, breach=Breach.EDITED, seal=seal.number, entry_id=entry_id)
    return None


def check_point(chain: str, digests: Sequence[str], number: int, digest: str) -> Finding | None:
    """Whether a chain still holds what was written down elsewhere: seal ``number`` had ``digest``."""
    if number > len(digests):
        return Finding(chain=chain, breach=Breach.CUT_TAIL, seal=len(digests) + 1)
    if digests[number - 1] != digest:
        return Finding(chain=chain, breach=Breach.FORK, seal=number)
    return None


def _seal_digest(
    chain: str, number: int, previous: str, ids: Sequence[str], digests: Sequence[str], key: bytes
) -> str:
    return _keyed(orjson.dumps([chain, number, previous, list(ids), list(digests)]), key)


def _keyed(plain: bytes, key: bytes) -> str:
    return hmac.new(key, plain, hashlib.sha256).hexdigest()
