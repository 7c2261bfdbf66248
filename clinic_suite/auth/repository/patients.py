"""Patients' accounts: a telephone number, sealed, found by a blind token, in all clinics the same."""

from __future__ import annotations

from datetime import datetime

from clinic_suite.auth.model import Account, AccountState, Credentials
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.crypto import BlindIndex, Ciphers, Envelope
from clinic_suite.kernel.errors import NotFound
from clinic_suite.kernel.ids import AccountId
from clinic_suite.kernel.mongo import Document, Engine

_NAME = "patient_accounts"
_KNOWN_KEYS = 5


class PatientAccounts:
    """One for each telephone that has ever been proven."""

    def __init__(self, engine: Engine, ciphers: Ciphers, blind: BlindIndex) -> None:
        self._accounts = engine.database[_NAME]
        self._ciphers = ciphers
        self._blind = blind

    def token_of(self, phone: str) -> bytes:
        return self._blind.exact("account_phone", phone)

    def admit(self, phone: str, fresh: AccountId, key: str | None, now: datetime) -> Credentials:
        """Whoever has proven a number: their account, made at the first time; and the browser is known now."""
        token = self.token_of(phone)
        row = self._accounts.find_one({"phone_token": token})
        if row is None:
            row = self._new(phone, token, fresh, now)
            self._accounts.insert_one(row)
        keys = [k for k in row["known_keys"] if k != key] + ([key] if key else [])
        self._accounts.update_one(
            {"_id": row["_id"]}, {"$set": {"signed_in_at": now, "known_keys": keys[-_KNOWN_KEYS:]}}
        )
        return Credentials(
            account_id=AccountId(row["_id"]),
            clinic_id=None,
            role=Role.PATIENT,
            state=AccountState(row["state"]),
            version=row["version"],
            password_hash=None,
        )

    def find(self, phone: str) -> AccountId | None:
        row = self._accounts.find_one({"phone_token": self.token_of(phone)}, {"_id": 1})
        return None if row is None else AccountId(row["_id"])

    def knows(self, phone: str, key: str | None) -> bool:
        """Whether this number was proven in this browser before."""
        if key is None:
            return False
        wish = {"phone_token": self.token_of(phone), "known_keys": key}
        return self._accounts.find_one(wish, {"_id": 1}) is not None

    def get(self, account_id: AccountId) -> Account:
        row = self._accounts.find_one({"_id": account_id})
        if row is None:
            raise NotFound
        return Account(
            id=account_id,
            clinic_id=None,
            role=Role.PATIENT,
            name="",
            email="",
            phone=self._envelope(account_id).open("phone", row["phone"]),
            state=AccountState(row["state"]),
            version=row["version"],
        )

    def _new(self, phone: str, token: bytes, fresh: AccountId, now: datetime) -> Document:
        return {
            "_id": fresh,
            "phone": self._envelope(fresh).seal("phone", phone),
            "phone_token": token,
            "known_keys": [],
            "state": AccountState.ACTIVE.value,
            "version": 1,
            "opened_at": now,
            "signed_in_at": now,
        }

    def _envelope(self, account_id: str) -> Envelope:
        return self._ciphers.envelope(account_id, clinic_id=None, collection=_NAME, document=account_id)
