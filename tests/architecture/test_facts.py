"""Every fact belongs to a house, is said in the past tense, and has a line in docs/facts.md."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from clinic_suite.kernel.events import known_facts
from tests.architecture.house import HOUSES, ROOT

_LINE = re.compile(r"^- `([a-z]+\.[a-z_]+)`: [A-Z].*\.$", re.MULTILINE)


@pytest.fixture(scope="module")
def facts() -> dict[str, str]:
    """Each fact of the product, and the module that declares it."""
    for house in HOUSES:
        if (ROOT / "clinic_suite" / house / "events.py").exists():
            import_module(f"clinic_suite.{house}.events")
    return {n: f.__module__ for n, f in known_facts().items() if f.__module__.startswith("clinic_suite.")}


def test_a_fact_is_declared_by_the_house_in_its_name(facts: dict[str, str]) -> None:
    assert facts
    assert {n: f"clinic_suite.{n.split('.')[0]}.events" for n in facts} == facts


def test_every_fact_has_its_line_in_the_documentation_and_no_line_outlives_its_fact(
    facts: dict[str, str],
) -> None:
    documented = _LINE.findall((ROOT / "docs/facts.md").read_text("utf-8"))
    assert sorted(documented) == sorted(facts)
