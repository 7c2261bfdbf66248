"""The shapes of patients' records, in and out."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields

from clinic_suite.kernel.ids import ClinicId
from clinic_suite.kernel.language import Language
from clinic_suite.patients.model import (
    AgeNow,
    BornOn,
    NewPatient,
    OwnRegistration,
    PatientChange,
    RecordState,
    Registration,
    Relation,
    Sex,
)
from clinic_suite.patients.rules.ages import OLDEST
from clinic_suite.rest.schema import Day, Id, Instant, PageQuery, Problem, Shape, Text, Whole, Word

_BIRTH = {"example": {"born_on": "1990-01-15"}}
_NAME = {"example": "Lakshmi Iyer"}
_TYPED_PHONE = {"example": "98200 12345"}


def _birth(born_on: Any = None, age: int | None = None) -> BornOn | AgeNow:
    if born_on is not None and age is None:
        return BornOn(born_on)
    if age is not None and born_on is None:
        return AgeNow(age)
    raise ValidationError("choice")


class BirthShape(Shape):
    """The day of birth or, for somebody who does not know it, the age; one of the two."""

    makes = _birth

    born_on = Day(metadata={"example": "1990-01-15"})
    age = Whole(0, OLDEST)


class _Said(Shape):
    """What is said of somebody who is registered."""

    name = Text(at_most=120, required=True, metadata=_NAME)
    sex = Word(Sex, required=True)
    birth = fields.Nested(BirthShape, required=True, metadata=_BIRTH)
    relation = Word(Relation, load_default=Relation.SELF)
    language = Word(Language, load_default=Language.ENGLISH)
    although_alike = fields.Boolean(load_default=False, metadata={"example": False})


def _registration(although_alike: bool, **said: Any) -> Registration:
    return Registration(wish=NewPatient(**said), although_alike=although_alike)


def _own_registration(clinic_id: ClinicId, **said: Any) -> OwnRegistration:
    return OwnRegistration(clinic_id=clinic_id, registration=_registration(**said))


class NewPatientShape(_Said):
    makes = _registration

    phone = Text(at_most=40, allow_none=True, load_default=None, metadata=_TYPED_PHONE)


class OwnPatientShape(_Said):
    """Without a phone: whose it is, is known from the code that was sent to it."""

    makes = _own_registration

    clinic_id = Id("cl", required=True)


class PatientChangeShape(Shape):
    makes = PatientChange

    name = Text(at_most=120, metadata=_NAME)
    sex = Word(Sex)
    birth = fields.Nested(BirthShape, metadata=_BIRTH)
    phone = Text(at_most=40, allow_none=True, metadata=_TYPED_PHONE)
    relation = Word(Relation)
    language = Word(Language)


class PatientShape(Shape):
    id = Id("pa", required=True)
    version = Whole(1, 10**9, required=True)
    clinic_id = Id("cl", required=True)
    clinic_name = Text(at_most=120, required=True, metadata={"example": "Sahyadri Family Clinic"})
    mrn = Text(at_most=14, required=True, metadata={"example": "SAH-000123"})
    name = Text(at_most=120, required=True, metadata=_NAME)
    sex = Word(Sex, required=True)
    born_on = Day(required=True, allow_none=True, metadata={"example": "1990-01-15"})
    age = Whole(0, 300, required=True, metadata={"example": 36})
    phone = Text(at_most=16, required=True, allow_none=True, metadata={"example": "+919820012345"})
    relation = Word(Relation, required=True)
    language = Word(Language, required=True)
    registered_at = Instant(required=True)
    state = Word(RecordState, required=True)


class PatientQuery(PageQuery):
    q = Text(at_most=120, metadata={"description": "a phone, a record number or the beginning of a name"})


class AlikeShape(Schema):
    id = Id("pa", required=True)
    mrn = Text(at_most=14, required=True, metadata={"example": "SAH-000123"})
    name = Text(at_most=120, required=True, metadata=_NAME)
    sex = Word(Sex, required=True)
    age = Whole(0, 300, required=True, metadata={"example": 36})
    masked_phone = Text(at_most=16, at_least=0, required=True, metadata={"example": "•••• 2345"})
    score = Whole(1, 100, required=True, metadata={"example": 95})


class PatientProblem(Problem):
    """Why somebody was not registered; when they seem to be known, with those who it may be."""

    alike = fields.List(fields.Nested(AlikeShape))
