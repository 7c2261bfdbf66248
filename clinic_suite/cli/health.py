"""``clinic health``: how the clinic is, in words, and in an exit code that a container can use."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from typing import Any

import click
from rich.console import Console

from clinic_suite.cli.folder import DataFolder, data_folder, read_json

_ANSWER_WITHIN_S = 5


@click.command()
@click.option(
    "--url", default="", help="Where the clinic answers; by default the one that runs on this data folder."
)
def health(url: str) -> None:
    """Ask the running clinic how it is; the exit code is 0 only when it is able to work."""
    console = Console(soft_wrap=True)
    address = url or _known_address()
    if not address:
        raise click.ClickException(
            "No clinic is known here: start one with `make run`, or name one with --url."
        )
    try:
        able, checks = ask(address)
    except OSError as fault:
        raise click.ClickException(f"Nobody answers at {address} ({fault}).") from None
    console.print(f"{address} is {'able to work' if able else 'NOT able to work'}.", highlight=False)
    for check in checks:
        mark = "ok " if check["holds"] else "NO "
        console.print(f"  {mark} {check['name']}: {check['sentence']}", markup=False, highlight=False)
    if not able:
        raise click.exceptions.Exit(1)


def ask(address: str) -> tuple[bool, list[dict[str, Any]]]:
    """What ``/readyz`` answers; 503 is an answer too, with the same body."""
    if not address.startswith(("http://", "https://")):
        raise click.ClickException(f"{address} is not a web address.")
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=_ANSWER_WITHIN_S) as answer:  # noqa: S310
            body = json.load(answer)
    except urllib.error.HTTPError as refused:
        body = _body_of(refused)
    return body.get("status") == "ready", list(body.get("checks", ()))


def _body_of(refused: urllib.error.HTTPError) -> dict[str, Any]:
    try:
        with refused:
            body: dict[str, Any] = json.load(refused)
    except ValueError:
        sentence = f"/readyz answered {refused.code}."
        return {"status": "not_ready", "checks": [{"name": "web", "holds": False, "sentence": sentence}]}
    return body


def _known_address() -> str:
    card = read_json(DataFolder(data_folder(os.environ)).card)
    return str(card.get("url") or os.environ.get("CLINIC_PUBLIC_URL", ""))
