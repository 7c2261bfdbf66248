"""How long sessions last, and whose page may bring a cookie."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_suite.auth.rules.lifetimes import idle_until, lifetime_of
from clinic_suite.auth.rules.origins import cookie_style, is_foreign
from clinic_suite.kernel.actor import Role
from tests.fakes.clock import A_MONDAY_MORNING

_OWN = frozenset({"https://clinic.example"})


@pytest.mark.parametrize(
    ("role", "idle_minutes", "hours"),
    [
        (Role.FRONT_DESK, 30, 12),
        (Role.NURSE, 30, 12),
        (Role.DOCTOR, 30, 12),
        (Role.MANAGER, 30, 12),
        (Role.ADMIN, 15, 8),
        (Role.OPERATOR, 15, 8),
        (Role.PATIENT, 24 * 60, 24),
    ],
)
def test_who_can_do_most_is_signed_out_soonest(role: Role, idle_minutes: int, hours: int) -> None:
    assert lifetime_of(role).idle_for == timedelta(minutes=idle_minutes)
    assert lifetime_of(role).at_most == timedelta(hours=hours)


def test_use_never_prolongs_a_session_beyond_its_end() -> None:
    ends_at = A_MONDAY_MORNING + timedelta(minutes=4)
    assert idle_until(Role.DOCTOR, A_MONDAY_MORNING, ends_at) == ends_at


@pytest.mark.parametrize(
    ("origin", "fetch_site", "foreign"),
    [
        ("https://clinic.example", None, False),
        ("https://clinic.example", "same-origin", False),
        ("https://evil.example", None, True),
        ("https://evil.clinic.example", None, True),
        ("http://clinic.example", None, True),
        ("https://clinic.example:444", None, True),
        ("null", None, True),
        ("", None, True),
        (None, None, False),
        (None, "same-origin", False),
        (None, "none", False),
        (None, "same-site", True),
        (None, "cross-site", True),
    ],
)
def test_only_our_own_page_may_bring_the_cookie(
    origin: str | None, fetch_site: str | None, foreign: bool
) -> None:
    assert is_foreign(origin, fetch_site, _OWN) is foreign


def test_behind_https_the_browser_itself_guards_the_cookie() -> None:
    style = cookie_style("https://clinic.example")
    assert (style.name, style.secure, style.path) == ("__Host-refresh", True, "/")


def test_a_demo_without_https_does_not_pretend_to_be_secure() -> None:
    style = cookie_style("http://127.0.0.1:8000")
    assert (style.name, style.secure, style.path) == ("refresh", False, "/api/v1/auth")
