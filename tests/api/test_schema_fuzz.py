"""Whatever fits the description, and whatever does not: no fault of ours, and every answer is as described."""

from __future__ import annotations

import re
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from clinic_suite.bootstrap import wire
from clinic_suite.kernel.actor import Role
from clinic_suite.rest.blueprint import DOORS, PREFIX, Door
from tests.api.town import Town, a_town
from tests.builders.engines import a_preview_engine
from tests.builders.settings import some_settings
from tests.fakes.authenticator import as_role
from tests.fakes.clock import FrozenClock

EXAMPLES = 15


def _no_fault_of_ours(_: Any, answer: Any, __: Any) -> None:
    """503 is no fault: in tests nobody is there who could send a code."""
    assert answer.status_code < 500 or answer.status_code == 503, answer.text


_DESCRIBED = [
    _no_fault_of_ours,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def fuzzed_town() -> Town:
    """A town that the examples may change as they like."""
    return a_town(wire(some_settings(), clock=FrozenClock(), engine=a_preview_engine()))


@pytest.fixture(scope="module")
def api(fuzzed_town: Town) -> Any:
    """The description that the application itself serves."""
    return schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", fuzzed_town.app)


def _who(door: Door, town: Town) -> dict[str, str]:
    """Somebody who may, so that what was made up reaches the house itself."""
    role = next(r for r in (Role.ADMIN, Role.OPERATOR, *sorted(door.who.roles)) if r in door.who.roles)
    return as_role(role, "" if role is Role.OPERATOR else town.ours.clinic_id)


every_door = pytest.mark.parametrize("door", DOORS, ids=lambda d: f"{d.method} {d.path.removeprefix(PREFIX)}")


@every_door
def test_what_fits_the_description_is_answered_as_described(door: Door, api: Any, fuzzed_town: Town) -> None:
    described = api[re.sub(r"<(\w+)>", r"{\1}", door.path)][door.method]
    _knock_often(door, described, GenerationMode.POSITIVE, _DESCRIBED, fuzzed_town)


@every_door
def test_what_does_not_fit_the_description_is_refused_as_described(
    door: Door, api: Any, fuzzed_town: Town
) -> None:
    described = api[re.sub(r"<(\w+)>", r"{\1}", door.path)][door.method]
    if described.body or described.query or described.headers:
        checks = [*_DESCRIBED, negative_data_rejection]
        _knock_often(door, described, GenerationMode.NEGATIVE, checks, fuzzed_town)


def _knock_often(door: Door, described: Any, mode: GenerationMode, checks: list[Any], town: Town) -> None:
    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
        database=None,
    )
    @hypothesis.given(case=described.as_strategy(generation_mode=mode))
    def knock(case: Any) -> None:
        for name in case.path_parameters or {}:
            if mode is GenerationMode.POSITIVE:
                case.path_parameters[name] = town.ours.ids.get(name, "se_00000000000000000404")
        case.call_and_validate(headers=_who(door, town), checks=checks)

    knock()
