"""Small enough to read, finished, and tests that read as sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house import PRODUCT, ROOT, named, python_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
# Written apart, or this file would find itself.
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")
TEXTS = frozenset({".py", ".md", ".toml", ".yml", ".yaml", ".ts", ".tsx", ".css", ".html", ".sh", ".json"})
FOREIGN = frozenset({"node_modules", "dist", "__pycache__", ".venv", "var"})
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _long_functions(source: str) -> Iterator[tuple[str, int]]:
    """Functions that need scrolling; a factory that only holds short functions counts by its own lines."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            inner = sum(_length(n) for n in ast.walk(node) if isinstance(n, Function) and n is not node)
            if _length(node) - inner > LONGEST_FUNCTION:
                yield node.name, _length(node)


def _length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _loose_functions(source: str) -> list[str]:
    """Top-level functions of a test file that are no test, no fixture, no hook of pytest and not private."""
    loose = []
    for node in ast.parse(source).body:
        if not isinstance(node, Function) or node.name.startswith(("test_", "_", "pytest_")):
            continue
        if not any("fixture" in ast.unparse(d) for d in node.decorator_list):
            loose.append(node.name)
    return loose


def _texts() -> Iterator[Path]:
    for folder in (*PRODUCT, "tests", "docs", "bench", "web/src"):
        for file in (ROOT / folder).rglob("*"):
            if file.suffix in TEXTS and not FOREIGN & set(file.parts):
                yield file


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lengths = {named(f): f.read_text("utf-8").count("\n") for f in python_files(*PRODUCT, "tests", "bench")}
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_needs_scrolling() -> None:
    long = {
        named(f): [*_long_functions(f.read_text("utf-8"))] for f in python_files(*PRODUCT, "tests", "bench")
    }
    assert {file: names for file, names in long.items() if names} == {}


def test_nothing_is_left_for_later_in_a_comment() -> None:
    found = {named(f): UNFINISHED.findall(f.read_text("utf-8")) for f in _texts()}
    assert {file: words for file, words in found.items() if words} == {}


def test_every_function_in_a_test_file_is_a_test_a_fixture_or_private() -> None:
    files = [f for f in python_files("tests") if f.name.startswith("test_") or f.name == "conftest.py"]
    found = {named(f): _loose_functions(f.read_text("utf-8")) for f in files}
    assert {file: names for file, names in found.items() if names} == {}


def test_every_tests_name_is_a_sentence() -> None:
    """Three words at least; ``test_create`` says nothing that could be true or false."""
    short = [
        f"{named(f)}: {node.name}"
        for f in python_files("tests")
        for node in ast.parse(f.read_text("utf-8")).body
        if isinstance(node, Function) and node.name.startswith("test_") and node.name.count("_") < 3
    ]
    assert short == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def helper(): ...", ["helper"]),
        ("def _helper(): ...", []),
        ("def test_it(): ...", []),
        ("@pytest.fixture(scope='module')\ndef clinic(): ...", []),
        ("class Fake:\n    def method(self): ...", []),
    ],
)
def test_a_loose_function_is_recognised(source: str, found: list[str]) -> None:
    assert _loose_functions(source) == found


def test_a_function_that_needs_scrolling_is_recognised() -> None:
    full, inner = "    x = 1\n" * LONGEST_FUNCTION, "        x = 1\n" * LONGEST_FUNCTION
    assert [*_long_functions(f"def long():\n{full}")] == [("long", LONGEST_FUNCTION + 1)]
    assert [*_long_functions("def short():\n" + full[len("    x = 1\n") :])] == []
    nested = f"def factory():\n    def inner():\n{inner}\n    return inner\n"
    assert [name for name, _ in _long_functions(nested)] == ["inner"]


@pytest.mark.parametrize("word", ["TO" + "DO: later", "# FIX" + "ME"])
def test_an_unfinished_thought_is_recognised(word: str) -> None:
    assert UNFINISHED.search(word)
    assert not UNFINISHED.search("to do, fixme, methodology")
