"""A file's name says its room; a thing with no room does not belong here yet."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.house import FLOORS, HOUSES, PRODUCT, ROOMS, ROOT, named, python_files

DRAWERS = frozenset({"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"})
KERNEL = frozenset(
    {
        "actor", "care", "changes", "clock", "collections", "crypto", "documents", "errors", "events", "ids",
        "language", "log", "migrations", "money", "mongo", "outbox", "paging", "recent",
        "ripples", "trail", "unit_of_work",
    }
)  # fmt: skip


def _strangers(folder: Path, rooms: frozenset[str]) -> list[str]:
    """What lies in a folder and is no room."""
    inside = [p for p in folder.iterdir() if p.name not in ("__pycache__", "__init__.py", "py.typed")]
    return sorted(
        p.name
        for p in inside
        if p.stem not in rooms or not (p.suffix == ".py" or (p.is_dir() and (p / "__init__.py").is_file()))
    )


def _drawers_in(source: str) -> list[str]:
    """Classes and functions that are named for nothing that they do."""
    defined = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    names = [n.name for n in ast.walk(ast.parse(source)) if isinstance(n, defined)]
    endings = tuple(d.capitalize() for d in DRAWERS)
    return [n for n in names if n.strip("_") in DRAWERS or (n[:1].isupper() and n.endswith(endings))]


@pytest.mark.parametrize("house", HOUSES)
def test_a_house_has_its_rooms_and_nothing_beside_them(house: str) -> None:
    assert _strangers(ROOT / "clinic_suite" / house, ROOMS) == []


def test_the_kernel_has_its_rooms_and_nothing_beside_them() -> None:
    assert _strangers(ROOT / "clinic_suite" / "kernel", KERNEL) == []


def test_a_file_with_another_name_is_found(tmp_path: Path) -> None:
    for name in ("__init__.py", "rules.py", "drawer.py", "notes.txt", "rules.sql"):
        (tmp_path / name).touch()
    (tmp_path / "service").mkdir()
    assert _strangers(tmp_path, ROOMS) == ["drawer.py", "notes.txt", "rules.sql", "service"]


@pytest.mark.parametrize("house", HOUSES)
def test_a_house_begins_by_saying_what_it_owns_and_what_it_never_does(house: str) -> None:
    """Its ``__init__`` is that text and no code, so importing a house does nothing."""
    tree = ast.parse((ROOT / "clinic_suite" / house / "__init__.py").read_text("utf-8"))
    text = ast.get_docstring(tree) or ""
    assert len(tree.body) == 1, f"clinic_suite/{house}/__init__.py has code"
    for word in ("owns", "never", "Words:"):
        assert word in text, f"clinic_suite/{house}/__init__.py does not say {word!r}"


@pytest.mark.parametrize("floor", sorted(FLOORS))
def test_a_floor_says_what_it_is_for(floor: str) -> None:
    tree = ast.parse((ROOT / "clinic_suite" / floor / "__init__.py").read_text("utf-8"))
    assert ast.get_docstring(tree)


def test_nothing_is_named_for_a_drawer() -> None:
    files = [named(f) for f in python_files(*PRODUCT, "tests") if {f.stem, f.parent.name} & DRAWERS]
    inside = {named(f): _drawers_in(f.read_text("utf-8")) for f in python_files(*PRODUCT, "tests")}
    assert files == []
    assert {file: names for file, names in inside.items() if names} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("class ClinicManager: ...", ["ClinicManager"]),
        ("class Base: ...", ["Base"]),
        ("def _helper(): ...", ["_helper"]),
        ("class DatabaseAway: ...\ndef common_words(): ...", []),
    ],
)
def test_a_drawers_name_is_recognised(source: str, found: list[str]) -> None:
    assert _drawers_in(source) == found
