"""How auth is put together; only the bootstrap asks."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from clinic_suite.approvals.public import FourEyes
from clinic_suite.auth import repository as rows
from clinic_suite.auth.ports import Clinics, CodeSender, MailSender
from clinic_suite.auth.rules.origins import cookie_style
from clinic_suite.auth.rules.passkeys import relying_party
from clinic_suite.auth.service.access_tokens import AccessTokens
from clinic_suite.auth.service.accounts import KeepAccounts
from clinic_suite.auth.service.codes import SignInPatients
from clinic_suite.auth.service.device_approvals import DeviceApprovals
from clinic_suite.auth.service.device_proofs import CheckDevice
from clinic_suite.auth.service.devices import KeepDevices
from clinic_suite.auth.service.invitations import SetPasswords
from clinic_suite.auth.service.passkeys import KeepPasskeys
from clinic_suite.auth.service.passwords import PasswordHashes
from clinic_suite.auth.service.proofs import CheckProofs
from clinic_suite.auth.service.refresh_tokens import RefreshTokens
from clinic_suite.auth.service.resets import ResetPasswords
from clinic_suite.auth.service.second_factor import EnrolSecondFactor
from clinic_suite.auth.service.sessions import KeepSessions
from clinic_suite.auth.service.sign_in import SignInStaff
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.crypto import BlindIndex, Ciphers, derive
from clinic_suite.kernel.ids import Ids
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.unit_of_work import UnitOfWork


@attrs.frozen(kw_only=True)
class Ground:
    """What auth stands on."""

    engine: Engine
    uow: UnitOfWork
    clock: Clock
    ids: Ids
    ciphers: Ciphers
    blind: BlindIndex
    secret: bytes = attrs.field(repr=False)
    public_url: str
    clinics: Clinics
    four_eyes: FourEyes
    is_demo: bool
    countries: tuple[str, ...]
    codes: CodeSender | None
    """Who brings codes to telephones, where a provider is set up."""
    mail: MailSender | None


class _Parts:
    """Auth's parts, each made once and from those before it."""

    def __init__(self, on: Ground) -> None:
        self.on = on
        self.accounts = rows.Accounts(on.engine, on.ciphers, on.blind)
        self.patients = rows.PatientAccounts(on.engine, on.ciphers, on.blind)
        self.sessions = rows.Sessions(on.engine)
        self.devices = rows.Devices(on.engine)
        self.second_factors = rows.SecondFactors(on.engine, on.ciphers)
        self.tray = rows.DemoTray(on.engine, on.clock, on.ids)
        # A demo never writes to real people, whatever is set up.
        self.sender: CodeSender = self.tray if on.is_demo else on.codes or rows.NoSender()
        self.mail: MailSender = rows.DemoMail(self.tray) if on.is_demo else on.mail or rows.NoMail()
        self.resets = rows.Resets(on.engine)
        self.passwords = PasswordHashes()
        self.access_tokens = AccessTokens(on.secret, on.public_url, on.clock)
        self.check = CheckDevice(clock=on.clock, nonces=rows.ProofNonces(on.engine))
        self.proofs = self._proofs()
        self.keep_sessions = self._keep_sessions()
        self.device_approvals = DeviceApprovals(clock=on.clock, accounts=self.accounts, devices=self.devices)
        self.keep_devices = self._keep_devices()
        self.set_passwords = self._set_passwords()

    def sign_in_staff(self) -> SignInStaff:
        return SignInStaff(
            uow=self.on.uow,
            clock=self.on.clock,
            accounts=self.accounts,
            proofs=self.proofs,
            passwords=self.passwords,
            sessions=self.keep_sessions,
            devices=self.keep_devices,
        )

    def sign_in_patients(self) -> SignInPatients:
        return SignInPatients(
            uow=self.on.uow,
            clock=self.on.clock,
            ids=self.on.ids,
            codes=rows.Codes(self.on.engine),
            patients=self.patients,
            sender=self.sender,
            sessions=self.keep_sessions,
            check=self.check,
            countries=self.on.countries,
            pepper=derive(self.on.secret, "otp-pepper"),
        )

    def keep_passkeys(self) -> KeepPasskeys:
        return KeepPasskeys(
            uow=self.on.uow,
            clock=self.on.clock,
            ids=self.on.ids,
            passkeys=rows.Passkeys(self.on.engine, self.on.ciphers),
            challenges=rows.PasskeyChallenges(self.on.engine),
            patients=self.patients,
            codes=rows.Codes(self.on.engine),
            sessions=self.keep_sessions,
            party=relying_party(self.on.public_url),
        )

    def keep_accounts(self) -> KeepAccounts:
        return KeepAccounts(
            uow=self.on.uow,
            clock=self.on.clock,
            ids=self.on.ids,
            accounts=self.accounts,
            patients=self.patients,
            sessions=self.sessions,
            second_factors=self.second_factors,
            passwords=self.passwords,
            set_passwords=self.set_passwords,
            clinics=self.on.clinics,
        )

    def enrol_second_factor(self) -> EnrolSecondFactor:
        return EnrolSecondFactor(
            uow=self.on.uow, clock=self.on.clock, second_factors=self.second_factors, proofs=self.proofs
        )

    def reset_passwords(self) -> ResetPasswords:
        return ResetPasswords(
            uow=self.on.uow,
            clock=self.on.clock,
            ids=self.on.ids,
            accounts=self.accounts,
            resets=self.resets,
            counts=rows.Codes(self.on.engine),
            proofs=self.proofs,
            set_passwords=self.set_passwords,
            mail=self.mail,
            public_url=self.on.public_url,
            key=derive(self.on.secret, "password-reset"),
        )

    def _proofs(self) -> CheckProofs:
        return CheckProofs(
            uow=self.on.uow,
            clock=self.on.clock,
            accounts=self.accounts,
            second_factors=self.second_factors,
            pauses=rows.Pauses(self.on.engine),
            passwords=self.passwords,
            devices=self.devices,
            check=self.check,
            recovery_key=derive(self.on.secret, "recovery-codes"),
        )

    def _keep_sessions(self) -> KeepSessions:
        return KeepSessions(
            uow=self.on.uow,
            clock=self.on.clock,
            ids=self.on.ids,
            accounts=self.accounts,
            patients=self.patients,
            sessions=self.sessions,
            access_tokens=self.access_tokens,
            refresh_tokens=RefreshTokens(self.on.secret),
            check=self.check,
        )

    def _keep_devices(self) -> KeepDevices:
        return KeepDevices(
            uow=self.on.uow,
            clock=self.on.clock,
            ids=self.on.ids,
            accounts=self.accounts,
            devices=self.devices,
            sessions=self.sessions,
            check=self.check,
            four_eyes=self.on.four_eyes,
            decisions=self.device_approvals,
            trusts_first=self.on.is_demo,
        )

    def _set_passwords(self) -> SetPasswords:
        return SetPasswords(
            uow=self.on.uow,
            clock=self.on.clock,
            ids=self.on.ids,
            accounts=self.accounts,
            sessions=self.sessions,
            invitations=rows.Invitations(self.on.engine),
            resets=self.resets,
            passwords=self.passwords,
            proofs=self.proofs,
            clinics=self.on.clinics,
            public_url=self.on.public_url,
        )


def build(ground: Ground) -> Mapping[type, object]:
    """Make auth's parts, by their classes."""
    parts = _Parts(ground)
    made = (
        *(parts.keep_sessions, parts.keep_devices, parts.device_approvals, parts.set_passwords),
        *(
            parts.sign_in_staff(),
            parts.sign_in_patients(),
            parts.keep_passkeys(),
            parts.keep_accounts(),
            parts.enrol_second_factor(),
            parts.reset_passwords(),
        ),
        *(parts.access_tokens, parts.sessions, parts.patients, parts.tray, cookie_style(ground.public_url)),
    )
    return {type(part): part for part in made}
