"""Makes a database ready in a process of its own: replica set, migrations, collections, demo clinic.

The supervisor starts it and reads its report, so that the supervisor itself stays small, has no
threads of a database driver when it forks, and a fault in a migration ends only this process.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from clinic_suite.bootstrap import COLLECTIONS, MIGRATIONS, Suite, wire
from clinic_suite.cli.folder import DataFolder, data_folder, read_json, write_private_json
from clinic_suite.cli.servers import REPLICA_SET
from clinic_suite.founding.service import FoundHouse
from clinic_suite.kernel import collections, migrations
from clinic_suite.kernel.actor import the_house
from clinic_suite.kernel.mongo.replica import initiate
from clinic_suite.kernel.unit_of_work import acting_as
from clinic_suite.settings import Settings, SettingsRefused, Stage

DEMO_DOCTORS, DEMO_PATIENTS, DEMO_SEED = 5, 20, 7


@click.command()
@click.option("--report", type=click.Path(path_type=Path), required=True)
@click.option("--empty", is_flag=True, help="Load no demo clinic; make a set-up code instead.")
@click.option("--initiate", "member", default="", help="host:port of a lone mongod to make a replica set of.")
def prepare(report: Path, empty: bool, member: str) -> None:
    """Make the database ready and write what was done, a JSON line for each step."""

    def tell(step: str, **about: Any) -> None:
        with report.open("a") as out:
            out.write(json.dumps({"step": step, **about}) + "\n")

    try:
        suite = wire(Settings.from_env(os.environ))
    except SettingsRefused as refused:
        raise click.ClickException(str(refused)) from None
    try:
        if member:
            # After the wiring, which takes a while and asks no server yet.
            host, _, port = member.rpartition(":")
            initiate(host, int(port), REPLICA_SET)
        tell("database", done=_apply(suite))
        if not empty:
            tell("demo", **demo_clinic(suite, DataFolder(data_folder(os.environ))))
        tell("setup", **_setup_code(suite))
    except migrations.MigrationFault as refused:
        raise click.ClickException(str(refused)) from None
    finally:
        suite.engine.close()
    # Said last: on the preview engine the file is saved by now, and others may open it.
    tell("closed", done=True)


def _apply(suite: Suite) -> list[str]:
    migrated = migrations.run(suite.engine, MIGRATIONS, suite.clock)
    return [*migrated, *collections.apply(suite.engine, COLLECTIONS)]


def demo_clinic(suite: Suite, folder: DataFolder) -> dict[str, Any]:
    """The demo clinic of this database, loaded once and never among somebody's own clinics.

    That it was begun is written down first: a load that was killed half-way goes on at the next start.
    On a later day its diary is brought to that day, once.
    """
    kept_in = folder.root / "demo-clinic.json"
    kept = read_json(kept_in)
    name, today = identity(os.environ), suite.clock.now().date().isoformat()
    size = {"doctors": DEMO_DOCTORS, "patients": DEMO_PATIENTS, "seed": DEMO_SEED}
    empty = suite.engine.database["clinics"].estimated_document_count() == 0
    if suite.settings.stage is not Stage.DEMO or not (empty or name in kept):
        return {"loaded": False, "sign_ins": [], "samples": {}}
    about = kept.get(name)
    if about and about.get("day") == today and not empty:
        return {"loaded": False, **about}
    # Loaded only here: its names and numbers are of no use to a real clinic.
    from clinic_suite.cli.demo import load, renew

    if about and not empty:
        renew(suite, **size)
        about = {**about, "day": today}
        write_private_json(kept_in, {**kept, name: about})
        return {"loaded": False, **about}
    write_private_json(kept_in, {**kept, name: {}})
    made = load(suite, **size)
    about = {"sign_ins": made["sign_ins"], "samples": made["samples"], "day": today}
    write_private_json(kept_in, {**kept, name: about})
    return {"loaded": True, **about}


def _setup_code(suite: Suite) -> dict[str, Any]:
    """A fresh code for the founder of an installation that is still empty."""
    founding = suite.part(FoundHouse)
    if founding.is_founded():
        return {}
    with acting_as(the_house()):
        return {"code": founding.make_code(the_house()).code}


def identity(environ: Mapping[str, str]) -> str:
    """A name for the database without its password; a private server keeps its name when its port moves."""
    if private := environ.get("SUITE_PRIVATE_DATABASE"):
        return private
    return hashlib.sha256(environ["MONGODB_URI"].encode()).hexdigest()[:16]


if __name__ == "__main__":
    prepare(prog_name=Path(sys.argv[0]).name)
