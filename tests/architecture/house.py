"""Where the house stands, and which of its files a rule is about."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PRODUCT = ("clinic_suite", "integrations", "jobs", "migrations")
FLOORS = frozenset({"app", "bootstrap", "cli", "kernel", "rest"})
ROOMS = frozenset(
    {
        "routes", "schemas", "handlers", "public", "service", "policies", "repository",
        "collections", "ports", "rules", "events", "model", "errors",
    }
)  # fmt: skip
HOUSES = tuple(
    sorted(
        p.parent.name for p in (ROOT / "clinic_suite").glob("*/__init__.py") if p.parent.name not in FLOORS
    )
)


def python_files(*folders: str) -> Iterator[Path]:
    """Every Python file of these folders of the project."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def named(file: Path) -> str:
    """A file as a reader of a failed test looks for it."""
    return str(file.relative_to(ROOT))


def contracts() -> dict[str, dict[str, Any]]:
    """The import contracts by their ids."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {c["id"]: c for c in settings["tool"]["importlinter"]["contracts"]}
