"""Founding's shapes."""

from __future__ import annotations

from marshmallow import fields, validate

from clinic_suite.founding.model import NewHouse
from clinic_suite.rest.schema import Email, Id, Phone, Shape, Text, Zone

_PIN = validate.Regexp(r"^[0-9A-Za-z -]{3,10}$", error="format")
_LONGEST_PASSWORD = 128


class AwaitedShape(Shape):
    awaited = fields.Boolean(required=True, metadata={"example": True})


class NewHouseShape(Shape):
    makes = NewHouse

    code = Text(at_most=32, required=True, metadata={"example": "k7m2-9qxw-4dtr"})
    clinic_name = Text(at_most=120, required=True, metadata={"example": "Sahyadri Family Clinic"})
    line1 = Text(at_most=120, required=True, metadata={"example": "12 Karve Road"})
    city = Text(at_most=60, required=True, metadata={"example": "Pune"})
    state = Text(at_most=60, required=True, metadata={"example": "Maharashtra"})
    pin_code = Text(at_most=10, required=True, validate=_PIN, metadata={"example": "411004"})
    phone = Phone(required=True, metadata={"example": "+912025441234"})
    time_zone = Zone(load_default="Asia/Kolkata", metadata={"example": "Asia/Kolkata"})
    name = Text(at_most=120, required=True, metadata={"example": "Meera Joshi"})
    email = Email(required=True, metadata={"example": "meera@sahyadri.example"})
    # As it was typed: blanks at its ends belong to it, so nothing is trimmed.
    password = fields.String(
        required=True,
        load_only=True,
        validate=validate.Length(1, _LONGEST_PASSWORD, error="length"),
        metadata={"format": "password", "example": "three green lamps at dawn"},
    )


class FoundedShape(Shape):
    clinic_id = Id("cl", required=True)
    account_id = Id("ac", required=True)
