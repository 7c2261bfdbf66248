"""Who works in a clinic, and what they may do there."""

from __future__ import annotations

from typing import Any

from clinic_suite.auth import schemas as shapes
from clinic_suite.auth.model import Account, AccountChange, Invitation, Invited, NewAccount
from clinic_suite.auth.routes.doors import doors
from clinic_suite.auth.service import KeepAccounts, SetPasswords
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.ids import AccountId, ClinicId
from clinic_suite.kernel.paging import Page
from clinic_suite.rest.actor import staff, who_asks
from clinic_suite.rest.blueprint import part
from clinic_suite.rest.etag import seen_version
from clinic_suite.rest.schema import PageQuery, page_of, wanted

ADMINS = staff(Role.ADMIN)
KEEPERS = staff(Role.ADMIN, Role.MANAGER)


@doors.get("/clinics/<clinic_id>/staff", who=KEEPERS, query=PageQuery, answers=page_of(shapes.AccountShape))
def list_staff(query: dict[str, Any], clinic_id: ClinicId) -> Page[Account]:
    """List who works in the clinic."""
    return part(KeepAccounts).list_of(clinic_id, wanted(query, str), who_asks())


@doors.post(
    "/clinics/<clinic_id>/staff", who=ADMINS, body=shapes.NewAccountShape, answers=shapes.InvitedShape
)
def invite_staff(wish: NewAccount, clinic_id: ClinicId) -> Invited:
    """Take somebody on, and receive the link with which they set their password."""
    return part(KeepAccounts).invite(clinic_id, wish, who_asks())


@doors.get("/staff/<account_id>", who=KEEPERS, answers=shapes.AccountShape)
def show_staff(account_id: AccountId) -> Account:
    """Show somebody who works in the clinic."""
    return part(KeepAccounts).find(account_id, who_asks())


@doors.patch(
    "/staff/<account_id>",
    who=ADMINS,
    body=shapes.AccountChangeShape,
    answers=shapes.AccountShape,
    versioned=True,
)
def change_staff(change: AccountChange, account_id: AccountId) -> Account:
    """Rename somebody, give them another role, disable or restore them."""
    return part(KeepAccounts).change(account_id, change, seen_version(), who_asks())


@doors.post("/clinics/<clinic_id>/staff/<account_id>/invitations", who=ADMINS, answers=shapes.InvitationShape)
def invite_again(clinic_id: ClinicId, account_id: AccountId) -> Invitation:
    """Give somebody a new link, because the first was lost or the password was forgotten."""
    return part(SetPasswords).invite(clinic_id, account_id, who_asks())


@doors.delete("/staff/<account_id>/second-factor", who=ADMINS)
def remove_second_factor(account_id: AccountId) -> None:
    """Take away the second factor of somebody who has lost it; they enrol again."""
    part(KeepAccounts).remove_second_factor(account_id, who_asks())
