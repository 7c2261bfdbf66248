"""``clinic admin``: the first people of an installation, made where its secrets are."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import click
from rich.console import Console
from rich.table import Table

from clinic_suite.auth.model import Account, NewAccount
from clinic_suite.auth.service import KeepAccounts, KeepDevices
from clinic_suite.bootstrap import Suite
from clinic_suite.cli.opening import opened_suite
from clinic_suite.founding.service import FoundHouse
from clinic_suite.kernel.actor import STAFF, Role, the_house
from clinic_suite.kernel.errors import Refusal
from clinic_suite.kernel.ids import ClinicId
from clinic_suite.kernel.paging import LARGEST, Wanted, from_cursor
from clinic_suite.kernel.unit_of_work import acting_as

_ROLES = [role.value for role in sorted({*STAFF, Role.OPERATOR})]
_GENERATED_BYTES = 18


@click.group()
def admin() -> None:
    """Create the first administrator, and see who there is."""


@admin.command()
@click.option("--clinic", help="The clinic's id; an operator belongs to none.")
@click.option("--email", required=True, help="What they sign in with.")
@click.option("--name", required=True, help="What they are called.")
@click.option("--role", type=click.Choice(_ROLES), default=Role.ADMIN.value, show_default=True)
@click.option("--password-file", type=click.File("r"), help="A file with the password; else one is made up.")
def create(clinic: str | None, email: str, name: str, role: str, password_file: TextIO | None) -> None:
    """Take somebody on, with a password of their own or one that is shown once."""
    given = password_file.readline().rstrip("\r\n") if password_file else None
    password = given or secrets.token_urlsafe(_GENERATED_BYTES)
    wish = NewAccount(name=name, email=email, role=Role(role))
    with _acting_suite() as suite:
        keep = suite.part(KeepAccounts)
        account = keep.open_with_password(ClinicId(clinic) if clinic else None, wish, password, the_house())
    click.echo(f"{account.id}: {account.name} may sign in as {account.role} with {account.email}")
    if not given:
        click.echo(f"password, shown this once: {password}")


@admin.command(name="list")
@click.option("--clinic", help="The clinic's id; without it, those who run the installation.")
def list_accounts(clinic: str | None) -> None:
    """List who may sign in."""
    with _acting_suite() as suite:
        accounts = list(_all(suite, ClinicId(clinic) if clinic else None))
    table = Table("id", "role", "name", "e-mail", "state")
    for account in accounts:
        table.add_row(account.id, account.role, account.name, account.email, account.state)
    Console().print(table)


@admin.command(name="approve-device")
@click.option("--email", required=True, help="Whose device it is.")
@click.option("--code", required=True, help="The six digits on the screen of the device.")
def approve_device(email: str, code: str) -> None:
    """Let in the first device of a clinic, where no other admin could."""
    with _acting_suite() as suite:
        account = suite.part(KeepAccounts).find_by_email(email, the_house())
        seen = suite.part(KeepDevices).approve_for(account.clinic_id, account.id, code, the_house())
    click.echo(f"{seen.id}: {account.name} may sign in with {seen.browser} from {seen.ip}")


@admin.command(name="setup-code")
def setup_code() -> None:
    """Print a code with which the first administrator sets up an empty installation in a browser."""
    with _acting_suite() as suite:
        made = suite.part(FoundHouse).make_code(the_house())
        url = suite.settings.public_url
    click.echo(f"{url}/setup")
    click.echo(f"set-up code, shown this once: {made.code} (good until {made.ends_at:%Y-%m-%d %H:%M} UTC)")


def _all(suite: Suite, clinic_id: ClinicId | None) -> Iterator[Account]:
    wanted = Wanted(limit=LARGEST)
    while True:
        page = suite.part(KeepAccounts).list_of(clinic_id, wanted, the_house())
        yield from page.items
        if page.next_cursor is None:
            return
        wanted = Wanted(limit=LARGEST, after=from_cursor(page.next_cursor, str))


@contextmanager
def _acting_suite() -> Iterator[Suite]:
    """The suite, in the house's own name; a refusal is said in a sentence and ends the command."""
    with opened_suite() as suite, acting_as(the_house()):
        try:
            yield suite
        except Refusal as refused:
            codes = ", ".join(f"{fault.pointer[1:]}: {fault.code}" for fault in refused.faults)
            said = refused.detail or refused.title
            raise click.ClickException(f"{said} ({codes})" if codes else said) from None
