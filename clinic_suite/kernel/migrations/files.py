"""The numbered files in ``migrations/``: their order, their hashes, their ``up``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
from pymongo.database import Database

from clinic_suite.kernel.migrations.faults import FilesRefused

Up = Callable[[Database[dict[str, Any]]], None]

_NAME = re.compile(r"(?P<number>\d{4})_[a-z0-9]+(_[a-z0-9]+)*")


@attrs.frozen(kw_only=True)
class MigrationFile:
    """One file as it was read: what is hashed is what runs."""

    name: str
    source: bytes

    @property
    def number(self) -> int:
        return int(self.name[:4])

    @property
    def hash(self) -> str:
        """The same on every machine, whatever the line ends that a checkout gave the file."""
        return hashlib.sha256(self.source.replace(b"\r\n", b"\n")).hexdigest()

    def load(self) -> Up:
        """The file's ``up``; a file without one, or without a docstring that says why, is refused."""
        module = ModuleType(f"migrations.{self.name}")
        # Not an import: a stale .pyc could run what was never hashed.
        exec(compile(self.source, f"migrations/{self.name}.py", "exec"), module.__dict__)  # noqa: S102
        up: object = getattr(module, "up", None)
        if not callable(up):
            raise FilesRefused([f"{self.name}: has no up(database)"])
        if not (module.__doc__ or "").strip():
            raise FilesRefused([f"{self.name}: has no docstring that says why"])
        return up


def read_folder(folder: Path) -> list[MigrationFile]:
    """All migrations in their order, from 0001 on, without a gap and without a number used twice."""
    if not folder.is_dir():
        raise FilesRefused([f"{folder}: is not a folder"])
    paths = sorted(p for p in folder.glob("*.py") if p.name != "__init__.py")
    faults = [f"{p.name}: is not named NNNN_what_it_does.py" for p in paths if not _NAME.fullmatch(p.stem)]
    files = [MigrationFile(name=p.stem, source=p.read_bytes()) for p in paths if _NAME.fullmatch(p.stem)]
    faults += _numbering_faults([f.number for f in files])
    if faults:
        raise FilesRefused(faults)
    return files


def names_in(folder: Path) -> list[str]:
    """The names alone, for who asks often and wants to read no file."""
    return sorted(p.stem for p in folder.glob("*.py") if _NAME.fullmatch(p.stem))


def _numbering_faults(numbers: list[int]) -> list[str]:
    twice = sorted({n for n in numbers if numbers.count(n) > 1})
    missing = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
    faults = [f"{n:04d}: is the number of two files" for n in twice]
    faults += [f"{n:04d}: is missing" for n in missing]
    return faults + ["0000: numbers begin with 0001" for n in numbers if n == 0]
