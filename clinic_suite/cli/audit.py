"""``clinic audit``: whether somebody has touched the trail."""

from __future__ import annotations

import click
from rich.console import Console

from clinic_suite.audit.model import Breach, Finding
from clinic_suite.audit.service import ReadTrail, SealTrail
from clinic_suite.cli.opening import opened_suite

_WORDS = {
    Breach.EDITED: "an entry was edited",
    Breach.DELETED: "an entry was deleted",
    Breach.FORGED_SEAL: "a seal was not made by this installation",
    Breach.MISSING_SEAL: "a seal is missing",
    Breach.CUT_TAIL: "the end was cut off: a checkpoint knows of more",
    Breach.FORK: "it was replaced: a seal does not follow from the one before, or a checkpoint says otherwise",
}


@click.group()
def audit() -> None:
    """Verify the trail of who did what."""


@audit.command()
def verify() -> None:
    """Hold the whole trail against its seals and checkpoints; fail at the first bad entry of any chain."""
    console = Console(soft_wrap=True)
    with opened_suite() as suite:
        verdict = suite.part(ReadTrail).verify()
    console.print(
        f"{verdict.entries} entries under {verdict.seals} seals in {verdict.chains} chains; "
        f"{verdict.unsealed} not sealed yet.",
        highlight=False,
    )
    if verdict.findings:
        raise click.ClickException("\n".join(_sentence(f) for f in verdict.findings))
    console.print("Nothing was touched.")


@audit.command()
def seal() -> None:
    """Seal now what the clock would seal within the half minute, e.g. before a backup."""
    with opened_suite() as suite:
        sealed = suite.part(SealTrail).seal()
    Console().print(f"{sealed} entries sealed.", highlight=False)


def _sentence(finding: Finding) -> str:
    entry = f", entry {finding.entry_id}" if finding.entry_id else ""
    return f"Chain {finding.chain}: {_WORDS[finding.breach]} (seal {finding.seal}{entry})."
