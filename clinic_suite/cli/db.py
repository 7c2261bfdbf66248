"""``clinic db``: the database against what the code declares."""

from __future__ import annotations

import click
from rich.console import Console

from clinic_suite.bootstrap import COLLECTIONS, MIGRATIONS
from clinic_suite.cli.opening import opened_suite
from clinic_suite.kernel import collections, migrations


@click.group()
def db() -> None:
    """Migrate the database and check it against its declarations."""


@db.command()
def migrate() -> None:
    """Apply the migrations that are not applied yet."""
    with opened_suite() as suite:
        try:
            applied = migrations.run(
                suite.engine, MIGRATIONS, suite.clock, lambda step: _tell([step], nothing="")
            )
        except migrations.MigrationFault as refused:
            raise click.ClickException(str(refused)) from None
    _tell([f"applied {one}" for one in applied], nothing="All migrations were applied already.")


@db.command()
def status() -> None:
    """Tell of each migration whether and when it was applied."""
    with opened_suite() as suite:
        rows = list(migrations.status(suite.engine, MIGRATIONS))
    _tell([_line(row) for row in rows], nothing="There are no migrations.")


@db.command()
def apply() -> None:
    """Make collections, validators and indexes as the code declares them."""
    with opened_suite() as suite:
        done = collections.apply(suite.engine, COLLECTIONS)
    _tell(done, nothing="The database agrees with its declarations already.")


@db.command()
def check() -> None:
    """Tell where the database differs from its declarations; the exit code is 1 when it does."""
    with opened_suite() as suite:
        faults = collections.drift(suite.engine, COLLECTIONS)
    _tell(faults, nothing="The database agrees with its declarations.")
    if faults:
        raise click.exceptions.Exit(1)


def _line(row: migrations.Status) -> str:
    if row.applied_at is None:
        return f"{row.name}: {row.state}"
    return f"{row.name}: {row.state} {row.applied_at:%Y-%m-%d %H:%M} UTC in {row.took_ms or 0} ms"


def _tell(lines: list[str], nothing: str) -> None:
    console = Console(soft_wrap=True)
    for line in lines or [nothing]:
        console.print(line, markup=False, highlight=False)
