"""The directory's words."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict

import attrs

from clinic_suite.kernel.care import Mode as Mode
from clinic_suite.kernel.care import Speciality as Speciality
from clinic_suite.kernel.changes import UNSET, Unset
from clinic_suite.kernel.ids import (
    AccountId,
    AppointmentId,
    ClinicId,
    ClosureId,
    PractitionerId,
    ReviewId,
    ServiceId,
)
from clinic_suite.kernel.language import Language as Language
from clinic_suite.kernel.money import Money
from clinic_suite.kernel.trail import HIDDEN


class State(StrEnum):
    """Whether something takes part in the clinic's life; nothing is ever deleted."""

    ACTIVE = "active"
    INACTIVE = "inactive"


class TaxClass(StrEnum):
    """How GST treats a service: care is exempt, cosmetic work and goods are not."""

    EXEMPT = "exempt"
    TAXABLE_5 = "taxable_5"
    TAXABLE_12 = "taxable_12"
    TAXABLE_18 = "taxable_18"


@attrs.frozen(kw_only=True)
class Address:
    """Where a letter or a patient finds the clinic."""

    line1: str
    line2: str = ""
    city: str
    state: str
    pin_code: str
    country: str = "IN"

    @property
    def line(self) -> str:
        return f"{self.line1}, {self.line2}" if self.line2 else self.line1


@attrs.frozen(kw_only=True)
class Clinic:
    """A place of care that owns its practitioners, its diary, its money and its records."""

    id: ClinicId
    name: str
    about: str
    address: Address
    phone: str
    email: str
    time_zone: str
    languages: tuple[Language, ...]
    state: State = State.ACTIVE
    version: int = 1


@attrs.frozen(kw_only=True)
class NewClinic:
    """The wish to open a clinic."""

    name: str
    address: Address
    phone: str
    email: str
    time_zone: str
    languages: tuple[Language, ...]
    about: str = ""


@attrs.frozen(kw_only=True)
class ClinicChange:
    """An edit of a clinic."""

    name: str | Unset = UNSET
    about: str | Unset = UNSET
    address: Address | Unset = UNSET
    phone: str | Unset = UNSET
    email: str | Unset = UNSET
    time_zone: str | Unset = UNSET
    languages: tuple[Language, ...] | Unset = UNSET


@attrs.frozen(kw_only=True)
class ClinicCard:
    """What a practitioner's page tells of the clinic; a copy that changes with the clinic."""

    id: ClinicId
    name: str
    city: str
    address_line: str
    time_zone: str


@attrs.frozen(kw_only=True)
class Rating:
    """The mean of what patients said, and how many said it."""

    average: float
    count: int


@attrs.frozen(kw_only=True)
class Practitioner:
    """Somebody who sees patients in one clinic."""

    id: PractitionerId
    clinic_id: ClinicId
    clinic: ClinicCard
    name: str
    specialities: tuple[Speciality, ...]
    qualifications: str
    registration_number: str
    experience_since_year: int | None
    fee: Money
    languages: tuple[Language, ...]
    bio: str
    modes: tuple[Mode, ...]
    rating: Rating | None = None
    account_id: AccountId | None = None
    """As whom this person signs in; nobody outside of the clinic is told."""
    state: State = State.ACTIVE
    version: int = 1


@attrs.frozen(kw_only=True)
class NewPractitioner:
    """The wish to take somebody on."""

    name: str
    specialities: tuple[Speciality, ...]
    registration_number: str
    fee: Money
    languages: tuple[Language, ...]
    modes: tuple[Mode, ...] = (Mode.IN_PERSON,)
    qualifications: str = ""
    experience_since_year: int | None = None
    bio: str = ""


@attrs.frozen(kw_only=True)
class PractitionerChange:
    """An edit of a practitioner."""

    name: str | Unset = UNSET
    specialities: tuple[Speciality, ...] | Unset = UNSET
    qualifications: str | Unset = UNSET
    registration_number: str | Unset = UNSET
    experience_since_year: int | Unset | None = UNSET
    fee: Money | Unset = UNSET
    languages: tuple[Language, ...] | Unset = UNSET
    bio: str | Unset = UNSET
    modes: tuple[Mode, ...] | Unset = UNSET
    account_id: AccountId | Unset | None = UNSET


@attrs.frozen(kw_only=True)
class AccountLink:
    """As whom a practitioner signs in."""

    practitioner_id: PractitionerId
    account_id: AccountId


@attrs.frozen(kw_only=True)
class Search:
    """What somebody who looks for a doctor says."""

    speciality: Speciality | None = None
    name: str | None = None
    clinic_id: ClinicId | None = None
    city: str | None = None
    language: Language | None = None
    mode: Mode | None = None


class PractitionerRow(TypedDict):
    """A row of the public search, as it leaves the database and as it goes out."""

    id: str
    version: int
    clinic_id: str
    clinic: dict[str, str]
    name: str
    specialities: list[str]
    qualifications: str
    registration_number: str
    experience_since_year: int | None
    fee_paise: int
    languages: list[str]
    bio: str
    modes: list[str]
    rating: dict[str, float] | None
    state: str


@attrs.frozen(kw_only=True)
class Choice:
    """One value that a filter can offer, and how many practitioners it would leave."""

    value: str
    count: int


@attrs.frozen(kw_only=True)
class Choices:
    """What the public search can be narrowed by: only what exists."""

    specialities: tuple[Choice, ...]
    cities: tuple[Choice, ...]
    languages: tuple[Choice, ...]


@attrs.frozen(kw_only=True)
class FreeRevisit:
    """Coming again within some days costs less, or nothing."""

    within_days: int
    price: Money


@attrs.frozen(kw_only=True)
class Service:
    """A kind of visit: its length, its price and who offers it."""

    id: ServiceId
    clinic_id: ClinicId
    name: str
    mode: Mode
    length_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    price: Money
    tax_class: TaxClass
    practitioner_ids: tuple[PractitionerId, ...]
    free_revisit: FreeRevisit | None
    state: State = State.ACTIVE
    version: int = 1


@attrs.frozen(kw_only=True)
class NewService:
    """The wish to offer something."""

    name: str
    length_minutes: int
    price: Money
    practitioner_ids: tuple[PractitionerId, ...]
    mode: Mode = Mode.IN_PERSON
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    tax_class: TaxClass = TaxClass.EXEMPT
    free_revisit: FreeRevisit | None = None


@attrs.frozen(kw_only=True)
class ServiceChange:
    """An edit of a service."""

    name: str | Unset = UNSET
    length_minutes: int | Unset = UNSET
    price: Money | Unset = UNSET
    practitioner_ids: tuple[PractitionerId, ...] | Unset = UNSET
    mode: Mode | Unset = UNSET
    buffer_before_minutes: int | Unset = UNSET
    buffer_after_minutes: int | Unset = UNSET
    tax_class: TaxClass | Unset = UNSET
    free_revisit: FreeRevisit | Unset | None = UNSET


@attrs.frozen(kw_only=True)
class Closure:
    """Days on which the whole clinic is shut, both ends included."""

    id: ClosureId
    clinic_id: ClinicId
    from_on: date
    until_on: date
    reason: str
    made_at: datetime
    version: int = 1


@attrs.frozen(kw_only=True)
class NewClosure:
    """The wish to shut the clinic for some days."""

    from_on: date
    until_on: date
    reason: str


@attrs.frozen(kw_only=True)
class ReviewAnswer:
    """What the clinic says to a review, once."""

    text: str
    at: datetime
    by: AccountId | None


@attrs.frozen(kw_only=True)
class ReviewHiding:
    """Why a review is not shown any more."""

    reason: str = attrs.field(repr=False)
    at: datetime
    by: AccountId | None


@attrs.frozen(kw_only=True)
class Review:
    """What a patient says of a visit that took place; everybody may read it."""

    id: ReviewId
    clinic_id: ClinicId
    practitioner_id: PractitionerId
    appointment_id: AppointmentId
    account_id: AccountId
    """Whose it is; the public reads the initial alone."""
    initial: str
    stars: int
    text: str
    posted_at: datetime
    answer: ReviewAnswer | None = None
    hiding: ReviewHiding | None = attrs.field(default=None, metadata={HIDDEN: True})
    version: int = 1


@attrs.frozen(kw_only=True)
class NewReview:
    """The wish to rate a visit."""

    stars: int
    text: str = ""


@attrs.frozen(kw_only=True)
class Rated:
    """Which visit is rated and by whom, as the diary knows it."""

    clinic_id: ClinicId
    practitioner_id: PractitionerId
    appointment_id: AppointmentId
    account_id: AccountId
    initial: str
