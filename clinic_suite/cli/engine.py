"""``clinic engine``: which database and Redis a run would use, and how to get a real MongoDB."""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from clinic_suite.cli import builds, download
from clinic_suite.cli.choice import Choice, DatabaseKind, NoRedis, choose, fetched_mongod
from clinic_suite.cli.folder import data_folder
from clinic_suite.cli.servers import wheel_redis

_WORDS = {
    DatabaseKind.GIVEN: "MongoDB, at the address you gave",
    DatabaseKind.PRIVATE: "MongoDB, a private replica set of one node",
    DatabaseKind.PREVIEW: "the preview engine: in memory, saved to a file, never for real patients",
}


@click.group(invoke_without_command=True)
@click.pass_context
def engine(context: click.Context) -> None:
    """Tell which engines `clinic run` would use, and why."""
    if context.invoked_subcommand is not None:
        return
    try:
        choice = choose(os.environ, shutil.which, data_folder(os.environ), wheel_redis())
    except NoRedis as refused:
        raise click.ClickException(str(refused)) from None
    for line in in_words(choice):
        Console(soft_wrap=True).print(line, markup=False, highlight=False)


def in_words(choice: Choice) -> list[str]:
    """The choice for a person; an address is not repeated, because it may hold a password."""
    database, redis = choice.database, choice.redis
    lines = [f"Database: {_WORDS[database.kind]}", f"  because {database.why}."]
    if database.kind is DatabaseKind.PREVIEW:
        lines.append("  A real one: put mongod on PATH, set MONGODB_URI, or run `clinic engine fetch`.")
    return [*lines, f"Redis: {redis.program or 'the one you gave'}", f"  because {redis.why}."]


@engine.command()
@click.option(
    "--from", "site", default=builds.OFFICIAL, show_default=True, help="A mirror of the download site."
)
@click.option("--version", default=builds.VERSION, show_default=True, help="Which MongoDB server.")
def fetch(site: str, version: str) -> None:
    """Download the official MongoDB server for this machine into the data folder, and check it.

    From then on `clinic run` uses it. MongoDB's Community server has its own licence, the SSPL.
    """
    console = Console(soft_wrap=True)
    target = fetched_mongod(data_folder(os.environ))
    try:
        path = builds.archive_path(this_machine(), version)
        source = download.Source(f"{site.rstrip('/')}/{path}")
        said = fetch_server(source, target, console)
    except (builds.NoBuild, download.DownloadRefused) as refused:
        raise click.ClickException(str(refused)) from None
    console.print(f"{said} is in {target}; the next `clinic run` uses it.", markup=False, highlight=False)


def fetch_server(source: download.Source, target: Path, console: Console) -> str:
    """Download, check, unpack and try a server; answer its version. A failure leaves no server behind."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        console=console,
    ) as bar:
        task = bar.add_task(source.name, total=None)
        archive = download.fetch_checked(
            source, target.parent, lambda done, whole: bar.update(task, completed=done, total=whole or None)
        )
    candidate = target.with_name("mongod.candidate")
    try:
        download.take_program(archive, "mongod", candidate)
        said = download.version_of(candidate)
        candidate.replace(target)
    finally:
        archive.unlink()
        candidate.unlink(missing_ok=True)
    return said


def this_machine() -> builds.Machine:
    libc, _ = platform.libc_ver()
    system = platform.system()
    return builds.Machine(
        system=system,
        processor=platform.machine(),
        os_release=builds.read_os_release(),
        musl=system == "Linux" and libc != "glibc",
    )
