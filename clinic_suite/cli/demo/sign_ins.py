"""Who can sign in to a demo.

The passwords follow from the installation's own secret: each installation has others, and a demo
that is loaded again can tell them again although only their hashes are kept.
"""

from __future__ import annotations

import base64
from typing import Any

from clinic_suite.auth.model import NewAccount
from clinic_suite.auth.service import KeepAccounts
from clinic_suite.bootstrap import Suite
from clinic_suite.cli.demo.dice import dice, weighted
from clinic_suite.cli.demo.names import family_name, given_name
from clinic_suite.cli.demo.plan import PlannedClinic
from clinic_suite.kernel.actor import Role, the_house
from clinic_suite.kernel.crypto import derive
from clinic_suite.kernel.ids import AccountId, ClinicId
from clinic_suite.kernel.paging import LARGEST, Wanted

_EVERYWHERE = (Role.ADMIN,)
_IN_THE_FIRST = (Role.ADMIN, Role.MANAGER, Role.FRONT_DESK, Role.NURSE, Role.DOCTOR)
_ALSO_IN_THE_FIRST = (Role.FRONT_DESK, Role.NURSE)
"""A second one of these, so that two browsers can be tried without a device that waits to be let in."""
_GROUP, _GROUPS = 4, 5


def open_accounts(
    suite: Suite, seed: int, clinic: PlannedClinic, clinic_id: ClinicId
) -> list[dict[str, Any]]:
    """The staff who can sign in: an admin in each clinic, and in the first one somebody of each role or two."""
    home = f"{clinic.mail}-{seed}.example"
    roles = _IN_THE_FIRST if clinic.number == 0 else _EVERYWHERE
    also = _ALSO_IN_THE_FIRST if clinic.number == 0 else ()
    wishes = [_wish(seed, clinic, role, home) for role in roles]
    wishes += [_wish(seed, clinic, role, home, "2") for role in also]
    return [{**told, "clinic": clinic.wish.name} for told in _open(suite, clinic_id, wishes)]


def doctor_account(suite: Suite, clinic_id: ClinicId) -> AccountId | None:
    """As whom the doctor of a clinic signs in; only one clinic of a demo has such an account."""
    staff = suite.part(KeepAccounts).list_of(clinic_id, Wanted(LARGEST), the_house()).items
    return next((a.id for a in staff if a.role is Role.DOCTOR), None)


def open_operator(suite: Suite, seed: int) -> list[dict[str, Any]]:
    """Who runs the installation, and belongs to no clinic."""
    wish = NewAccount(name="Operator", email=f"operator@demo-{seed}.example", role=Role.OPERATOR)
    return _open(suite, None, [wish])


def _open(suite: Suite, clinic_id: ClinicId | None, wishes: list[NewAccount]) -> list[dict[str, Any]]:
    keep, by = suite.part(KeepAccounts), the_house()
    there = {a.email for a in keep.list_of(clinic_id, Wanted(LARGEST), by).items}
    told = []
    for wish in wishes:
        password = _password(suite, wish.email)
        if wish.email not in there:
            keep.open_with_password(clinic_id, wish, password, by)
        told.append({"role": wish.role.value, "email": wish.email, "password": password})
    return told


def _wish(seed: int, clinic: PlannedClinic, role: Role, home: str, which: str = "") -> NewAccount:
    email = f"{role.value.replace('_', '')}{which}@{home}"
    return NewAccount(name=_name(seed, clinic, f"{role.value}{which}"), email=email, role=role)


def _name(seed: int, clinic: PlannedClinic, who: str) -> str:
    if who == Role.DOCTOR:
        return clinic.doctors[0].name.removeprefix("Dr. ")
    chance = dice(seed, "staff", clinic.number, who)
    home, woman = weighted(chance, clinic.city.speaks), chance.random() < 0.5
    return f"{given_name(chance, home, woman=woman)} {family_name(chance, home, woman=woman)}"


def _password(suite: Suite, email: str) -> str:
    """Long enough for every role, in groups that can be typed from a screen: ``k3xq-…-…-…-…``."""
    raw = derive(suite.settings.secret.get_secret_value(), f"demo.password/{email}")
    letters = base64.b32encode(raw).decode().lower()
    return "-".join(letters[n * _GROUP : (n + 1) * _GROUP] for n in range(_GROUPS))
