"""Which methods an address takes, and that reading never writes."""

from __future__ import annotations

import re

import pytest

from clinic_suite.app import create_app
from clinic_suite.bootstrap import wire
from clinic_suite.kernel.actor import Role
from clinic_suite.rest.blueprint import DOORS, PREFIX, Door
from tests.api.town import Town
from tests.builders.settings import some_settings
from tests.fakes.authenticator import as_role

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
PATHS = sorted({d.path for d in DOORS})
BESIDE = ("/healthz", "/readyz", "/metrics", f"{PREFIX}/openapi.json", "/api/docs")


def _address(path: str, town: Town) -> str:
    return re.sub(r"<(\w+)>", lambda m: {**town.ours.ids, "session_id": "se_1"}[m[1]], path)


def _allowed(path: str) -> set[str]:
    """The methods of the address, and of an address with a gap that it would fit."""
    fits = (re.compile(re.sub(r"<\w+>", "[^/]+", d.path)) for d in DOORS)
    mine = {d.method for d, fit in zip(DOORS, fits, strict=True) if fit.fullmatch(path)}
    return mine | {"OPTIONS"} | ({"HEAD"} if "GET" in mine else set())


@pytest.mark.parametrize("path", PATHS)
def test_a_method_that_an_address_does_not_take_is_named_beside_those_that_it_does(
    path: str, calm_town: Town
) -> None:
    for method in set(_METHODS) - _allowed(path):
        answer = calm_town.client.open(
            _address(path, calm_town), method=method, headers=as_role(Role.OPERATOR)
        )
        assert (answer.status_code, answer.get_json()["type"]) == (405, "/problems/method-not-allowed"), (
            method
        )
        assert set(re.split(r", *", answer.headers["Allow"])) == _allowed(path)


@pytest.mark.parametrize("path", BESIDE)
def test_what_stands_beside_the_doors_takes_only_reading(path: str, calm_town: Town) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = calm_town.client.open(path, method=method)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("door", [d for d in DOORS if d.method == "GET"], ids=lambda d: d.path)
def test_reading_never_writes(door: Door, calm_town: Town) -> None:
    """A link in a mail, a prefetch, a crawler: whoever only reads leaves the database as it is."""
    for role in sorted(frozenset(Role) - {Role.SYSTEM}):
        for method in ("GET", "HEAD", "OPTIONS"):
            who = as_role(role, calm_town.ours.clinic_id)
            assert (
                calm_town.client.open(_address(door.path, calm_town), method=method, headers=who).status_code
                < 500
            )


@pytest.mark.parametrize("path", BESIDE)
def test_looking_beside_the_doors_never_writes(path: str, calm_town: Town) -> None:
    assert calm_town.client.get(path).status_code == 200


def test_an_address_that_nobody_has_is_not_found_whatever_is_asked_of_it(calm_town: Town) -> None:
    for method in ("GET", "POST", "PATCH", "DELETE"):
        answer = calm_town.client.open(f"{PREFIX}/nowhere", method=method)
        assert (answer.status_code, answer.get_json()["type"]) == (404, "/problems/not-found")


def test_another_way_to_write_an_address_is_not_another_door(calm_town: Town) -> None:
    """No slash at the end, no other case: one address, so that a rule about it holds."""
    for path in (f"{PREFIX}/clinics/", f"{PREFIX}/Clinics", f"{PREFIX}//clinics", "/api/v2/clinics"):
        answer = calm_town.client.get(path)
        assert answer.status_code in (404, 308), path
        assert not answer.is_json or "items" not in answer.get_json()


def test_a_method_in_a_header_changes_nothing(calm_town: Town) -> None:
    headers = {**as_role(Role.OPERATOR), "X-HTTP-Method-Override": "DELETE", "If-Match": '"v1"'}
    assert (
        calm_town.client.get(f"{PREFIX}/clinics/{calm_town.ours.clinic_id}", headers=headers).status_code
        == 200
    )


def test_the_preview_of_an_application_has_no_debugger() -> None:
    app = create_app(wire(some_settings(CLINIC_STAGE="demo")))
    assert (app.debug, app.testing) == (False, False)
