"""The API's description is current, valid, and shows an example of everything that goes in and out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from clinic_suite.app import create_app
from clinic_suite.bootstrap import wire
from clinic_suite.cli import main
from clinic_suite.cli.api import as_text, described, doors_page
from clinic_suite.rest.blueprint import DOORS
from tests.architecture.house import ROOT
from tests.builders.settings import some_settings

Spec = dict[str, Any]
# Addresses that are no doors: whoever adds one says here why nobody has to show who they are.
BESIDE = {
    "/api/docs": "the description, to read",
    "/api/docs/<name>": "the files of that page",
    "/api/v1/openapi.json": "the description, for machines",
    "/healthz": "whether the process is alive, and nothing more",
    "/metrics": "figures, to this machine or to whoever has the token",
    "/readyz": "whether it can do its work, in words that name nobody",
}
ONLY_IN_A_DEMO = {
    "/demo/tray": "what would have been sent",
    "/demo/tray.json": "the same, for scripts",
}


@pytest.fixture(scope="module")
def spec() -> Spec:
    """What the code says now."""
    return described()


def _operations(spec: Spec) -> Iterator[tuple[str, Spec]]:
    for path, about in spec["paths"].items():
        for method in ("get", "post", "patch", "put", "delete"):
            if method in about:
                yield f"{method.upper()} {path}", about[method]


def _bodies(spec: Spec) -> Iterator[tuple[str, Spec]]:
    """Everything that is sent or answered as JSON, refusals aside: they all have one shape."""
    for door, about in _operations(spec):
        if "requestBody" in about:
            yield f"{door}, sent", about["requestBody"]["content"]["application/json"]
        for status, answer in about["responses"].items():
            if "application/json" in answer.get("content", {}):
                yield f"{door}, {status}", answer["content"]["application/json"]


def test_the_committed_description_is_what_the_code_says(spec: Spec) -> None:
    committed = (ROOT / "docs/api/openapi.json").read_text("utf-8")
    assert committed == as_text(spec), "run: clinic api write"


def test_the_committed_table_of_doors_is_what_the_code_says(spec: Spec) -> None:
    assert (ROOT / "docs/api/doors.md").read_text("utf-8") == doors_page(), "run: clinic api write"


def test_the_description_is_valid_openapi_3_1(spec: Spec) -> None:
    assert spec["openapi"].startswith("3.1.")
    assert [e.message for e in OpenAPIV31SpecValidator(spec).iter_errors()] == []


def test_every_body_has_an_example_that_fits_its_shape(spec: Spec) -> None:
    faults = {}
    for name, content in _bodies(spec):
        if "example" not in content:
            faults[name] = ["has no example"]
            continue
        shape = {"components": spec["components"], **content["schema"]}
        found = OAS31Validator(shape).iter_errors(content["example"])
        if sentences := [f"/{'/'.join(map(str, e.path))}: {e.message}" for e in found]:
            faults[name] = sentences
    assert faults == {}


def test_every_refusal_is_described_as_problem_json(spec: Spec) -> None:
    for door, about in _operations(spec):
        for status, answer in about["responses"].items():
            if status.startswith(("4", "5")):
                assert list(answer["content"]) == ["application/problem+json"], (door, status)
    default = spec["components"]["responses"]["DEFAULT_ERROR"]
    assert list(default["content"]) == ["application/problem+json"]


def test_every_route_under_the_api_is_a_door_that_says_who_may(spec: Spec) -> None:
    """A view hung into Flask past ``Doors`` would be open to everybody."""
    described_doors = {door for door, _ in _operations(spec)}
    declared = {f"{d.method} {d.path.replace('<', '{').replace('>', '}')}" for d in DOORS}
    assert described_doors == declared
    for door, about in _operations(spec):
        assert about["x-who-may"]["roles"], door
        assert about["x-who-may"]["relation"], door


@pytest.mark.parametrize(
    ("stage", "beside"), [("test", BESIDE.keys()), ("demo", BESIDE.keys() | ONLY_IN_A_DEMO.keys())]
)
def test_no_route_of_the_application_is_left_out_of_the_table(stage: str, beside: set[str]) -> None:
    rules = create_app(wire(some_settings(CLINIC_STAGE=stage))).url_map.iter_rules()
    assert {str(r) for r in rules} - {d.path for d in DOORS} == beside


def test_a_door_that_needs_somebody_says_so_to_machines_too(spec: Spec) -> None:
    for door, about in _operations(spec):
        public = "anonymous" in about["x-who-may"]["roles"]
        assert ("security" in about) is not public, door


def test_the_command_writes_both_files_and_names_what_it_breaks(tmp_path: Any, spec: Spec) -> None:
    (tmp_path / "openapi.json").write_text(json.dumps({"paths": {"/gone": {"get": {}}}}), "utf-8")
    done = CliRunner().invoke(main, ["api", "write", "--into", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert "- GET /gone is gone" in done.output
    assert (tmp_path / "openapi.json").read_text("utf-8") == as_text(spec)
    assert (tmp_path / "doors.md").read_text("utf-8") == doors_page()
