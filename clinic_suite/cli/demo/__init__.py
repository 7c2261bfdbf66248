"""``clinic demo``: a believable clinic to try things on, the same again for the same seed.

It never touches an installation for real patients, and loading it twice changes nothing.
"""

from __future__ import annotations

import click

from clinic_suite.cli.demo.load import Loaded, load, renew
from clinic_suite.cli.demo.plan import MOST_CLINICS
from clinic_suite.cli.opening import opened_suite
from clinic_suite.settings import Stage

__all__ = ["Loaded", "demo", "load", "renew"]


@click.group()
def demo() -> None:
    """Make a believable clinic to try things on."""


@demo.command("load")
@click.option("--doctors", type=click.IntRange(1, 2000), default=5, show_default=True)
@click.option("--patients", type=click.IntRange(0, 200_000), default=20, show_default=True)
@click.option("--seed", type=int, default=7, show_default=True, help="The same seed makes the same people.")
@click.option(
    "--clinics", type=click.IntRange(1, MOST_CLINICS), help="One for every seven doctors if not said."
)
def load_command(doctors: int, patients: int, seed: int, clinics: int | None) -> None:
    """Load demo clinics with doctors, services, holidays and patients."""
    if clinics is not None and clinics > doctors:
        raise click.UsageError("A clinic needs a doctor: there are more clinics than doctors.")
    with opened_suite() as suite:
        if suite.settings.stage is Stage.PRODUCTION:
            raise click.ClickException(
                "Invented people do not belong among real patients (CLINIC_STAGE is production)."
            )
        made = load(suite, doctors=doctors, patients=patients, seed=seed, clinics=clinics)["made"]
    click.echo(_sentence(made, seed))


def _sentence(made: dict[str, int], seed: int) -> str:
    told = ", ".join(
        f"{count:,} {what if count > 1 else what.removesuffix('s')}" for what, count in made.items() if count
    )
    return f"Loaded {told}." if told else f"The demo of seed {seed} was loaded before; nothing has changed."
