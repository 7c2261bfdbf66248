"""What other houses, and the door itself, may ask auth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from clinic_suite.auth.model import AccountState, Arrival, NewAccount
from clinic_suite.auth.repository import Accounts, Codes, DemoMessage, DemoTray, PatientAccounts, Sessions
from clinic_suite.auth.rules.passwords import check_password
from clinic_suite.auth.service import KeepAccounts, KeepDevices
from clinic_suite.auth.service.access_tokens import AccessTokens
from clinic_suite.kernel.actor import Actor, Role
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.errors import NotFound, SignInNeeded
from clinic_suite.kernel.ids import AccountId, ClinicId
from clinic_suite.kernel.unit_of_work import Transaction

__all__ = [
    "Arrival",
    "DemoMessage",
    "DemoTray",
    "FirstAdmin",
    "HeldNumbers",
    "PhoneAccounts",
    "StaffAccounts",
    "StaffNames",
    "TokenAuthenticator",
]


@attrs.frozen(kw_only=True)
class TokenAuthenticator:
    """Tells from an access token who somebody is.

    The signature says who it was when the token was made; one read of the session says whether
    it is still so, so that a disabled account or a revoked device is out at the next request.
    """

    access_tokens: AccessTokens
    sessions: Sessions
    clock: Clock

    def actor_of(self, token: str) -> Actor:
        claims = self.access_tokens.read(token)
        actor = self.sessions.live(claims, self.clock.now())
        if actor is None:
            raise SignInNeeded
        return actor


@attrs.frozen(kw_only=True)
class PhoneAccounts:
    """Whose account a telephone is: each number has at most one, from the first time it was proven."""

    accounts: PatientAccounts

    def account_on(self, phone: str) -> AccountId | None:
        """The account of a number in E.164, if anybody has ever shown that it is theirs."""
        return self.accounts.find(phone)

    def phone_of(self, account_id: AccountId) -> str:
        """The number of a signed-in person; it is asked here and never in what they send."""
        return self.accounts.get(account_id).phone or ""


@attrs.frozen(kw_only=True)
class StaffNames:
    """What a clinic's people are called."""

    accounts: Accounts

    def names_of(
        self, clinic_id: ClinicId | None, account_ids: Iterable[AccountId]
    ) -> Mapping[AccountId, str]:
        return self.accounts.named(clinic_id, account_ids)


@attrs.frozen(kw_only=True)
class StaffAccounts:
    """Who may sign in to a clinic, and as what."""

    accounts: Accounts

    def is_doctor(self, clinic_id: ClinicId, account_id: AccountId) -> bool:
        """Whether a doctor of this clinic signs in with this account, and may do so now."""
        try:
            account = self.accounts.get(clinic_id, account_id)
        except NotFound:
            return False
        return account.role is Role.DOCTOR and account.state is AccountState.ACTIVE


@attrs.frozen(kw_only=True)
class HeldNumbers:
    """Numbers that are sent no code any more, because of twenty wrong ones in a row."""

    codes: Codes
    accounts: PatientAccounts

    def release(self, phone: str) -> bool:
        """Let a number in E.164 be sent codes again; false when it is not on hold.

        It joins the unit of work that is open, and who may ask for it is for the asking house to decide.
        """
        return self.codes.release(self.accounts.token_of(phone).hex())


@attrs.frozen(kw_only=True)
class FirstAdmin:
    """The first admin of an empty installation, and the browser with which they found it."""

    accounts: KeepAccounts
    devices: KeepDevices

    def there_is_anybody(self) -> bool:
        return self.accounts.accounts.there_is_any()

    def prove(self, arrival: Arrival) -> str:
        """The key of the browser; without one there could be no sign-in afterwards."""
        return self.devices.check.require_key(arrival)

    def hashed(self, password: str, own_words: tuple[str, ...]) -> str:
        """The password as it is kept, if it is one that an admin may have; slow, so outside of a unit of work."""
        check_password(password, second_factor=True, own_words=own_words)
        return self.accounts.passwords.hash(password)

    def open(
        self, tx: Transaction, clinic_id: ClinicId, name: str, email: str, password_hash: str, key: str,
        browser: str, ip: str,
    ) -> AccountId:  # fmt: skip
        """Inside a unit of work: the account, and its browser let in."""
        wish = NewAccount(name=name, email=email, role=Role.ADMIN)
        account = self.accounts.open_within(tx, clinic_id, wish, password_hash)
        self.devices.trust_within(tx, account, key, browser, ip)
        return account.id
