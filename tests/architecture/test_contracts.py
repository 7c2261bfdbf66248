"""Who may know whom: every contract holds, and every contract was seen to fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from tests.architecture.house import HOUSES, PRODUCT, ROOT, contracts


@attrs.frozen
class Plant:
    """One forbidden import (or file) that a contract must find."""

    contract: str
    file: str
    line: str


_HIDDEN = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from clinic_suite.directory.public import Directory"
PLANTS = (
    Plant("floors", "clinic_suite/rest/etag.py", "import clinic_suite.directory.public"),
    Plant("floors", "clinic_suite/rest/limits.py", _HIDDEN),
    Plant("floors", "clinic_suite/drawer.py", "import this"),
    Plant("kernel", "clinic_suite/kernel/ids.py", "import clinic_suite.settings"),
    Plant("rooms", "clinic_suite/directory/model.py", "import clinic_suite.directory.rules"),
    Plant("rooms", "clinic_suite/directory/drawer.py", "import this"),
    Plant("shapes", "clinic_suite/directory/schemas.py", "import clinic_suite.directory.service"),
    Plant("pure", "clinic_suite/directory/rules.py", "import time"),
    Plant("pure", "clinic_suite/directory/model.py", "import clinic_suite.kernel.mongo"),
    Plant("web", "clinic_suite/directory/policies.py", "import flask"),
    Plant("database", "clinic_suite/directory/service/clinics.py", "import pymongo"),
    Plant("vendors", "clinic_suite/rest/limits.py", "import twilio.rest"),
    Plant("integrations", "clinic_suite/app/health.py", "import integrations"),
    Plant("jobs", "clinic_suite/cli/db.py", "import jobs.worker"),
    *(Plant(f"door_of_{h}", "clinic_suite/app/health.py", f"import clinic_suite.{h}.model") for h in HOUSES),
)


def _lint(folder: Path, cache: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    return subprocess.run(
        [*command, "--no-logo", "--cache-dir", str(cache), *options],
        cwd=folder,
        check=False,
        # The copy and nothing else: an installed clinic_suite would hide what is planted.
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture(scope="module")
def _copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the product in which a test may plant what it likes."""
    home = tmp_path_factory.mktemp("house")
    for package in PRODUCT:
        shutil.copytree(ROOT / package, home / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", home)
    return home


@pytest.fixture
def planted(_copy: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The copy with one forbidden thing in it, which is taken out again."""
    plant: Plant = request.param
    file = _copy / plant.file
    before = file.read_text("utf-8") if file.exists() else None
    file.write_text(f"{before or ''}\n{plant.line}\n", "utf-8")
    yield _copy
    if before is None:
        file.unlink()
    else:
        file.write_text(before, "utf-8")


def test_the_house_keeps_every_contract(tmp_path: Path) -> None:
    seen = _lint(ROOT, tmp_path)
    assert seen.returncode == 0, seen.stdout
    assert f"{len(contracts())} kept, 0 broken" in seen.stdout


@pytest.mark.parametrize(
    ("planted", "plant"),
    [(p, p) for p in PLANTS],
    indirect=["planted"],
    ids=lambda p: f"{p.contract}:{p.file}",
)
def test_a_planted_violation_breaks_its_contract(planted: Path, plant: Plant, tmp_path: Path) -> None:
    seen = _lint(planted, tmp_path, "--contract", plant.contract)
    assert seen.returncode == 1
    assert f"{contracts()[plant.contract]['name']} BROKEN" in seen.stdout
    assert plant.file.removesuffix(".py").replace("/", ".") in seen.stdout, seen.stdout


def test_no_contract_was_left_without_a_planted_violation() -> None:
    assert contracts().keys() == {p.contract for p in PLANTS}


def test_every_house_has_its_rooms_and_its_front_door_under_contract() -> None:
    assert contracts()["rooms"]["containers"] == [f"clinic_suite.{h}" for h in HOUSES]
    for house in HOUSES:
        door = contracts()[f"door_of_{house}"]
        assert door["protected_modules"] == [f"clinic_suite.{house}.*"]
        assert door["allowed_importers"] == [
            f"clinic_suite.{house}", "clinic_suite.bootstrap", "clinic_suite.cli",
        ]  # fmt: skip


def test_no_import_hides_from_the_contracts() -> None:
    """An exception is written in this list as well, so that nobody adds one in passing."""
    excused = {
        (id_, line)
        for id_, contract in contracts().items()
        for line in contract.get("ignore_imports", [])
        if not id_.startswith("door_of_")
    }
    assert excused == {("pure", "clinic_suite.rest.errors -> **")}
