"""An edit says which version it saw; what belongs to another looks as if it were not there."""

from __future__ import annotations

from typing import Any

import pytest

from clinic_suite.kernel.actor import Role
from clinic_suite.rest.blueprint import DOORS, PREFIX
from tests.api.town import Town
from tests.fakes.authenticator import as_role

# Doors that change or end something whose version a page shows; the others have no version to have seen.
VERSIONED = [
    ("PATCH", "/clinics/{clinic_id}"),
    ("DELETE", "/clinics/{clinic_id}"),
    ("PATCH", "/practitioners/{practitioner_id}"),
    ("DELETE", "/practitioners/{practitioner_id}"),
    ("PATCH", "/clinics/{clinic_id}/services/{service_id}"),
    ("DELETE", "/clinics/{clinic_id}/services/{service_id}"),
    ("PATCH", "/staff/{account_id}"),
    ("PATCH", "/patients/{patient_id}"),
    ("PATCH", "/retention"),
    ("PATCH", "/templates/{template_id}"),
    ("DELETE", "/templates/{template_id}"),
    ("PATCH", "/resources/{resource_id}"),
    ("DELETE", "/resources/{resource_id}"),
    ("PATCH", "/clinics/{clinic_id}/terms"),
]
_BODIES: dict[str, dict[str, Any]] = {
    "/retention": {"rows": []},
    "/templates/{template_id}": {"valid_until": "2036-01-01"},
    "/clinics/{clinic_id}/terms": {"lead_minutes": 60},
}
every_versioned_door = pytest.mark.parametrize(("method", "path"), VERSIONED)


def _edit(town: Town, method: str, path: str, seen: str | None) -> tuple[int, str]:
    answer = town.client.open(
        PREFIX + path.format(**town.ours.ids),
        method=method,
        json=_BODIES.get(path, {"name": "A new name"}) if method == "PATCH" else None,
        headers={**as_role(Role.ADMIN, town.ours.clinic_id), **({} if seen is None else {"If-Match": seen})},
    )
    return answer.status_code, "" if answer.status_code < 400 else answer.get_json()["type"]


def test_every_edit_is_in_the_table_of_versions() -> None:
    edits = {(d.method, d.path.removeprefix(PREFIX).replace("<", "{").replace(">", "}")) for d in DOORS}
    assert {e for e in edits if e[0] == "PATCH"} <= set(VERSIONED) <= edits


@every_versioned_door
def test_an_edit_that_names_no_version_is_refused(method: str, path: str, calm_town: Town) -> None:
    assert _edit(calm_town, method, path, None) == (428, "/problems/version-missing")


@every_versioned_door
@pytest.mark.parametrize(
    "seen", ['"v7"', "*", '"v0"', 'W/"v1"', "v1", "", '"v1", "v2"', '"v-1"', '"v99999999999999999999"']
)
def test_an_edit_of_another_version_is_refused(method: str, path: str, seen: str, calm_town: Town) -> None:
    assert _edit(calm_town, method, path, seen) == (412, "/problems/version-stale")


@every_versioned_door
def test_two_edits_of_one_version_are_one_edit(method: str, path: str, town: Town) -> None:
    assert _edit(town, method, path, '"v1"')[0] in (200, 204)
    assert _edit(town, method, path, '"v1"') == (412, "/problems/version-stale")


def test_an_answer_says_its_version_and_the_next_edit_may_name_it(town: Town) -> None:
    address = f"{PREFIX}/clinics/{town.ours.clinic_id}"
    headers = as_role(Role.ADMIN, town.ours.clinic_id)
    for number in (1, 2, 3):
        seen = town.client.get(address).headers["ETag"]
        edit = town.client.patch(
            address, json={"name": f"Name {number}"}, headers={**headers, "If-Match": seen}
        )
        assert (edit.status_code, edit.headers["ETag"]) == (200, f'"v{number + 1}"')
