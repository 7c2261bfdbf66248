"""Opens the suite for a command: the environment's own settings, or those of this data folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click

from clinic_suite.bootstrap import Suite, wire
from clinic_suite.cli.folder import DataFolder, data_folder, read_json
from clinic_suite.kernel.mongo import DatabaseAway
from clinic_suite.settings import Settings, SettingsRefused


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment as it is when it names a database, else completed by what ``clinic run`` left here."""
    if environ.get("MONGODB_URI"):
        return dict(environ)
    folder = DataFolder(data_folder(environ))
    card = read_json(folder.card)
    if not card:
        raise click.ClickException(
            f"No database: set MONGODB_URI, or start a clinic with `make run` (nothing is kept in {folder.root} yet)."
        )
    if card["engine"] == "preview" and folder.is_held():
        raise click.ClickException(
            "The preview engine lives inside the running clinic, and nobody else can open it: stop the clinic first."
        )
    secrets = folder.secrets()
    known = {
        "MONGODB_URI": card["mongodb_uri"],
        "REDIS_URL": card["redis"],
        "CLINIC_STAGE": "demo",
        "CLINIC_SECRET": secrets.secret,
        "CLINIC_MASTER_KEYS": secrets.master_key,
        "CLINIC_PUBLIC_URL": card["url"],
    }
    return {**known, **environ}


@contextmanager
def opened_suite() -> Iterator[Suite]:
    """A wired suite for one command; what a command wrote on the preview engine is saved at its end."""
    try:
        settings = Settings.from_env(environment(os.environ))
    except SettingsRefused as refused:
        raise click.ClickException(str(refused)) from None
    suite = wire(settings)
    try:
        yield suite
    except DatabaseAway:
        raise click.ClickException("The database does not answer: is the clinic running?") from None
    finally:
        suite.engine.close()
