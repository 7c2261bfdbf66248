"""``clinic keys``: the master keys that wrap every data key."""

from __future__ import annotations

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from clinic_suite.bootstrap import Suite
from clinic_suite.cli.opening import opened_suite
from clinic_suite.kernel.crypto import Rewrapped

_NAMED = 5


@click.group()
def keys() -> None:
    """Look after the keys that close patients' fields."""


@keys.command()
def rotate() -> None:
    """Bring every data key under the first key of CLINIC_MASTER_KEYS, while the clinic works.

    Put the new key second and restart every process; put it first and restart again; run this
    until nothing remains; then the older key may go.  It may be stopped at any moment and run again.
    """
    console = Console(soft_wrap=True)
    with opened_suite() as suite:
        result = _rewrap(suite, console)
        current, *older = suite.settings.master_keys
    console.print(f"{result.done} data keys were brought under master key {current}.", highlight=False)
    if result.remaining:
        raise click.ClickException(_what_remains(result))
    spare = f" Master key {', '.join(older)} is not needed any more." if older else ""
    console.print(f"No data key needs an older master key.{spare}", markup=False, highlight=False)


def _rewrap(suite: Suite, console: Console) -> Rewrapped:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("data keys", total=suite.ciphers.remaining())

        def show(done: int, remaining: int) -> None:
            progress.update(task, completed=done, total=done + remaining)

        return suite.ciphers.rewrap_all(show)


def _what_remains(result: Rewrapped) -> str:
    """An older key must stay; say what an operator can do about it."""
    if not result.unreadable:
        return (
            f"{result.remaining} data keys were made under an older master key meanwhile: some process "
            "still has it first. Restart every process and run this again."
        )
    named = ", ".join(result.unreadable[:_NAMED])
    more = f" and {len(result.unreadable) - _NAMED} more" if len(result.unreadable) > _NAMED else ""
    return (
        f"{len(result.unreadable)} data keys could not be opened ({named}{more}): their master key is not in "
        "CLINIC_MASTER_KEYS, or they were changed. Keep every older master key."
    )
