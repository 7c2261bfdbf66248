"""The words of the patients' house.  What names a person is hidden from logs and from the trail."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import NewType

import attrs

from clinic_suite.kernel.changes import UNSET, Unset
from clinic_suite.kernel.ids import AccountId, ClinicId, PatientId
from clinic_suite.kernel.language import Language
from clinic_suite.kernel.trail import HIDDEN

RecordNumber = NewType("RecordNumber", str)
"""A medical record number, e.g. ``SAH-000123``."""


_PERSONAL = {HIDDEN: True}


class Sex(StrEnum):
    """As the person states it; medicine needs it, so it is asked, and may be left open."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    NOT_STATED = "not_stated"


class Relation(StrEnum):
    """How a patient stands to the person whose phone it is."""

    SELF = "self"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    OTHER = "other"


class RecordState(StrEnum):
    """Whether a record is in use."""

    ACTIVE = "active"
    MERGED = "merged"
    """It stands behind another record of the same person, and is found no more by itself."""


@attrs.frozen
class BornOn:
    """A date of birth that somebody knows."""

    day: date


@attrs.frozen
class AgeStated:
    """An age as it was said, because many do not know their day of birth: ``34 on 2 March 2026``."""

    years: int
    stated_on: date


Birth = BornOn | AgeStated


@attrs.frozen
class AgeNow:
    """An age that is being said; from the clinic's day on which it is said it is an ``AgeStated``."""

    years: int


BirthSaid = Birth | AgeNow


@attrs.frozen(kw_only=True)
class Patient:
    """A clinic's record of a person."""

    id: PatientId
    clinic_id: ClinicId
    mrn: RecordNumber
    name: str = attrs.field(repr=False, metadata=_PERSONAL)
    sex: Sex
    birth: Birth = attrs.field(repr=False, metadata=_PERSONAL)
    phone: str | None = attrs.field(repr=False, metadata=_PERSONAL)
    relation: Relation
    account_id: AccountId | None
    """Who may read the record from outside, once that person has signed in."""
    language: Language
    registered_at: datetime
    state: RecordState = RecordState.ACTIVE
    version: int = 1


@attrs.frozen(kw_only=True)
class NewPatient:
    """The wish to register somebody."""

    name: str = attrs.field(repr=False)
    sex: Sex
    birth: BirthSaid = attrs.field(repr=False)
    phone: str | None = attrs.field(default=None, repr=False)
    relation: Relation = Relation.SELF
    account_id: AccountId | None = None
    language: Language = Language.ENGLISH


@attrs.frozen(kw_only=True)
class Registration:
    """The wish to register somebody, and whether who says it has looked at those who seem to be the same."""

    wish: NewPatient
    although_alike: bool = False


@attrs.frozen(kw_only=True)
class OwnRegistration:
    """The same, said by the person whose phone it is; the phone itself is not said but known."""

    clinic_id: ClinicId
    registration: Registration


@attrs.frozen(kw_only=True)
class PatientChange:
    """A correction of what is recorded of somebody."""

    name: str | Unset = attrs.field(default=UNSET, repr=False)
    sex: Sex | Unset = UNSET
    birth: BirthSaid | Unset = attrs.field(default=UNSET, repr=False)
    phone: str | Unset | None = attrs.field(default=UNSET, repr=False)
    relation: Relation | Unset = UNSET
    language: Language | Unset = UNSET


@attrs.frozen(kw_only=True)
class PatientSeen:
    """A record as somebody who may see it reads it on a day."""

    id: PatientId
    clinic_id: ClinicId
    clinic_name: str
    version: int
    mrn: RecordNumber
    name: str = attrs.field(repr=False)
    sex: Sex
    born_on: date | None = attrs.field(repr=False)
    age: int = attrs.field(repr=False)
    phone: str | None = attrs.field(repr=False)
    relation: Relation
    language: Language
    registered_at: datetime
    state: RecordState


@attrs.frozen(kw_only=True)
class AlikeSeen:
    """As much of a record as is needed to tell whether it is the same person."""

    id: PatientId
    mrn: RecordNumber
    name: str = attrs.field(repr=False)
    sex: Sex
    age: int = attrs.field(repr=False)
    masked_phone: str = attrs.field(repr=False)
    score: int


@attrs.frozen(kw_only=True)
class Sought:
    """Whom somebody looks for; of what is said, all must fit."""

    phone: str | None = attrs.field(default=None, repr=False)
    mrn: RecordNumber | None = None
    name: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class Alike:
    """A record that probably means the person who is being registered, and how sure that is, of 100."""

    patient: Patient
    score: int
