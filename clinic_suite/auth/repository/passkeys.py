"""Passkeys and their challenges; each challenge is used up by being taken away."""

from __future__ import annotations

import hashlib
from datetime import datetime

import attrs
from pymongo.collection import Collection

from clinic_suite.auth.errors import PasskeyInvalid
from clinic_suite.auth.model import Passkey
from clinic_suite.auth.rules.passkeys import Ceremony, NewCredential
from clinic_suite.kernel.crypto import Ciphers, Envelope
from clinic_suite.kernel.ids import AccountId, PasskeyId
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine

_NAME = "passkeys"


@attrs.frozen(kw_only=True)
class KnownKey:
    """What a signature is checked against; nothing of a person has to be opened for it."""

    id: PasskeyId
    account_id: AccountId
    public_key: bytes = attrs.field(repr=False)


class Passkeys:
    """The keys with which people come in faster; each belongs to one account."""

    def __init__(self, engine: Engine, ciphers: Ciphers) -> None:
        self._passkeys: Collection[Document] = engine.database[_NAME]
        self._ciphers = ciphers

    def add(self, passkey: Passkey, credential: NewCredential) -> None:
        row = {
            "_id": passkey.id,
            "account_id": passkey.account_id,
            "credential_id": credential.credential_id,
            "public_key": credential.public_key,
            "sign_count": credential.sign_count,
            "label": self._envelope(passkey.account_id, passkey.id).seal("label", passkey.label),
            "transports": list(passkey.transports),
            "created_at": passkey.created_at,
            "used_at": passkey.used_at,
            "copied_at": passkey.copied_at,
        }
        try:
            self._passkeys.insert_one(row)
        except DuplicateKey:
            # Whose it is would be news to whoever brings it.
            raise PasskeyInvalid from None

    def of_account(self, account_id: AccountId) -> list[Passkey]:
        return [self._opened(row) for row in self._passkeys.find({"account_id": account_id}).sort("_id", 1)]

    def credentials_of(self, account_id: AccountId) -> list[bytes]:
        """What an authenticator is told not to make a second key for."""
        rows = self._passkeys.find({"account_id": account_id}, {"credential_id": 1}).sort("_id", 1)
        return [bytes(row["credential_id"]) for row in rows]

    def known(self, credential_id: bytes) -> KnownKey | None:
        """A key that may still be used."""
        row = self._passkeys.find_one({"credential_id": credential_id, "copied_at": None})
        if row is None:
            return None
        return KnownKey(
            id=PasskeyId(row["_id"]),
            account_id=AccountId(row["account_id"]),
            public_key=bytes(row["public_key"]),
        )

    def use(self, passkey_id: PasskeyId, sign_count: int, now: datetime) -> bool:
        """Count a use; false when the authenticator counts less than we have seen, so that there are two.

        Many authenticators do not count and say 0 for ever.
        """
        grown = {"sign_count": {"$lt": sign_count}} if sign_count else {"sign_count": 0}
        done = self._passkeys.update_one(
            {"_id": passkey_id, "copied_at": None, **grown},
            {"$set": {"sign_count": sign_count, "used_at": now}},
        )
        return done.matched_count == 1

    def mark_copied(self, passkey_id: PasskeyId, now: datetime) -> bool:
        """From now on neither of the two is let in; true for the first who finds out."""
        done = self._passkeys.update_one({"_id": passkey_id, "copied_at": None}, {"$set": {"copied_at": now}})
        return done.matched_count == 1

    def remove(self, account_id: AccountId, passkey_id: PasskeyId) -> Passkey | None:
        row = self._passkeys.find_one_and_delete({"_id": passkey_id, "account_id": account_id})
        return None if row is None else self._opened(row)

    def _opened(self, row: Document) -> Passkey:
        account_id, passkey_id = AccountId(row["account_id"]), PasskeyId(row["_id"])
        return Passkey(
            id=passkey_id,
            account_id=account_id,
            label=self._envelope(account_id, passkey_id).open("label", row["label"]),
            transports=tuple(row["transports"]),
            created_at=row["created_at"],
            used_at=row["used_at"],
            copied_at=row["copied_at"],
        )

    def _envelope(self, account_id: AccountId, passkey_id: PasskeyId) -> Envelope:
        return self._ciphers.envelope(account_id, clinic_id=None, collection=_NAME, document=passkey_id)


class PasskeyChallenges:
    """What authenticators are asked to sign; kept as hashes, each good for one thing and once."""

    def __init__(self, engine: Engine) -> None:
        self._challenges: Collection[Document] = engine.database["passkey_challenges"]

    def put(
        self, challenge: bytes, ceremony: Ceremony, account_id: AccountId | None, ends_at: datetime
    ) -> None:
        self._challenges.insert_one(
            {
                "_id": _hash(challenge),
                "ceremony": ceremony.value,
                "account_id": account_id,
                "ends_at": ends_at,
                "forget_at": ends_at,
            }
        )

    def use_up(
        self, challenge: bytes, ceremony: Ceremony, account_id: AccountId | None, now: datetime
    ) -> bool:
        """Take a challenge away; false when there is none such, or not for this, or no more.

        It goes whatever it was for: whoever shows it at the wrong door has shown it.
        """
        row = self._challenges.find_one_and_delete({"_id": _hash(challenge)})
        if row is None:
            return False
        said = (row["ceremony"], row["account_id"])
        return said == (ceremony.value, account_id) and bool(row["ends_at"] > now)


def _hash(challenge: bytes) -> bytes:
    return hashlib.sha256(challenge).digest()
