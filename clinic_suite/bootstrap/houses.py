"""Makes the parts of each house, from the lowest floor up, and hands each what it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import attrs

from clinic_suite.access import repository as access_questions
from clinic_suite.access.public import Charts
from clinic_suite.access.service import BreakGlass, OpenCharts, ReleaseNumbers
from clinic_suite.approvals import repository as approval_questions
from clinic_suite.approvals.handlers import Handlers as ApprovalHandlers
from clinic_suite.approvals.public import FourEyes
from clinic_suite.approvals.service import KeepApprovals, Kinds
from clinic_suite.audit import repository as audit_questions
from clinic_suite.audit.handlers import Handlers as AuditHandlers
from clinic_suite.audit.public import Audit, Retention
from clinic_suite.audit.service import KeepHolds, KeepRecords, ReadTrail, SealTrail
from clinic_suite.auth.handlers import Handlers as AuthHandlers
from clinic_suite.auth.public import (
    FirstAdmin,
    HeldNumbers,
    PhoneAccounts,
    StaffAccounts,
    StaffNames,
    TokenAuthenticator,
)
from clinic_suite.auth.repository import Accounts, Codes, PatientAccounts, Sessions
from clinic_suite.auth.service import KeepAccounts, KeepDevices, ResetPasswords
from clinic_suite.auth.service import parts as auth_parts
from clinic_suite.auth.service.access_tokens import AccessTokens
from clinic_suite.auth.service.device_approvals import DeviceApprovals
from clinic_suite.directory import repository as directory_questions
from clinic_suite.directory.public import Directory, FirstClinic, Offers, VisitReviews
from clinic_suite.directory.service import KeepClinics, KeepPractitioners, KeepReviews, KeepServices
from clinic_suite.founding.handlers import Handlers as FoundingHandlers
from clinic_suite.founding.repository import SetupCodes
from clinic_suite.founding.service import FoundHouse
from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.crypto import BlindIndex, Ciphers, derive
from clinic_suite.kernel.events import Subscriptions
from clinic_suite.kernel.ids import Ids
from clinic_suite.kernel.mongo import Engine
from clinic_suite.kernel.unit_of_work import UnitOfWork
from clinic_suite.patients import repository as patient_questions
from clinic_suite.patients.handlers import Handlers as PatientHandlers
from clinic_suite.patients.public import PatientsKnown, Registry
from clinic_suite.patients.service import KeepFamilies, KeepPatients
from clinic_suite.rest.actor import Authenticator
from clinic_suite.scheduling import repository as diary_questions
from clinic_suite.scheduling.handlers import Handlers as DiaryHandlers
from clinic_suite.scheduling.service import ChangeVisits, DrawSheets, MatchWaiting
from clinic_suite.scheduling.service import parts as diary_parts
from clinic_suite.settings import Settings, Stage
from integrations.checkpoints import checkpoints_at
from integrations.messengers import code_sender, mail_sender

_REMEMBER_S = 2.0


@attrs.frozen(kw_only=True)
class Stand:
    """What every house stands on."""

    engine: Engine
    clock: Clock
    ids: Ids
    uow: UnitOfWork
    ciphers: Ciphers
    blind: BlindIndex


def houses(on: Stand, settings: Settings) -> dict[type, object]:
    """What the houses offer to doors, commands and each other."""
    approvals = _approvals(on)
    auth = _auth(on, settings, cast(FourEyes, approvals[FourEyes]))
    # Each house adds the kinds of approvals whose decisions it carries out.
    cast(Kinds, approvals[Kinds]).add(cast(DeviceApprovals, auth[DeviceApprovals]))
    phones = cast(PhoneAccounts, auth[PhoneAccounts])
    patients = _patients(on, phones)
    directory = _directory(on, StaffAccounts(accounts=Accounts(on.engine, on.ciphers, on.blind)))
    numbers = HeldNumbers(codes=Codes(on.engine), accounts=cast(PatientAccounts, auth[PatientAccounts]))
    return {
        **approvals,
        **auth,
        **directory,
        **_founding(on, settings, {**auth, **directory}),
        **patients,
        **_access(on, numbers),
        **_diary(on, settings, directory, cast(Registry, patients[Registry])),
        **_audit(on, settings),
    }


def _founding(on: Stand, settings: Settings, lower: Mapping[type, object]) -> dict[type, object]:
    founding = FoundHouse(
        uow=on.uow,
        clock=on.clock,
        codes=SetupCodes(on.engine),
        clinic=FirstClinic(keep=cast(KeepClinics, lower[KeepClinics])),
        admin=FirstAdmin(
            accounts=cast(KeepAccounts, lower[KeepAccounts]), devices=cast(KeepDevices, lower[KeepDevices])
        ),
        key=derive(settings.secret.get_secret_value(), "founding.setup_code"),
    )
    return {FoundHouse: founding}


def _approvals(on: Stand) -> dict[type, object]:
    kinds = Kinds()
    keep = KeepApprovals(
        uow=on.uow,
        clock=on.clock,
        ids=on.ids,
        approvals=approval_questions.Approvals(on.engine, on.ciphers),
        kinds=kinds,
        people=StaffNames(accounts=Accounts(on.engine, on.ciphers, on.blind)),
    )
    return {Kinds: kinds, KeepApprovals: keep, FourEyes: FourEyes(keep=keep)}


def _auth(on: Stand, settings: Settings, four_eyes: FourEyes) -> dict[type, object]:
    ground = auth_parts.Ground(
        engine=on.engine,
        uow=on.uow,
        clock=on.clock,
        ids=on.ids,
        ciphers=on.ciphers,
        blind=on.blind,
        secret=settings.secret.get_secret_value(),
        public_url=settings.public_url,
        clinics=Directory(clinics=directory_questions.Clinics(on.engine), clock=on.clock),
        four_eyes=four_eyes,
        is_demo=settings.stage is Stage.DEMO,
        codes=code_sender(settings),
        mail=mail_sender(settings),
        countries=settings.countries,
    )
    parts = dict(auth_parts.build(ground))
    parts[Authenticator] = TokenAuthenticator(
        access_tokens=cast(AccessTokens, parts[AccessTokens]),
        sessions=cast(Sessions, parts[Sessions]),
        clock=on.clock,
    )
    parts[PhoneAccounts] = PhoneAccounts(accounts=cast(PatientAccounts, parts[PatientAccounts]))
    return parts


def _audit(on: Stand, settings: Settings) -> dict[type, object]:
    key = derive(settings.secret.get_secret_value(), "audit.chain")
    entries, seals = audit_questions.Entries(on.engine), audit_questions.Seals(on.engine)
    checkpoints = checkpoints_at(settings.audit_checkpoints)
    holds, known = audit_questions.Holds(on.engine, on.ciphers), _patients_known(on)
    records = KeepRecords(
        uow=on.uow,
        clock=on.clock,
        tables=audit_questions.RetentionTables(on.engine),
        holds=holds,
        entries=entries,
        reviews=audit_questions.TrailReviews(on.engine),
        patients=known,
    )
    return {
        Audit: Audit(uow=on.uow),
        ReadTrail: ReadTrail(entries=entries, seals=seals, checkpoints=checkpoints, key=key),
        SealTrail: SealTrail(
            uow=on.uow, clock=on.clock, entries=entries, seals=seals, checkpoints=checkpoints, key=key
        ),
        KeepRecords: records,
        Retention: Retention(records=records),
        KeepHolds: KeepHolds(
            uow=on.uow, clock=on.clock, ids=on.ids, blind=on.blind, holds=holds, patients=known
        ),
    }


def _diary(
    on: Stand, settings: Settings, lower: Mapping[type, object], registry: Registry
) -> dict[type, object]:
    parts = diary_parts.build(
        diary_parts.Ground(
            engine=on.engine,
            uow=on.uow,
            clock=on.clock,
            ids=on.ids,
            ciphers=on.ciphers,
            blind=on.blind,
            directory=Directory(clinics=directory_questions.Clinics(on.engine), clock=on.clock),
            offers=cast(Offers, lower[Offers]),
            registry=registry,
            reviews=VisitReviews(keep=cast(KeepReviews, lower[KeepReviews])),
            remember_s=0 if settings.stage is Stage.TEST else _REMEMBER_S,
        )
    )
    parts[DiaryHandlers] = DiaryHandlers(
        clock=on.clock,
        draw=cast(DrawSheets, parts[DrawSheets]),
        change=cast(ChangeVisits, parts[ChangeVisits]),
        match=cast(MatchWaiting, parts[MatchWaiting]),
        diaries=diary_questions.Diaries(on.engine),
        sheets=diary_questions.DaySheets(on.engine),
        visits=diary_questions.Appointments(on.engine, on.ciphers),
    )
    return parts


def _patients_known(on: Stand) -> PatientsKnown:
    """What the lower houses ask about patients through ports of their own."""
    return PatientsKnown(patients=patient_questions.Patients(on.engine, on.ciphers, on.blind))


def _directory(on: Stand, people: StaffAccounts) -> dict[type, object]:
    clinics = directory_questions.Clinics(on.engine)
    practitioners = directory_questions.Practitioners(on.engine)
    services = directory_questions.Services(on.engine)
    closures = directory_questions.Closures(on.engine)
    return {
        Directory: Directory(clinics=clinics, clock=on.clock),
        Offers: Offers(practitioners=practitioners, services=services, closures=closures),
        KeepClinics: KeepClinics(
            uow=on.uow,
            clock=on.clock,
            ids=on.ids,
            clinics=clinics,
            closures=closures,
            practitioners=practitioners,
        ),
        KeepPractitioners: KeepPractitioners(
            uow=on.uow,
            clock=on.clock,
            ids=on.ids,
            clinics=clinics,
            practitioners=practitioners,
            people=people,
        ),
        KeepReviews: KeepReviews(
            uow=on.uow,
            clock=on.clock,
            ids=on.ids,
            practitioners=practitioners,
            reviews=directory_questions.Reviews(on.engine),
        ),
        KeepServices: KeepServices(
            uow=on.uow,
            clock=on.clock,
            ids=on.ids,
            clinics=clinics,
            practitioners=practitioners,
            services=services,
        ),
    }


def _patients(on: Stand, phones: PhoneAccounts) -> dict[type, object]:
    patients = patient_questions.Patients(on.engine, on.ciphers, on.blind)
    numbers = patient_questions.RecordNumbers(on.engine)
    directory = Directory(clinics=directory_questions.Clinics(on.engine), clock=on.clock)
    keep = KeepPatients(
        uow=on.uow,
        clock=on.clock,
        ids=on.ids,
        directory=directory,
        patients=patients,
        numbers=numbers,
        phones=phones,
    )
    families = KeepFamilies(
        uow=on.uow,
        clock=on.clock,
        directory=directory,
        patients=patients,
        numbers=numbers,
        phones=phones,
        keep=keep,
        audit=Audit(uow=on.uow),
    )
    return {KeepPatients: keep, KeepFamilies: families, Registry: Registry(keep=keep, patients=patients)}


def _access(on: Stand, numbers: HeldNumbers) -> dict[type, object]:
    grants, known = access_questions.Grants(on.engine, on.ciphers), _patients_known(on)
    charts = OpenCharts(clock=on.clock, grants=grants)
    return {
        Charts: Charts(charts=charts),
        BreakGlass: BreakGlass(
            uow=on.uow, clock=on.clock, ids=on.ids, blind=on.blind, grants=grants, patients=known
        ),
        ReleaseNumbers: ReleaseNumbers(uow=on.uow, numbers=numbers, patients=known),
    }


def listen(subscriptions: Subscriptions, parts: Mapping[type, object]) -> None:
    """Who hears what the houses tell each other."""
    subscriptions.add(
        AuditHandlers(seals=cast(SealTrail, parts[SealTrail]), records=cast(KeepRecords, parts[KeepRecords]))
    )
    subscriptions.add(AuthHandlers(resets=cast(ResetPasswords, parts[ResetPasswords])))
    subscriptions.add(FoundingHandlers(founding=cast(FoundHouse, parts[FoundHouse])))
    subscriptions.add(ApprovalHandlers(keep=cast(KeepApprovals, parts[KeepApprovals])))
    subscriptions.add(PatientHandlers(families=cast(KeepFamilies, parts[KeepFamilies])))
    subscriptions.add(parts[DiaryHandlers])
