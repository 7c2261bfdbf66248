"""What a person sees while the clinic starts: one line per step with its time, then one panel."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import attrs
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text


class Steps:
    """Numbers the steps, continuing the count of whoever called us (``make run`` did some before)."""

    def __init__(self, console: Console, done_before: int, ours: int) -> None:
        self._console = console
        self._number = done_before
        self._total = done_before + ours
        self._notes: list[str] = []
        self._open = False

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        self._number += 1
        self._console.print(f"{self._number}/{self._total} {title} … ", end="", highlight=False)
        began = time.monotonic()
        self._open = True
        try:
            yield
        except BaseException:
            self._console.print("stopped", highlight=False)
            raise
        else:
            self._console.print(f"{time.monotonic() - began:.1f} s", highlight=False)
        finally:
            self._open = False
            self._tell_notes()

    def say(self, sentence: str) -> None:
        """Say something aloud; in the middle of a step it waits until the step's line is complete."""
        self._notes.append(sentence)
        if not self._open:
            self._tell_notes()

    def _tell_notes(self) -> None:
        for note in self._notes:
            self._console.print(f"    {note}", highlight=False, markup=False, soft_wrap=True)
        self._notes.clear()


@attrs.frozen(kw_only=True)
class Card:
    """What the panel tells; the same as ``demo.json`` tells to scripts."""

    url: str
    engine: str
    engine_why: str
    redis_why: str
    data: str
    log: str
    sign_ins: list[dict[str, Any]]
    samples: Mapping[str, Any]
    setup_code: str | None = None


_ENGINE_WORDS = {
    "mongodb": "MongoDB",
    "preview": "Preview engine (in memory, saved every few seconds; never for real patients)",
}


def panel(card: Card) -> Panel:
    """The one picture that a person needs to begin."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _rows(card):
        table.add_row(name, Text(value))
    preview = card.engine == "preview"
    return Panel(
        table,
        title="Clinic Suite is up",
        subtitle="Ctrl-C stops all of it",
        border_style="yellow" if preview else "green",
        expand=False,
    )


def _rows(card: Card) -> Iterable[tuple[str, str]]:
    yield "Open", card.url
    yield "API pages", f"{card.url}/api/docs"
    for sign_in in card.sign_ins:
        yield "Sign in", _sign_in_line(sign_in)
    if card.setup_code is not None:
        yield "Set up", f"{card.url}/setup with the code {card.setup_code} (good for an hour, once)"
    yield "Engine", f"{_ENGINE_WORDS.get(card.engine, card.engine)}\n{card.engine_why}"
    if card.engine == "preview":
        yield "", "For MongoDB: put mongod on PATH, set MONGODB_URI, or run: clinic engine fetch"
    yield "Redis", card.redis_why
    yield "Kept in", f"{card.data} (logs in {card.log})"


def _sign_in_line(sign_in: Mapping[str, Any]) -> str:
    return " · ".join(
        str(value) for value in sign_in.values() if isinstance(value, str | int) and value != ""
    )
