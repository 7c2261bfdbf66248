"""What clients relied on: a broken promise is found, and is accepted only on purpose."""

from __future__ import annotations

import copy
import json
import os
import subprocess
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from clinic_suite.cli.api import described
from clinic_suite.cli.promises import broken_promises
from tests.architecture.house import ROOT

Spec = dict[str, Any]
_FILE, _ACCEPTED = "docs/api/openapi.json", "docs/api/changes.md"
_DOOR = "POST /clinics"
_CARD = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}, "seats": {"type": "integer"}},
}
_WISH = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 120},
        "mode": {"type": "string", "enum": ["in_person", "video"]},
        "fee": {"type": ["integer", "null"], "minimum": 0},
        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 5},
        "revisit": {"anyOf": [{"$ref": "#/components/schemas/Revisit"}, {"type": "null"}]},
    },
}
SPEC: Spec = {
    "paths": {
        "/clinics": {
            "parameters": [],
            "post": {
                "x-who-may": {"roles": ["admin", "manager"]},
                "parameters": [
                    {"in": "query", "name": "city", "schema": {"type": "string"}},
                    {"$ref": "#/components/parameters/Seen"},
                ],
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Wish"}}}
                },
                "responses": {
                    "201": {
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Card"}}}
                    },
                    "422": {"description": "no"},
                },
            },
        }
    },
    "components": {
        "parameters": {"Seen": {"in": "header", "name": "If-Match", "schema": {"type": "string"}}},
        "schemas": {
            "Wish": _WISH,
            "Card": _CARD,
            "Revisit": {"type": "object", "properties": {"days": {"type": "integer", "maximum": 365}}},
        },
    },
}


def _door(spec: Spec) -> Spec:
    door: Spec = spec["paths"]["/clinics"]["post"]
    return door


def _wish(spec: Spec) -> Spec:
    wish: Spec = spec["components"]["schemas"]["Wish"]
    return wish


def _card(spec: Spec) -> Spec:
    card: Spec = spec["components"]["schemas"]["Card"]
    return card


def _sent(spec: Spec, name: str) -> Spec:
    field: Spec = _wish(spec)["properties"][name]
    return field


Change = Callable[[Spec], Any]
BREAKS: list[tuple[Change, list[str]]] = [
    (lambda s: s["paths"].clear(), [f"{_DOOR} is gone"]),
    (lambda s: s["paths"]["/clinics"].pop("post"), [f"{_DOOR} is gone"]),
    (lambda s: _door(s)["x-who-may"].update(roles=["admin"]), [f"{_DOOR} is closed to manager"]),
    (lambda s: _door(s)["parameters"].pop(0), [f"{_DOOR} no longer takes the query parameter city"]),
    (
        lambda s: _door(s)["parameters"][0].update(required=True),
        [f"{_DOOR} needs the query parameter city now"],
    ),
    (
        lambda s: s["components"]["parameters"]["Seen"].update(required=True),
        [f"{_DOOR} needs the header parameter If-Match now"],
    ),
    (
        lambda s: _door(s)["parameters"][0]["schema"].update(enum=["Pune"]),
        [f"{_DOOR}: the query parameter city may only be one of a closed list now"],
    ),
    (lambda s: _door(s).pop("requestBody"), [f"{_DOOR} takes no body any more"]),
    (lambda s: _wish(s)["properties"].pop("fee"), [f"{_DOOR}: the body/fee is no longer taken"]),
    (lambda s: _wish(s)["required"].append("mode"), [f"{_DOOR}: the body/mode is needed now"]),
    (lambda s: _sent(s, "fee").update(type="integer"), [f"{_DOOR}: the body/fee may no longer be null"]),
    (lambda s: _sent(s, "name").update(type="integer"), [f"{_DOOR}: the body/name may no longer be string"]),
    (
        lambda s: _sent(s, "mode")["enum"].remove("video"),
        [f"{_DOOR}: the body/mode may no longer be the word video"],
    ),
    (lambda s: _sent(s, "name").update(maxLength=60), [f"{_DOOR}: the body/name has a lower maxLength now"]),
    (lambda s: _sent(s, "name").update(minLength=2), [f"{_DOOR}: the body/name has a higher minLength now"]),
    (lambda s: _sent(s, "fee").update(maximum=9), [f"{_DOOR}: the body/fee has a lower maximum now"]),
    (
        lambda s: _sent(s, "name").update(pattern="^A"),
        [f"{_DOOR}: the body/name must fit another pattern now"],
    ),
    (
        lambda s: _sent(s, "tags").update(uniqueItems=True),
        [f"{_DOOR}: the body/tags may not repeat a value now"],
    ),
    (
        lambda s: _sent(s, "tags")["items"].update(type="integer"),
        [f"{_DOOR}: the body/tags/* may no longer be string"],
    ),
    (
        lambda s: s["components"]["schemas"]["Revisit"]["properties"]["days"].update(maximum=30),
        [f"{_DOOR}: the body/revisit/days has a lower maximum now"],
    ),
    (
        lambda s: _wish(s)["properties"].update(revisit={"$ref": "#/components/schemas/Revisit"}),
        [f"{_DOOR}: the body/revisit may no longer be null"],
    ),
    (
        lambda s: _door(s)["responses"].update({"202": _door(s)["responses"].pop("201")}),
        [f"{_DOOR} no longer answers 201 with application/json"],
    ),
    (lambda s: _card(s)["properties"].pop("seats"), [f"{_DOOR}: the answer/seats is gone"]),
    (lambda s: _card(s)["required"].remove("name"), [f"{_DOOR}: the answer/name may be missing now"]),
    (
        lambda s: _card(s)["properties"]["name"].update(type=["string", "null"]),
        [f"{_DOOR}: the answer/name may be null now"],
    ),
]
KEEPS: list[Change] = [
    lambda s: s["paths"].update({"/new": {"get": {}}}),
    lambda s: _door(s)["parameters"].append({"in": "query", "name": "new", "schema": {"type": "string"}}),
    lambda s: _door(s)["x-who-may"]["roles"].append("operator"),
    lambda s: _wish(s)["properties"].update(new={"type": "string"}),
    lambda s: _wish(s)["required"].clear(),
    lambda s: _sent(s, "name").update(maxLength=240, minLength=0),
    lambda s: _sent(s, "mode")["enum"].append("telephone"),
    lambda s: _sent(s, "name").update(type=["string", "null"]),
    lambda s: _card(s)["properties"].update(new={"type": "string"}),
    lambda s: _card(s)["required"].append("seats"),
    lambda s: _card(s)["properties"]["name"].update(example="Sahyadri"),
    lambda s: _door(s)["responses"].pop("422"),
]


@pytest.mark.parametrize(("change", "broken"), BREAKS, ids=lambda b: b[0] if isinstance(b, list) else "")
def test_a_broken_promise_is_named(change: Change, broken: list[str]) -> None:
    after = copy.deepcopy(SPEC)
    change(after)
    assert broken_promises(SPEC, after) == broken


@pytest.mark.parametrize("change", KEEPS)
def test_what_only_adds_breaks_nothing(change: Change) -> None:
    after = copy.deepcopy(SPEC)
    change(after)
    assert after != SPEC
    assert broken_promises(SPEC, after) == []


def test_a_first_body_is_a_break_only_when_it_is_needed() -> None:
    before = copy.deepcopy(SPEC)
    body = _door(before).pop("requestBody")
    assert broken_promises(before, SPEC) == []
    needing = copy.deepcopy(SPEC)
    _door(needing)["requestBody"] = {**body, "required": True}
    assert broken_promises(before, needing) == [f"{_DOOR} needs a body now"]


def test_no_promise_to_clients_was_broken_unless_on_purpose() -> None:
    """Every committed description with the one before it, and the last with what the code says now."""
    accepted = (ROOT / _ACCEPTED).read_text("utf-8")
    versions = [*_committed(), described()]
    broken = [s for before, after in pairwise(versions) for s in broken_promises(before, after)]
    missing = [f"- {s}" for s in broken if f"- {s}" not in accepted]
    assert missing == [], f"keep these promises, or accept them in {_ACCEPTED}"


def _committed() -> list[Spec]:
    """The committed descriptions since the page of accepted changes was added, the oldest first."""
    if not (ROOT / ".git").exists():
        if os.environ.get("CI") == "true":
            pytest.fail("no git history: CI needs a full clone to compare the API's descriptions")
        pytest.skip("no git history to compare with")
    began = _git("log", "--first-parent", "--diff-filter=A", "--format=%H", "--", _ACCEPTED).split()
    if not began:
        return [json.loads((ROOT / _FILE).read_text("utf-8"))]
    later = _git(
        "log", "--first-parent", "--reverse", "--format=%H", f"{began[-1]}..HEAD", "--", _FILE
    ).split()
    return [json.loads(_git("show", f"{commit}:{_FILE}")) for commit in (began[-1], *later)]


def _git(*command: str) -> str:
    done = subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout
