"""Accounts: names and e-mails sealed, e-mails found by a blind token."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from clinic_suite.auth.errors import EmailTaken
from clinic_suite.auth.model import Account, AccountState, Credentials, SecondFactor
from clinic_suite.auth.rules.addresses import normal_email
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.crypto import BlindIndex, Ciphers, Envelope
from clinic_suite.kernel.errors import NotFound, VersionStale
from clinic_suite.kernel.ids import AccountId, ClinicId
from clinic_suite.kernel.mongo import Document, DuplicateKey, Engine
from clinic_suite.kernel.paging import Page, Wanted, cut

_NAME = "accounts"
_SECRETS = {"password_hash": 1, "totp": 1, "clinic_id": 1, "role": 1, "state": 1, "version": 1}
# A second one in the same millisecond sets an instant to what it is, which the server does not count as a
# write: two transactions would pass each other unseen.
_REALLY: Document = {"$inc": {"touched": 1}}


class Accounts:
    """Those who sign in by e-mail.  An e-mail is looked for in all clinics: nobody knows yet whose it is."""

    def __init__(self, engine: Engine, ciphers: Ciphers, blind: BlindIndex) -> None:
        self._accounts = engine.database[_NAME]
        self._ciphers = ciphers
        self._blind = blind

    def token_of(self, email: str) -> bytes:
        """Under which token an e-mail is found, however its capitals are written."""
        return self._blind.exact("account_email", normal_email(email))

    def add(self, account: Account, now: datetime, password_hash: str | None) -> None:
        fields = self._envelope(account.id, account.clinic_id)
        row = {
            "_id": account.id,
            "clinic_id": account.clinic_id,
            "role": account.role.value,
            "state": account.state.value,
            "name": fields.seal("name", account.name),
            "email": fields.seal("email", account.email),
            "email_token": self.token_of(account.email),
            "password_hash": password_hash,
            "totp": None,
            "totp_offer": None,
            "version": account.version,
            "opened_at": now,
            "signed_in_at": None,
            "devices_looked_at": None,
        }
        try:
            self._accounts.insert_one(row)
        except DuplicateKey:
            raise EmailTaken from None

    def there_is_any(self) -> bool:
        return self._accounts.find_one({}, {"_id": 1}) is not None

    def credentials(self, email_token: bytes) -> Credentials | None:
        row = self._accounts.find_one({"email_token": email_token}, _SECRETS)
        return None if row is None else _credentials(row)

    def own_credentials(self, clinic_id: ClinicId | None, account_id: AccountId) -> Credentials:
        row = self._accounts.find_one({"_id": account_id, "clinic_id": clinic_id}, _SECRETS)
        if row is None:
            raise NotFound
        return _credentials(row)

    def admit(self, known: Credentials, now: datetime) -> bool:
        """Note a sign-in, if the account is still what was checked.

        It is a write, not a look: whoever disables the account at this moment writes the same
        document, so no session can begin on an account that has just been disabled.
        """
        done = self._accounts.update_one(
            {
                "_id": known.account_id,
                "clinic_id": known.clinic_id,
                "state": AccountState.ACTIVE.value,
                "version": known.version,
                "password_hash": known.password_hash,
            },
            {"$set": {"signed_in_at": now}, **_REALLY},
        )
        return done.matched_count == 1

    def rehash(self, known: Credentials, password_hash: str) -> None:
        """Keep the same password hashed more strongly, unless it was changed meanwhile."""
        self._accounts.update_one(
            {
                "_id": known.account_id,
                "clinic_id": known.clinic_id,
                "password_hash": known.password_hash,
            },
            {"$set": {"password_hash": password_hash}},
        )

    def get(self, clinic_id: ClinicId | None, account_id: AccountId) -> Account:
        row = self._accounts.find_one({"_id": account_id, "clinic_id": clinic_id})
        if row is None:
            raise NotFound
        return self._account(row)

    def replace(self, account: Account) -> None:
        """Store an edited account, unless somebody else has edited it since it was read."""
        fields = self._envelope(account.id, account.clinic_id)
        done = self._accounts.update_one(
            {"_id": account.id, "clinic_id": account.clinic_id, "version": account.version - 1},
            {
                "$set": {
                    "name": fields.seal("name", account.name),
                    "role": account.role.value,
                    "state": account.state.value,
                    "version": account.version,
                }
            },
        )
        if done.matched_count == 0:
            raise VersionStale

    def set_password(self, clinic_id: ClinicId | None, account_id: AccountId, password_hash: str) -> None:
        """A new password is a new version, so that a sign-in with the old one that is on its way fails."""
        self._accounts.update_one(
            {"_id": account_id, "clinic_id": clinic_id},
            {"$set": {"password_hash": password_hash}, "$inc": {"version": 1}},
        )

    def lock(self, clinic_id: ClinicId | None, account_id: AccountId, now: datetime) -> None:
        """Inside a unit of work: let only one at a time count what belongs to this account."""
        self._accounts.update_one(
            {"_id": account_id, "clinic_id": clinic_id}, {"$set": {"devices_looked_at": now}, **_REALLY}
        )

    def named(self, clinic_id: ClinicId | None, account_ids: Iterable[AccountId]) -> dict[AccountId, str]:
        """The names of some of a clinic's people."""
        wish = {"clinic_id": clinic_id, "_id": {"$in": sorted(set(account_ids))}}
        return {account.id: account.name for account in self._opened(clinic_id, self._accounts.find(wish))}

    def of_clinic(self, clinic_id: ClinicId | None, wanted: Wanted) -> Page[Account]:
        """The staff of a clinic (or, of none, those who run the installation), the oldest first."""
        wish: Document = {"clinic_id": clinic_id}
        if wanted.after is not None:
            wish["_id"] = {"$gt": wanted.after[0]}
        rows = self._accounts.find(wish).sort("_id", 1).limit(wanted.limit + 1)
        page = cut(list(rows), wanted, lambda r: (r["_id"],))
        return Page(self._opened(clinic_id, page.items), page.next_cursor)

    def _opened(self, clinic_id: ClinicId | None, rows: Iterable[Document]) -> list[Account]:
        listed = list(rows)
        self._ciphers.warm(clinic_id, [r["_id"] for r in listed])
        return [self._account(r) for r in listed]

    def _account(self, row: Document) -> Account:
        fields = self._envelope(row["_id"], row["clinic_id"])
        return Account(
            id=AccountId(row["_id"]),
            clinic_id=row["clinic_id"] and ClinicId(row["clinic_id"]),
            role=Role(row["role"]),
            name=fields.open("name", row["name"]),
            email=fields.open("email", row["email"]),
            state=AccountState(row["state"]),
            has_password=row["password_hash"] is not None,
            has_second_factor=row["totp"] is not None,
            version=row["version"],
        )

    def _envelope(self, account_id: str, clinic_id: str | None) -> Envelope:
        return self._ciphers.envelope(account_id, clinic_id=clinic_id, collection=_NAME, document=account_id)


def _credentials(row: Document) -> Credentials:
    totp = row["totp"]
    return Credentials(
        account_id=AccountId(row["_id"]),
        clinic_id=row["clinic_id"] and ClinicId(row["clinic_id"]),
        role=Role(row["role"]),
        state=AccountState(row["state"]),
        version=row["version"],
        password_hash=row["password_hash"],
        second_factor=totp
        and SecondFactor(
            sealed_secret=totp["secret"], last_step=totp["last_step"], recovery_left=len(totp["recovery"])
        ),
    )
