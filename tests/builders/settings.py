"""Settings that an installation could really have."""

from __future__ import annotations

import base64

from clinic_suite.settings import Settings


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
