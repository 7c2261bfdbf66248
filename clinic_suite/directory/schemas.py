"""The directory's shapes, in and out."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from clinic_suite.directory.model import (
    Address,
    ClinicChange,
    FreeRevisit,
    Language,
    Mode,
    NewClinic,
    NewClosure,
    NewPractitioner,
    NewService,
    PractitionerChange,
    Search,
    ServiceChange,
    Speciality,
    State,
    TaxClass,
)
from clinic_suite.rest.schema import (
    Day,
    Email,
    Id,
    Instant,
    PageQuery,
    Paise,
    Phone,
    Query,
    Several,
    Shape,
    Text,
    Whole,
    Word,
    Zone,
)

_PIN = validate.Regexp(r"^[A-Za-z0-9][A-Za-z0-9 -]{2,9}$", error="format")
_COUNTRY = validate.Regexp(r"^[A-Z]{2}$", error="format")


def _languages(**options: Any) -> Several:
    return Several(Word(Language), at_least=1, at_most=13, **options)


class AddressShape(Shape):
    makes = Address

    line1 = Text(at_most=120, required=True, metadata={"example": "12 Karve Road"})
    line2 = Text(at_most=120, at_least=0, load_default="")
    city = Text(at_most=60, required=True, metadata={"example": "Pune"})
    state = Text(at_most=60, required=True, metadata={"example": "Maharashtra"})
    pin_code = Text(at_most=10, required=True, validate=_PIN, metadata={"example": "411004"})
    country = Text(at_most=2, load_default="IN", validate=_COUNTRY, metadata={"example": "IN"})


class NewClinicShape(Shape):
    makes = NewClinic

    name = Text(at_most=120, required=True, metadata={"example": "Sahyadri Family Clinic"})
    about = Text(at_most=2000, at_least=0, lines=True, load_default="")
    address = fields.Nested(AddressShape, required=True)
    phone = Phone(required=True, metadata={"example": "+912025441234"})
    email = Email(required=True, metadata={"example": "desk@sahyadri.example"})
    time_zone = Zone(load_default="Asia/Kolkata", metadata={"example": "Asia/Kolkata"})
    languages = _languages(required=True)


class ClinicChangeShape(Shape):
    makes = ClinicChange

    name = Text(at_most=120)
    about = Text(at_most=2000, at_least=0, lines=True)
    address = fields.Nested(AddressShape)
    phone = Phone()
    email = Email()
    time_zone = Zone()
    languages = _languages()


class ClinicShape(Shape):
    id = Id("cl", required=True)
    version = Whole(1, 10**9, required=True)
    name = Text(at_most=120, required=True, metadata={"example": "Sahyadri Family Clinic"})
    about = Text(
        at_most=2000,
        at_least=0,
        lines=True,
        required=True,
        metadata={"example": "General practice and children's health since 1998."},
    )
    address = fields.Nested(AddressShape, required=True)
    phone = Text(at_most=16, required=True, metadata={"example": "+912025441234"})
    email = Text(at_most=254, required=True, metadata={"example": "desk@sahyadri.example"})
    time_zone = Text(at_most=64, required=True, metadata={"example": "Asia/Kolkata"})
    languages = _languages(required=True)
    state = Word(State, required=True)


class ClinicQuery(PageQuery):
    city = Text(at_most=60)


class NewPractitionerShape(Shape):
    makes = NewPractitioner

    name = Text(at_most=120, required=True, metadata={"example": "Dr. Asha Kulkarni"})
    specialities = Several(Word(Speciality), at_least=1, at_most=10, required=True)
    qualifications = Text(at_most=200, at_least=0, load_default="", metadata={"example": "MBBS, MD"})
    registration_number = Text(at_most=40, required=True, metadata={"example": "MMC/2009/1234"})
    experience_since_year = Whole(1940, 2100, allow_none=True, load_default=None)
    fee_paise = Paise(required=True, attribute="fee", metadata={"example": 60000})
    languages = _languages(required=True)
    bio = Text(at_most=4000, at_least=0, lines=True, load_default="")
    modes = Several(Word(Mode), at_least=1, at_most=2, load_default=(Mode.IN_PERSON,))


class PractitionerChangeShape(Shape):
    makes = PractitionerChange

    name = Text(at_most=120)
    specialities = Several(Word(Speciality), at_least=1, at_most=10)
    qualifications = Text(at_most=200, at_least=0)
    registration_number = Text(at_most=40)
    experience_since_year = Whole(1940, 2100, allow_none=True)
    fee_paise = Paise(attribute="fee")
    languages = _languages()
    bio = Text(at_most=4000, at_least=0, lines=True)
    modes = Several(Word(Mode), at_least=1, at_most=2)
    account_id = Id("ac", allow_none=True)


class ClinicCardShape(Shape):
    id = Id("cl", required=True)
    name = Text(at_most=120, required=True, metadata={"example": "Sahyadri Family Clinic"})
    city = Text(at_most=60, required=True, metadata={"example": "Pune"})
    address_line = Text(at_most=250, required=True, metadata={"example": "12 Karve Road"})
    time_zone = Text(at_most=64, required=True, metadata={"example": "Asia/Kolkata"})


class RatingShape(Shape):
    average = fields.Float(required=True, metadata={"example": 4.6})
    count = Whole(1, 10**9, required=True)


class PractitionerShape(Shape):
    id = Id("pr", required=True)
    version = Whole(1, 10**9, required=True)
    clinic_id = Id("cl", required=True)
    clinic = fields.Nested(ClinicCardShape, required=True)
    name = Text(at_most=120, required=True, metadata={"example": "Dr. Asha Kulkarni"})
    specialities = Several(Word(Speciality), at_most=10, required=True)
    qualifications = Text(at_most=200, at_least=0, required=True, metadata={"example": "MBBS, MD"})
    registration_number = Text(at_most=40, required=True, metadata={"example": "MMC/2009/1234"})
    experience_since_year = Whole(1940, 2100, allow_none=True, required=True)
    fee_paise = Paise(required=True, attribute="fee", metadata={"example": 60000})
    languages = _languages(required=True)
    bio = Text(
        at_most=4000,
        at_least=0,
        lines=True,
        required=True,
        metadata={"example": "Sees children and their parents, also by video."},
    )
    modes = Several(Word(Mode), at_most=2, required=True)
    rating = fields.Nested(RatingShape, required=True, allow_none=True)
    state = Word(State, required=True)


class KeptPractitionerShape(PractitionerShape):
    """What those who keep the clinic's entries read besides."""

    account_id = Id("ac", required=True, allow_none=True)


class AccountLinkShape(Shape):
    practitioner_id = Id("pr", required=True)
    account_id = Id("ac", required=True)


class PractitionerQuery(PageQuery):
    speciality = Word(Speciality)
    name = Text(at_most=80)
    clinic = Id("cl")
    city = Text(at_most=60)
    language = Word(Language)
    mode = Word(Mode)


def search_of(query: Query) -> Search:
    """What is looked for, out of the query's fields."""
    return Search(
        speciality=query.get("speciality"),
        name=query.get("name"),
        clinic_id=query.get("clinic"),
        city=query.get("city"),
        language=query.get("language"),
        mode=query.get("mode"),
    )


class CodeChoiceShape(Shape):
    code = Text(at_most=40, required=True, attribute="value", metadata={"example": "dermatology"})
    count = Whole(0, 10**9, required=True)


class NameChoiceShape(Shape):
    name = Text(at_most=60, required=True, attribute="value", metadata={"example": "Pune"})
    count = Whole(0, 10**9, required=True)


class ChoicesShape(Shape):
    specialities = fields.List(fields.Nested(CodeChoiceShape), required=True)
    cities = fields.List(fields.Nested(NameChoiceShape), required=True)
    languages = fields.List(fields.Nested(CodeChoiceShape), required=True)


class FreeRevisitShape(Shape):
    makes = FreeRevisit

    within_days = Whole(1, 365, required=True)
    price_paise = Paise(required=True, attribute="price")


class NewServiceShape(Shape):
    makes = NewService

    name = Text(at_most=120, required=True, metadata={"example": "First consultation"})
    mode = Word(Mode, load_default=Mode.IN_PERSON)
    length_minutes = Whole(5, 480, required=True, metadata={"example": 20})
    buffer_before_minutes = Whole(0, 120, load_default=0)
    buffer_after_minutes = Whole(0, 120, load_default=0)
    price_paise = Paise(required=True, attribute="price", metadata={"example": 60000})
    tax_class = Word(TaxClass, load_default=TaxClass.EXEMPT)
    practitioner_ids = Several(Id("pr"), at_least=1, at_most=200, required=True)
    free_revisit = fields.Nested(FreeRevisitShape, allow_none=True, load_default=None)


class ServiceChangeShape(Shape):
    makes = ServiceChange

    name = Text(at_most=120)
    mode = Word(Mode)
    length_minutes = Whole(5, 480)
    buffer_before_minutes = Whole(0, 120)
    buffer_after_minutes = Whole(0, 120)
    price_paise = Paise(attribute="price")
    tax_class = Word(TaxClass)
    practitioner_ids = Several(Id("pr"), at_least=1, at_most=200)
    free_revisit = fields.Nested(FreeRevisitShape, allow_none=True)


class ServiceShape(Shape):
    id = Id("sv", required=True)
    version = Whole(1, 10**9, required=True)
    clinic_id = Id("cl", required=True)
    name = Text(at_most=120, required=True, metadata={"example": "First consultation"})
    mode = Word(Mode, required=True)
    length_minutes = Whole(5, 480, required=True)
    buffer_before_minutes = Whole(0, 120, required=True)
    buffer_after_minutes = Whole(0, 120, required=True)
    price_paise = Paise(required=True, attribute="price", metadata={"example": 60000})
    tax_class = Word(TaxClass, required=True)
    practitioner_ids = Several(Id("pr"), at_most=200, required=True)
    free_revisit = fields.Nested(FreeRevisitShape, required=True, allow_none=True)
    state = Word(State, required=True)


class NewClosureShape(Shape):
    makes = NewClosure

    from_on = Day(required=True, metadata={"example": "2026-12-25"})
    until_on = Day(required=True, metadata={"example": "2026-12-25"})
    reason = Text(at_most=200, required=True, metadata={"example": "Christmas"})


class ClosureShape(Shape):
    id = Id("co", required=True)
    version = Whole(1, 10**9, required=True)
    clinic_id = Id("cl", required=True)
    from_on = Day(required=True, metadata={"example": "2026-12-25"})
    until_on = Day(required=True, metadata={"example": "2026-12-25"})
    reason = Text(at_most=200, required=True, metadata={"example": "Christmas"})


class ReviewTextShape(Shape):
    text = Text(at_most=1000, lines=True, required=True, metadata={"example": "Thank you for writing."})


class ReviewReasonShape(Shape):
    reason = Text(at_most=500, required=True, metadata={"example": "Names another patient"})


class ReviewAnswerShape(Shape):
    text = Text(at_most=1000, lines=True, required=True, metadata={"example": "Thank you for writing."})
    at = Instant(required=True)


class ReviewShape(Shape):
    """What everybody may read; who wrote it is an initial, or nothing."""

    id = Id("rv", required=True)
    practitioner_id = Id("pr", required=True)
    stars = Whole(1, 5, required=True)
    text = Text(at_most=1000, at_least=0, lines=True, required=True, metadata={"example": "Explains well."})
    initial = Text(at_most=4, at_least=0, required=True, metadata={"example": "L"})
    posted_at = Instant(required=True)
    answer = fields.Nested(ReviewAnswerShape, required=True, allow_none=True)


class OwnReviewShape(ReviewShape):
    appointment_id = Id("ap", required=True)
