"""The command line: it starts, tends and inspects an installation, and nothing imports it.

Words: a *data folder* (``CLINIC_VAR``) holds all that one installation keeps on this machine;
an *engine* is the database or the Redis that it runs on; a *child* is a process that
``clinic run`` started and must not leave behind.
"""

from __future__ import annotations

from importlib import import_module

import attrs
import click


@attrs.frozen
class Subcommand:
    """Where a command lives, and the line that ``clinic --help`` prints without loading it."""

    where: str
    says: str


SUBCOMMANDS: dict[str, Subcommand] = {
    "run": Subcommand(
        "clinic_suite.cli.run:run", "Start the clinic on this machine and tend it until Ctrl-C."
    ),
    "engine": Subcommand(
        "clinic_suite.cli.engine:engine", "Tell which engine would run and why, or fetch one."
    ),
    "health": Subcommand("clinic_suite.cli.health:health", "Ask the running clinic how it is, in words."),
    "api": Subcommand("clinic_suite.cli.api:api", "Write down what the API promises."),
    "db": Subcommand("clinic_suite.cli.db:db", "Migrate the database and check it against its declarations."),
    "demo": Subcommand("clinic_suite.cli.demo:demo", "Make a believable clinic to try things on."),
    "admin": Subcommand("clinic_suite.cli.admin:admin", "Create the first administrator."),
    "audit": Subcommand("clinic_suite.cli.audit:audit", "Verify the trail of who did what."),
    "keys": Subcommand("clinic_suite.cli.keys:keys", "Look after the keys that close patients' fields."),
}


class LazyGroup(click.Group):
    """Loads a command when it is called, so ``clinic --help`` never waits for MongoDB's driver."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        declared = SUBCOMMANDS.get(cmd_name)
        if declared is None:
            return None
        module, _, name = declared.where.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, declared.says) for name, declared in SUBCOMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Clinic Suite: run, inspect and look after one installation."""
