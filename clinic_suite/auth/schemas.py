"""Auth's shapes, in and out."""

from __future__ import annotations

import unicodedata
from typing import Any

from marshmallow import ValidationError, fields, validate

from clinic_suite.auth.model import (
    Acceptance,
    AccountChange,
    AccountState,
    Channel,
    DeviceState,
    NewAccount,
    NewPassword,
    OtpAnswer,
    OtpWish,
    ResetAnswer,
    ResetWish,
    SignIn,
    Standing,
)
from clinic_suite.auth.rules.passkeys import ShownAssertion, ShownRegistration
from clinic_suite.auth.rules.passwords import LONGEST
from clinic_suite.kernel.actor import STAFF, Role
from clinic_suite.rest.schema import Email, Id, Instant, PageQuery, Phone, Several, Shape, Text, Whole, Word

_TRANSPORTS = frozenset({"ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"})
_CALLERS = frozenset(Role) - {Role.SYSTEM}
_ACCOUNT_ROLES = frozenset({*STAFF, Role.OPERATOR, Role.PATIENT})


class Password(fields.String):
    """A password as it was typed: blanks at its ends belong to it, so nothing is trimmed."""

    def __init__(self, **options: Any) -> None:
        length = validate.Length(1, LONGEST, error="length")
        super().__init__(
            validate=length,
            metadata={"format": "password", "example": "three green lamps at dawn"},
            load_only=True,
            **options,
        )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        typed: str = super()._deserialize(value, attr, data, **kwargs)
        if any(unicodedata.category(c) in ("Cc", "Cs", "Cn") for c in typed):
            raise ValidationError("control_character")
        return typed


class SignInShape(Shape):
    makes = SignIn

    email = Email(required=True, metadata={"example": "asha@sahyadri.example"})
    password = Password(required=True)
    totp = Text(at_most=32, metadata={"example": "123456"})


class NewAccountShape(Shape):
    makes = NewAccount

    name = Text(at_most=120, required=True, metadata={"example": "Asha Kulkarni"})
    email = Email(required=True, metadata={"example": "asha@sahyadri.example"})
    role = Word(Role, required=True, metadata={"example": "doctor"})


class AccountChangeShape(Shape):
    makes = AccountChange

    name = Text(at_most=120)
    role = Word(Role)
    state = Word(AccountState)


class AccountShape(Shape):
    id = Id("ac", required=True)
    version = Whole(1, 10**9, required=True)
    clinic_id = Id("cl", required=True, allow_none=True)
    role = Word(_ACCOUNT_ROLES, required=True)
    name = Text(at_most=120, required=True, metadata={"example": "Asha Kulkarni"})
    email = Text(at_most=254, required=True, metadata={"example": "asha@sahyadri.example"})
    phone = Text(at_most=16, required=True, allow_none=True, metadata={"example": "+919812345678"})
    state = Word(AccountState, required=True)
    has_password = fields.Boolean(required=True)
    has_second_factor = fields.Boolean(required=True)


class SignedInShape(Shape):
    access_token = Text(
        at_most=2048,
        required=True,
        metadata={"example": "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhYyJ9.c2lnbmF0dXJl"},
    )
    token_type = fields.Constant("Bearer", required=True, metadata={"type": "string"})
    expires_in_s = Whole(0, 900, required=True, metadata={"example": 900})
    session_id = Id("se", required=True)
    account = fields.Nested(AccountShape, required=True)


class SessionShape(Shape):
    id = Id("se", required=True)
    browser = Text(at_most=200, required=True, metadata={"example": "Firefox on Android"})
    ip = Text(at_most=45, required=True, metadata={"example": "203.0.113.7"})
    started_at = Instant(required=True)
    refreshed_at = Instant(required=True)
    ends_at = Instant(required=True)
    is_this_one = fields.Boolean(required=True)


class EnrolmentShape(Shape):
    secret = Text(at_most=64, required=True, metadata={"example": "JBSWY3DPEHPK3PXP"})
    otpauth_url = Text(
        at_most=512,
        required=True,
        metadata={"example": "otpauth://totp/Clinic%20Suite:asha?secret=JBSWY3DPEHPK3PXP"},
    )


class RecoveryCodesShape(Shape):
    recovery_codes = fields.List(Text(at_most=14, metadata={"example": "k7m2-9qxw-4dtr"}), required=True)


class NewPasswordShape(Shape):
    makes = NewPassword

    password = Password(required=True)
    new_password = Password(required=True)


class AcceptanceShape(Shape):
    makes = Acceptance

    token = Text(
        at_most=64, required=True, metadata={"example": "K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0"}
    )
    password = Password(required=True)


class ResetWishShape(Shape):
    makes = ResetWish

    email = Email(required=True, metadata={"example": "asha@sahyadri.example"})


class ResetAskedShape(Shape):
    good_for_s = Whole(0, 86400, required=True, metadata={"example": 1800})


class ResetAnswerShape(Shape):
    makes = ResetAnswer

    token = Text(
        at_most=64, required=True, metadata={"example": "K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0"}
    )
    password = Password(required=True)
    totp = Text(at_most=32, metadata={"example": "123456"})


class InvitationShape(Shape):
    account_id = Id("ac", required=True)
    token = Text(
        at_most=64, required=True, metadata={"example": "K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0"}
    )
    link = Text(
        at_most=300,
        required=True,
        metadata={"example": "https://clinic.example/invitation#K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0"},
    )
    ends_at = Instant(required=True)


class InvitedShape(Shape):
    account = fields.Nested(AccountShape, required=True)
    invitation = fields.Nested(InvitationShape, required=True)


class DeviceQuery(PageQuery):
    state = Word(DeviceState, load_default=DeviceState.WAITING)


class DeviceStandingShape(Shape):
    device_id = Id("de", required=True)
    standing = Word(Standing, required=True)
    waits_until = Instant(required=True)


class DeviceShape(Shape):
    id = Id("de", required=True)
    account_id = Id("ac", required=True)
    account_name = Text(at_most=120, required=True, metadata={"example": "Asha Kulkarni"})
    state = Word(DeviceState, required=True)
    match_code = Text(at_most=6, required=True, allow_none=True)
    browser = Text(at_most=200, required=True, metadata={"example": "Firefox on Linux"})
    ip = Text(at_most=45, required=True, metadata={"example": "203.0.113.7"})
    asked_at = Instant(required=True)
    ask_ends_at = Instant(required=True)
    decided_at = Instant(required=True, allow_none=True)
    decided_by = Id("ac", required=True, allow_none=True)


class DoorShape(Shape):
    house = Text(at_most=40, required=True, metadata={"example": "directory"})
    method = Text(at_most=10, required=True, metadata={"example": "PATCH"})
    path = Text(at_most=200, required=True, metadata={"example": "/api/v1/clinics/{clinic_id}"})
    does = Text(at_most=300, required=True, metadata={"example": "Change what people read about a clinic."})
    roles = fields.List(Word(_CALLERS), required=True)
    relation = Text(at_most=200, required=True, metadata={"example": "of the same clinic"})


def _signed(at_most: int, **options: Any) -> Text:
    """Bytes as browsers write them: base64 for addresses, without padding."""
    form = validate.Regexp(r"^[A-Za-z0-9_-]+$", error="format")
    return Text(at_most=at_most, validate=form, **options)


class PasskeyOfferShape(Shape):
    challenge = Text(
        at_most=64, required=True, metadata={"example": "Zm9ydHktdHdvLXJhbmRvbS1ieXRlcy1oZXJlLi4"}
    )
    rp_id = Text(at_most=253, required=True, metadata={"example": "clinic.example"})
    timeout_ms = Whole(1, 600_000, required=True, metadata={"example": 300000})


class NewPasskeyOfferShape(PasskeyOfferShape):
    user_id = Text(at_most=64, required=True, metadata={"example": "YWNfMDFtN3lmazFyZWN2M2NwNjIxdHI"})
    user_name = Text(at_most=64, at_least=0, required=True, metadata={"example": "+919812345678"})
    known = fields.List(Text(at_most=1400, metadata={"example": "q3Jlxk9mT0"}), required=True)


class NewPasskeyShape(Shape):
    makes = ShownRegistration

    label = Text(at_most=60, required=True, metadata={"example": "My phone"})
    credential_id = _signed(1400, required=True, metadata={"example": "q3Jlxk9mT0"})
    client_data = _signed(4000, required=True, metadata={"example": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0"})
    attestation = _signed(16_000, required=True, metadata={"example": "o2NmbXRkbm9uZQ"})
    transports = Several(Word(_TRANSPORTS), at_most=6, load_default=())


class PasskeySignInShape(Shape):
    makes = ShownAssertion

    credential_id = _signed(1400, required=True, metadata={"example": "q3Jlxk9mT0"})
    client_data = _signed(4000, required=True, metadata={"example": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0"})
    authenticator_data = _signed(4000, required=True, metadata={"example": "SZYN5YgOjGh0NBcPZHZgW4"})
    signature = _signed(2000, required=True, metadata={"example": "MEUCIQDn3q"})
    user_handle = _signed(100, allow_none=True, load_default=None, metadata={"example": "YWNfMDFtN3lm"})


class PasskeyShape(Shape):
    id = Id("pk", required=True)
    label = Text(at_most=60, required=True, metadata={"example": "My phone"})
    transports = fields.List(Word(_TRANSPORTS), required=True)
    created_at = Instant(required=True)
    used_at = Instant(required=True, allow_none=True)
    copied_at = Instant(required=True, allow_none=True)


class OtpWishShape(Shape):
    makes = OtpWish

    phone = Phone(required=True, metadata={"example": "+919812345678"})
    channel = Word(Channel, load_default=Channel.SMS)


class ChallengeShape(Shape):
    challenge_id = Id("ch", required=True)
    expires_in_s = Whole(0, 300, required=True, metadata={"example": 300})
    resend_in_s = Whole(0, 86400, required=True, metadata={"example": 30})


class OtpAnswerShape(Shape):
    makes = OtpAnswer

    challenge_id = Id("ch", required=True)
    phone = Phone(required=True, metadata={"example": "+919812345678"})
    code = Text(
        at_most=6,
        required=True,
        validate=validate.Regexp(r"^[0-9]{6}$", error="format"),
        metadata={"example": "483920"},
    )
