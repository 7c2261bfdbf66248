"""The figures of one run as a table that can stand in a document."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime

import attrs


@attrs.frozen(kw_only=True)
class Figure:
    """One line: what was measured, what it is held against, and what came out."""

    name: str
    ours: str
    bound: str
    ratio: str = ""
    target: str = ""
    holds: bool | None = None


def written(figures: list[Figure], about: list[str]) -> str:
    """The whole report in Markdown."""
    lines = [f"Measured on {datetime.now(UTC).date().isoformat()}: {', '.join([*_machine(), *about])}.", ""]
    lines += ["| figure | ours | held against | ratio | target | holds |", "|---|---|---|---|---|---|"]
    for one in figures:
        verdict = {True: "yes", False: "**no**", None: ""}[one.holds]
        lines.append(f"| {one.name} | {one.ours} | {one.bound} | {one.ratio} | {one.target} | {verdict} |")
    return "\n".join(lines) + "\n"


def _machine() -> list[str]:
    return [
        f"{os.cpu_count()} cores",
        f"{platform.system()} {platform.machine()}",
        f"Python {sys.version_info.major}.{sys.version_info.minor}",
    ]
