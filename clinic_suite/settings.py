"""What an installation may decide, read once at the start and never again.

Every fault in the environment is reported together, because a person who fixes
one variable at a time restarts the server as many times as there are faults.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

import phonenumbers
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretBytes,
    SecretStr,
    ValidationError,
    model_validator,
)

KEY_BYTES = 32


class Stage(StrEnum):
    """Where an installation stands: it decides which conveniences may exist."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class SettingsRefused(Exception):
    """The environment cannot be used; the message names every fault in it."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("The settings are not usable:\n" + "\n".join(f"  - {f}" for f in faults))


def _key(value: object) -> object:
    """Read a base64 key of exactly 32 bytes, e.g. the output of ``openssl rand -base64 32``."""
    if not isinstance(value, str):
        return value
    try:
        raw = base64.b64decode(value.strip(), validate=True)
    except binascii.Error:
        raise ValueError("is not base64") from None
    if len(raw) != KEY_BYTES:
        raise ValueError(f"must be {KEY_BYTES} bytes in base64, not {len(raw)}")
    return SecretBytes(raw)


def _keyring(value: object) -> object:
    """Read ``2:base64,1:base64``: the first key encrypts, the others still open what they closed."""
    if not isinstance(value, str):
        return value
    ring: dict[str, object] = {}
    for part in value.split(","):
        version, found, key = part.strip().partition(":")
        if not found or not version:
            raise ValueError("must read version:base64, separated by commas")
        if version in ring:
            raise ValueError(f"names version {version} twice")
        ring[version] = _key(key)
    return ring


def _words(value: object) -> object:
    return tuple(w.strip() for w in value.split(",") if w.strip()) if isinstance(value, str) else value


def _countries(value: tuple[str, ...]) -> tuple[str, ...]:
    """Read ``IN,NP``: where we send codes before anybody has signed in."""
    strangers = [c for c in value if c not in phonenumbers.SUPPORTED_REGIONS]
    if strangers or not value:
        raise ValueError("must be countries of two letters, e.g. IN,NP")
    return value


_STREAM = r"^$|^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/([A-Za-z0-9_-]+/)*live$"
"""It stands in every page and in its content policy, so it is nothing but an address."""

Key = Annotated[SecretBytes, BeforeValidator(_key)]
Keyring = Annotated[dict[str, SecretBytes], BeforeValidator(_keyring)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Countries = Annotated[tuple[str, ...], BeforeValidator(_words), AfterValidator(_countries)]


class Settings(BaseModel):
    """The settings of one process; ``docs/operations.md`` explains each for operators."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    stage: Stage = Field(Stage.PRODUCTION, alias="CLINIC_STAGE")
    mongodb_uri: str = Field(alias="MONGODB_URI", pattern=r"^(mongodb(\+srv)?|preview)://")
    database: str = Field("clinic_suite", alias="CLINIC_DATABASE", pattern=r"^[a-z0-9_]{1,38}$")
    redis_url: str = Field(alias="REDIS_URL", pattern=r"^(rediss?|unix)://")
    secret: Key = Field(alias="CLINIC_SECRET")
    master_keys: Keyring = Field(alias="CLINIC_MASTER_KEYS")
    public_url: str = Field("http://127.0.0.1:8000", alias="CLINIC_PUBLIC_URL", pattern=r"^https?://[^/]+$")
    live_url: str = Field("", alias="CLINIC_LIVE_URL", pattern=_STREAM)
    web_root: Path | None = Field(None, alias="CLINIC_WEB_ROOT")
    trusted_proxies: int = Field(0, alias="CLINIC_TRUSTED_PROXIES", ge=0, le=5)
    rate_limits: bool = Field(True, alias="CLINIC_RATE_LIMITS")
    log_level: str = Field("info", alias="CLINIC_LOG_LEVEL", pattern=r"^(debug|info|warning|error)$")
    audit_checkpoints: str = Field("", alias="CLINIC_AUDIT_CHECKPOINTS", pattern=r"^$|^(file:///|s3://).+")
    metrics_token: SecretBytes | None = Field(None, alias="CLINIC_METRICS_TOKEN")
    twilio_account: str = Field("", alias="CLINIC_TWILIO_ACCOUNT", pattern=r"^$|^AC[0-9a-fA-F]{32}$")
    twilio_token: SecretStr = Field(SecretStr(""), alias="CLINIC_TWILIO_TOKEN")
    sms_from: str = Field("", alias="CLINIC_SMS_FROM", max_length=40)
    sms_text: str = Field("", alias="CLINIC_SMS_TEXT", max_length=480)
    sms_entity: str = Field("", alias="CLINIC_SMS_DLT_ENTITY", pattern=r"^$|^[0-9]{10,25}$")
    sms_template: str = Field("", alias="CLINIC_SMS_DLT_TEMPLATE", pattern=r"^$|^[0-9]{10,25}$")
    whatsapp_from: str = Field("", alias="CLINIC_WHATSAPP_FROM", pattern=r"^$|^\+[1-9][0-9]{7,14}$")
    whatsapp_template: str = Field("", alias="CLINIC_WHATSAPP_TEMPLATE", pattern=r"^$|^HX[0-9a-fA-F]{32}$")
    smtp_host: str = Field("", alias="CLINIC_SMTP_HOST", pattern=r"^$|^[A-Za-z0-9.:-]+$")
    smtp_port: int = Field(587, alias="CLINIC_SMTP_PORT", ge=1, le=65535)
    smtp_tls: str = Field("starttls", alias="CLINIC_SMTP_TLS", pattern=r"^(starttls|tls|none)$")
    smtp_user: str = Field("", alias="CLINIC_SMTP_USER")
    smtp_password: SecretStr = Field(SecretStr(""), alias="CLINIC_SMTP_PASSWORD")
    mail_from: str = Field("", alias="CLINIC_MAIL_FROM", pattern=r"^$|^[^@\s<>]+@[^@\s<>]+$")
    countries: Countries = Field(("IN",), alias="CLINIC_COUNTRIES")
    pool_size: int = Field(50, alias="CLINIC_POOL_SIZE", ge=1, le=1000)

    @model_validator(mode="after")
    def _production_is_strict(self) -> Self:
        faults = _too_loose(self.stage, self.mongodb_uri, self.public_url)
        if faults:
            raise ValueError("; ".join(faults))
        return self

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Read the variables that belong to us; a misspelt CLINIC_ variable is a fault, not a default."""
        names = {f.alias: f.alias for f in cls.model_fields.values() if f.alias}
        given: dict[str, Any] = {name: environ[name] for name in names if environ.get(name)}
        strangers = sorted(n for n in environ if n.startswith("CLINIC_") and n not in names | _LAUNCHER_ONLY)
        faults = [f"{name}: is not a setting of Clinic Suite" for name in strangers] + _half_set(given)
        try:
            settings = cls.model_validate(given)
        except ValidationError as refused:
            faults += [_sentence(e["loc"], e["msg"]) for e in refused.errors() if e["loc"]]
            # Asked of what was given, because one bad field keeps the model from asking it.
            faults += _too_loose(
                given.get("CLINIC_STAGE", Stage.PRODUCTION),
                given.get("MONGODB_URI", ""),
                given.get("CLINIC_PUBLIC_URL", cls.model_fields["public_url"].default),
            )
            raise SettingsRefused(faults) from None
        if faults:
            raise SettingsRefused(faults)
        return settings


def _too_loose(stage: str, mongodb_uri: str, public_url: str) -> list[str]:
    """What production forbids and every other stage allows."""
    if stage != Stage.PRODUCTION:
        return []
    faults = []
    if mongodb_uri.startswith("preview://"):
        faults.append("MONGODB_URI: production needs a MongoDB replica set, not the preview engine")
    if not public_url.startswith("https://"):
        faults.append("CLINIC_PUBLIC_URL: production needs an https address")
    return faults


_TWILIO = ("CLINIC_TWILIO_ACCOUNT", "CLINIC_TWILIO_TOKEN")
_SMS = ("CLINIC_SMS_FROM", "CLINIC_SMS_TEXT", "CLINIC_SMS_DLT_ENTITY", "CLINIC_SMS_DLT_TEMPLATE")
_WHATSAPP = ("CLINIC_WHATSAPP_FROM", "CLINIC_WHATSAPP_TEMPLATE")
_MAIL = ("CLINIC_SMTP_HOST", "CLINIC_MAIL_FROM")
_MAILBOX = ("CLINIC_SMTP_USER", "CLINIC_SMTP_PASSWORD")
_HERE = ("127.0.0.1", "::1", "localhost")


def _half_set(given: Mapping[str, str]) -> list[str]:
    """What is set without what it needs: half a provider would be noticed by the first patient and not before."""
    faults = []
    for group in (_TWILIO, _SMS, _WHATSAPP, _MAIL, _MAILBOX):
        there = [name for name in group if given.get(name)]
        if there:
            faults += [f"{n}: is missing, and {there[0]} is set" for n in group if n not in there]
    sends = [n for n in (*_SMS, *_WHATSAPP) if given.get(n)]
    if sends and not any(given.get(n) for n in _TWILIO):
        faults += [f"{n}: is missing, and {sends[0]} is set" for n in _TWILIO]
    if not sends and any(given.get(n) for n in _TWILIO):
        faults.append(
            "CLINIC_TWILIO_ACCOUNT: sends nothing without the CLINIC_SMS_ or CLINIC_WHATSAPP_ settings"
        )
    if (text := given.get("CLINIC_SMS_TEXT")) and text.count("{#var#}") != 1:
        faults.append("CLINIC_SMS_TEXT: must be the registered text, with {#var#} once where the code stands")
    if given.get("CLINIC_SMTP_TLS") == "none" and given.get("CLINIC_SMTP_HOST", "") not in _HERE:
        faults.append("CLINIC_SMTP_TLS: none is only for a mail server on this machine")
    return faults


# The launcher (``make run``, ``make test``) reads these itself; they never reach the product.
_LAUNCHER_ONLY = dict.fromkeys(("CLINIC_PORT", "CLINIC_VAR", "CLINIC_WORKERS"), "")


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    said = message.removeprefix("Value error, ")
    if said == "Field required":
        said = "is missing and has no default"
    return f"{place[0]}: {said}"
