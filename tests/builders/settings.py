"""Settings that an installation could really have."""

from __future__ import annotations

import base64

from clinic_suite.settings import Settings

TWILIO = {"CLINIC_TWILIO_ACCOUNT": "AC" + "0" * 32, "CLINIC_TWILIO_TOKEN": "a token of the account"}
SMS = {
    "CLINIC_SMS_FROM": "SAHYDR",
    "CLINIC_SMS_TEXT": "{#var#} is your code for Sahyadri Family Clinic.",
    "CLINIC_SMS_DLT_ENTITY": "1201159146626171148",
    "CLINIC_SMS_DLT_TEMPLATE": "1207161174788532160",
}
WHATSAPP = {"CLINIC_WHATSAPP_FROM": "+912025441234", "CLINIC_WHATSAPP_TEMPLATE": "HX" + "0" * 32}
SMTP = {"CLINIC_SMTP_HOST": "mail.sahyadri.example", "CLINIC_MAIL_FROM": "desk@sahyadri.example"}


def a_key(letter: str = "k") -> str:
    """A base64 key of 32 bytes; another letter gives another key."""
    return base64.b64encode(letter.encode() * 32).decode()


def an_environment(**changes: str | None) -> dict[str, str]:
    """A usable environment of a test installation; a change to ``None`` takes a variable away."""
    environment = {
        "CLINIC_STAGE": "test",
        "MONGODB_URI": "preview://memory",
        # Nobody listens there: what needs a Redis asks for the fixture ``redis_url``.
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "CLINIC_SECRET": a_key("s"),
        "CLINIC_MASTER_KEYS": f"1:{a_key('m')}",
        "CLINIC_RATE_LIMITS": "false",
    }
    changed: dict[str, str | None] = {**environment, **changes}
    return {name: value for name, value in changed.items() if value is not None}


def some_settings(**changes: str | None) -> Settings:
    return Settings.from_env(an_environment(**changes))
