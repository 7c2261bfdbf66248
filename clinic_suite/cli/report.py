"""What the preparing process tells the supervisor: a file with a JSON line for each step it finished."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Self

import attrs

from clinic_suite.cli.folder import DataFolder


@attrs.frozen
class Report:
    """One run's report; it names sign-ins, so only its owner may read it, and only until the panel is drawn."""

    file: Path

    @classmethod
    def fresh(cls, folder: DataFolder) -> Self:
        file = folder.run / "prepared.jsonl"
        file.unlink(missing_ok=True)
        file.touch(mode=0o600)
        return cls(file)

    def tells(self, step: str) -> bool:
        return bool(self.about(step))

    def about(self, step: str) -> dict[str, Any]:
        """What was told about a step; a line that is still being written does not count yet."""
        for line in self.file.read_text().splitlines(keepends=True):
            if line.endswith("\n"):
                told: dict[str, Any] = json.loads(line)
                if told["step"] == step:
                    return told
        return {}
