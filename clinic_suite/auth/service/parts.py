"""How auth is put together; only the bootstrap asks."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from clinic_suite.auth.ports import Clinics
from clinic_suite.auth.repository import (
    Accounts,
    Devices,
    Invitations,
    Pauses,
    ProofNonces,
    SecondFactors,
    Sessions,
)
from clinic_suite.auth.rules.origins import cookie_style
from clinic_suite.auth.service.access_tokens import AccessTokens
from clinic_suite.auth.service.accounts import KeepAccounts
from clinic_suite.auth.service.device_proofs import CheckDevice
from clinic_suite.auth.service.devices import KeepDevices
from clinic_suite.auth.service.invitations import SetPasswords
from clinic_suite.auth.service.passwords import PasswordHashes
from clinic_suite.auth.service.proofs import CheckProofs
from clinic_suite.auth.service.refresh_tokens import RefreshTokens
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
    trusts_first_device: bool


def build(ground: Ground) -> Mapping[type, object]:
    """Make auth's parts, by their classes."""
    uow, clock, ids = ground.uow, ground.clock, ground.ids
    accounts = Accounts(ground.engine, ground.ciphers, ground.blind)
    sessions = Sessions(ground.engine)
    second_factors = SecondFactors(ground.engine, ground.ciphers)
    devices = Devices(ground.engine)
    check = CheckDevice(clock=clock, nonces=ProofNonces(ground.engine))
    passwords = PasswordHashes()
    access_tokens = AccessTokens(ground.secret, ground.public_url, clock)
    proofs = CheckProofs(
        uow=uow,
        clock=clock,
        accounts=accounts,
        second_factors=second_factors,
        pauses=Pauses(ground.engine),
        passwords=passwords,
        devices=devices,
        check=check,
        recovery_key=derive(ground.secret, "recovery-codes"),
    )
    keep_sessions = KeepSessions(
        uow=uow,
        clock=clock,
        ids=ids,
        accounts=accounts,
        sessions=sessions,
        access_tokens=access_tokens,
        refresh_tokens=RefreshTokens(ground.secret),
        check=check,
    )
    keep_devices = KeepDevices(
        uow=uow,
        clock=clock,
        ids=ids,
        accounts=accounts,
        devices=devices,
        sessions=sessions,
        check=check,
        trusts_first=ground.trusts_first_device,
    )
    sign_in = SignInStaff(
        uow=uow,
        clock=clock,
        accounts=accounts,
        proofs=proofs,
        passwords=passwords,
        sessions=keep_sessions,
        devices=keep_devices,
    )
    set_passwords = SetPasswords(
        uow=uow,
        clock=clock,
        ids=ids,
        accounts=accounts,
        sessions=sessions,
        invitations=Invitations(ground.engine),
        passwords=passwords,
        proofs=proofs,
        clinics=ground.clinics,
        public_url=ground.public_url,
    )
    keep_accounts = KeepAccounts(
        uow=uow,
        clock=clock,
        ids=ids,
        accounts=accounts,
        sessions=sessions,
        second_factors=second_factors,
        passwords=passwords,
        set_passwords=set_passwords,
        clinics=ground.clinics,
    )
    enrol = EnrolSecondFactor(uow=uow, clock=clock, second_factors=second_factors, proofs=proofs)
    style = cookie_style(ground.public_url)
    made = (
        *(keep_sessions, keep_devices, sign_in, keep_accounts, set_passwords, enrol),
        *(style, access_tokens, sessions),
    )
    return {type(part): part for part in made}
