"""Second factors: part of the account's document, and each proof is used up by one conditional update."""

from __future__ import annotations

from clinic_suite.auth.model import Credentials, SecondFactor
from clinic_suite.kernel.crypto import Ciphers, Envelope
from clinic_suite.kernel.ids import AccountId, ClinicId
from clinic_suite.kernel.mongo import Document, Engine

_NAME = "accounts"


class SecondFactors:
    """The secrets of authenticator apps, sealed; recovery codes, hashed."""

    def __init__(self, engine: Engine, ciphers: Ciphers) -> None:
        self._accounts = engine.database[_NAME]
        self._ciphers = ciphers

    def offer(self, known: Credentials, secret: str) -> None:
        """Keep a secret that counts for nothing until a code made from it was shown."""
        sealed = self._envelope(known).seal("totp_offer", secret)
        self._accounts.update_one(_one(known), {"$set": {"totp_offer": sealed}})

    def offered(self, known: Credentials) -> str | None:
        row = self._accounts.find_one(_one(known), {"totp_offer": 1})
        sealed = row and row["totp_offer"]
        return self._envelope(known).open("totp_offer", sealed) if sealed else None

    def enrol(self, known: Credentials, secret: str, step: int, recovery: list[bytes]) -> None:
        """From now on the account has this second factor; a new version, so older sign-ins on their way fail."""
        sealed = self._envelope(known).seal("totp", secret)
        self._accounts.update_one(
            _one(known),
            {
                "$set": {
                    "totp": {"secret": sealed, "last_step": step, "recovery": recovery},
                    "totp_offer": None,
                },
                "$inc": {"version": 1},
            },
        )

    def secret_of(self, known: Credentials, factor: SecondFactor) -> str:
        return self._envelope(known).open("totp", factor.sealed_secret)

    def spend_step(self, known: Credentials, step: int) -> bool:
        """Use up a step; false when this code, or a later one, was shown already."""
        done = self._accounts.update_one(
            {**_one(known), "totp.last_step": {"$lt": step}}, {"$set": {"totp.last_step": step}}
        )
        return done.matched_count == 1

    def spend_recovery(self, known: Credentials, code_hash: bytes) -> bool:
        """Use up a recovery code; false when it is none of the account's, or was used."""
        done = self._accounts.update_one(
            {**_one(known), "totp.recovery": code_hash}, {"$pull": {"totp.recovery": code_hash}}
        )
        return done.matched_count == 1

    def remove(self, clinic_id: ClinicId | None, account_id: AccountId) -> None:
        self._accounts.update_one(
            {"_id": account_id, "clinic_id": clinic_id},
            {"$set": {"totp": None, "totp_offer": None}, "$inc": {"version": 1}},
        )

    def _envelope(self, known: Credentials) -> Envelope:
        return self._ciphers.envelope(
            known.account_id, clinic_id=known.clinic_id, collection=_NAME, document=known.account_id
        )


def _one(known: Credentials) -> Document:
    return {"_id": known.account_id, "clinic_id": known.clinic_id}
