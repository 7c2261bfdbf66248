"""``clinic api``: what the doors promise, written down where a change to it is seen."""

from __future__ import annotations

import base64
import json
import secrets
from pathlib import Path
from typing import Any

import click

from clinic_suite.app import create_app
from clinic_suite.bootstrap import wire
from clinic_suite.cli.promises import broken_promises
from clinic_suite.kernel.actor import STAFF, Role
from clinic_suite.rest.actor import ANYONE, Who
from clinic_suite.rest.blueprint import DOORS, Door
from clinic_suite.settings import KEY_BYTES, Settings

PAGES = Path("docs/api")
_HEAD = """# Doors

Every address of the API, who may use it, and how they must stand to what they touch. Written by `clinic api write`;
a door that is not in this table fails a test. Shapes and codes are in [openapi.json](openapi.json), which a running
clinic shows at `/api/docs`.
"""


@click.group()
def api() -> None:
    """Write down what the API promises."""


@api.command()
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), default=PAGES, show_default=True)
def write(into: Path) -> None:
    """Write the API's description and the table of its doors, and tell what clients would miss."""
    spec = described()
    file = into / "openapi.json"
    before = json.loads(file.read_text("utf-8")) if file.exists() else {}
    into.mkdir(parents=True, exist_ok=True)
    file.write_text(as_text(spec), "utf-8")
    (into / "doors.md").write_text(doors_page(), "utf-8")
    click.echo(f"{len(DOORS)} doors written to {into}.")
    broken = broken_promises(before, spec)
    if broken:
        click.echo("Clients that relied on the old description break. Keep the promise, or say in")
        click.echo(f"{into / 'changes.md'} why not, with these lines:")
        for sentence in broken:
            click.echo(f"- {sentence}")


def described() -> dict[str, Any]:
    """The API's description, from an application that needs no server and whose keys nobody keeps."""
    app = create_app(wire(_throwaway()))
    spec: dict[str, Any] = app.extensions["openapi"].spec.to_dict()
    return spec


def as_text(spec: dict[str, Any]) -> str:
    return json.dumps(spec, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def doors_page() -> str:
    """The table of all doors, by house."""
    page = [_HEAD]
    for house in sorted({d.house for d in DOORS}):
        page += [
            f"## {house.capitalize()}",
            "",
            "| door | who | how they stand to it | what it does |",
            "|---|---|---|---|",
        ]
        page += [_row(d) for d in sorted(DOORS, key=lambda d: (d.path, d.method)) if d.house == house]
        page.append("")
    return "\n".join(page)


def _row(door: Door) -> str:
    return f"| `{door.method} {door.path}` | {_people(door.who)} | {door.who.relation} | {door.summary} |"


def _people(who: Who) -> str:
    if who.roles == ANYONE.roles:
        return "anyone"
    named = [r.value for r in Role if r in who.roles]
    if who.roles >= STAFF:
        named = ["staff", *(r.value for r in Role if r in who.roles - STAFF)]
    return ", ".join(named)


def _throwaway() -> Settings:
    key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    return Settings.from_env(
        {
            "CLINIC_STAGE": "test",
            "MONGODB_URI": "preview://memory",
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "CLINIC_SECRET": key,
            "CLINIC_MASTER_KEYS": f"1:{key}",
        }
    )
