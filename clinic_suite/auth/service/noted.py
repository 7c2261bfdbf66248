"""How auth's deeds stand in the trail, where there is no model whose before and after could be shown."""

from __future__ import annotations

from typing import Any

import attrs

from clinic_suite.auth.events import Refused
from clinic_suite.auth.model import Account, Credentials, Session
from clinic_suite.kernel.actor import Actor
from clinic_suite.kernel.ids import AccountId, ClinicId
from clinic_suite.kernel.trail import Note

NOBODY = "nobody"
"""Named when an e-mail is nobody's: the trail keeps neither the e-mail nor a token of it."""


def in_name_of(proven: Credentials | Session, by: Actor) -> Actor:
    """Whoever asks, under the name that was proven only now; the place and the request stay."""
    return attrs.evolve(by, role=proven.role, account_id=proven.account_id, clinic_id=proven.clinic_id)


def named(account: Account, by: Actor) -> Actor:
    """The same, for somebody whose account has been read."""
    return attrs.evolve(by, role=account.role, account_id=account.id, clinic_id=account.clinic_id)


def about(
    action: str,
    entity: str,
    account_id: AccountId,
    clinic_id: ClinicId | None,
    *,
    by: Actor | None = None,
    **after: Any,
) -> Note:
    """A note about what belongs to one account, e.g. that its password was changed."""
    return Note(
        action=action,
        entity=entity,
        entity_id=account_id,
        clinic_id=clinic_id,
        after=after or None,
        by=by,
    )


def refusal(known: Credentials | None, why: Refused) -> Note:
    """That somebody was not let in.  Nobody has proven to be anybody, so it is in nobody's name."""
    return Note(
        action="refused",
        entity="sign_in",
        entity_id=known.account_id if known else NOBODY,
        clinic_id=known.clinic_id if known else None,
        reason=why.value,
    )


def code_note(action: str, challenge_id: str, *, reason: str | None = None) -> Note:
    """What became of a code; it is named by its challenge, because the telephone stays out of the trail."""
    return Note(action=action, entity="code", entity_id=challenge_id, clinic_id=None, reason=reason)
