"""Passkeys that somebody has added; what they would sign is for a fake authenticator."""

from __future__ import annotations

import secrets

from clinic_suite.auth.model import Passkey
from clinic_suite.auth.rules.passkeys import NewCredential
from clinic_suite.auth.service import KeepPasskeys
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.ids import AccountId, PasskeyId


def a_passkey(suite: Suite, account_id: AccountId) -> PasskeyId:
    passkey = Passkey(
        id=PasskeyId(suite.ids.new("pk")),
        account_id=account_id,
        label="My phone",
        transports=("internal",),
        created_at=suite.clock.now(),
    )
    credential = NewCredential(credential_id=secrets.token_bytes(16), public_key=b"a key", sign_count=0)
    suite.part(KeepPasskeys).passkeys.add(passkey, credential)
    return passkey.id
