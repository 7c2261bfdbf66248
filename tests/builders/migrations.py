"""Folders of migrations that exist only in tests."""

from __future__ import annotations

from pathlib import Path


def a_migration(folder: Path, name: str, *lines: str, why: str = "Because a test needs it.") -> Path:
    """Write ``name.py`` whose ``up(database)`` has these lines; without lines it only counts its runs."""
    body = lines or (
        f"database['runs'].update_one({{'_id': '{name}'}}, {{'$inc': {{'n': 1}}}}, upsert=True)",
    )
    text = f'"""{why}"""\n\n\ndef up(database):\n' + "".join(f"    {line}\n" for line in body)
    path = folder / f"{name}.py"
    path.write_text(text)
    return path
