"""How auth is stored, and what the database refuses to store."""

from __future__ import annotations

from clinic_suite.auth.model import AccountState, DeviceState, SessionEnd
from clinic_suite.auth.rules.passkeys import Ceremony
from clinic_suite.kernel.actor import STAFF, Role
from clinic_suite.kernel.collections import (
    BYTES,
    COUNT,
    ID,
    INSTANT,
    TEXT,
    CollectionSpec,
    IndexSpec,
    document,
    many,
    one_of,
    or_null,
)

_VERSION = {"bsonType": ["int", "long"], "minimum": 1}
_TOTP = document({"secret": BYTES, "last_step": COUNT, "recovery": many(BYTES, 10)})
_FORGOTTEN = IndexSpec(name="forgotten", keys=(("forget_at", 1),), expires_after_s=0)

COLLECTIONS = (
    CollectionSpec(
        name="accounts",
        shape=document(
            {
                "_id": ID,
                "clinic_id": or_null(ID),
                "role": one_of({*STAFF, Role.OPERATOR}),
                "state": one_of(AccountState),
                "name": BYTES,
                "email": BYTES,
                "email_token": BYTES,
                "password_hash": or_null(TEXT),
                "totp": or_null(_TOTP),
                "totp_offer": or_null(BYTES),
                "version": _VERSION,
                "opened_at": INSTANT,
                "signed_in_at": or_null(INSTANT),
                "devices_looked_at": or_null(INSTANT),
            },
            # Those that were there before it have none until they are next written.
            {"touched": COUNT},
        ),
        indexes=(
            IndexSpec(name="one_email", keys=(("email_token", 1),), unique=True),
            IndexSpec(name="of_clinic", keys=(("clinic_id", 1), ("_id", 1))),
        ),
    ),
    CollectionSpec(
        name="sessions",
        shape=document(
            {
                "_id": ID,
                "clinic_id": or_null(ID),
                "account_id": ID,
                "role": one_of(Role),
                "device_id": or_null(ID),
                "device_key": or_null(TEXT),
                "account_version": _VERSION,
                "browser": TEXT,
                "ip": TEXT,
                "started_at": INSTANT,
                "refreshed_at": INSTANT,
                "idle_until": INSTANT,
                "ends_at": INSTANT,
                "refresh_hash": BYTES,
                "spent_hash": or_null(BYTES),
                "successor": or_null(BYTES),
                "ended_at": or_null(INSTANT),
                "end": or_null(one_of(SessionEnd)),
                "forget_at": INSTANT,
            }
        ),
        indexes=(
            IndexSpec(name="of_account", keys=(("account_id", 1), ("ended_at", 1), ("_id", 1))),
            IndexSpec(
                name="of_device", keys=(("device_id", 1),), only_where={"device_id": {"$type": "string"}}
            ),
            _FORGOTTEN,
        ),
    ),
    CollectionSpec(
        name="sign_in_pauses",
        shape=document({"_id": TEXT, "failures": COUNT, "wait_until": INSTANT, "forget_at": INSTANT}),
        indexes=(_FORGOTTEN,),
    ),
    CollectionSpec(
        name="invitations",
        shape=document(
            {
                "_id": ID,
                "clinic_id": or_null(ID),
                "account_id": ID,
                "token_hash": BYTES,
                "made_at": INSTANT,
                "ends_at": INSTANT,
                "over_at": or_null(INSTANT),
                "forget_at": INSTANT,
            }
        ),
        indexes=(
            IndexSpec(name="one_token", keys=(("token_hash", 1),), unique=True),
            IndexSpec(name="of_account", keys=(("account_id", 1), ("over_at", 1))),
            _FORGOTTEN,
        ),
    ),
    CollectionSpec(
        name="password_resets",
        shape=document(
            {
                "_id": ID,
                "email_token": BYTES,
                "clinic_id": or_null(ID),
                "account_id": or_null(ID),
                "token_hash": or_null(BYTES),
                "asked_at": INSTANT,
                "ends_at": INSTANT,
                "over_at": or_null(INSTANT),
                "forget_at": INSTANT,
            }
        ),
        indexes=(
            IndexSpec(
                name="one_token",
                keys=(("token_hash", 1),),
                unique=True,
                only_where={"token_hash": {"$type": "binData"}},
            ),
            IndexSpec(name="of_account", keys=(("account_id", 1), ("over_at", 1))),
            _FORGOTTEN,
        ),
    ),
    CollectionSpec(
        name="devices",
        shape=document(
            {
                "_id": ID,
                "clinic_id": or_null(ID),
                "account_id": ID,
                "key": TEXT,
                "state": one_of(DeviceState),
                "match_code": TEXT,
                "browser": TEXT,
                "ip": TEXT,
                "asked_at": INSTANT,
                "ask_ends_at": INSTANT,
                "decided_at": or_null(INSTANT),
                "decided_by": or_null(ID),
                "used_at": or_null(INSTANT),
            }
        ),
        indexes=(
            IndexSpec(name="one_key", keys=(("account_id", 1), ("key", 1)), unique=True),
            IndexSpec(name="inbox", keys=(("clinic_id", 1), ("state", 1), ("_id", -1))),
            IndexSpec(name="of_account", keys=(("account_id", 1), ("state", 1))),
        ),
    ),
    CollectionSpec(
        name="device_proofs",
        shape=document({"_id": BYTES, "forget_at": INSTANT}),
        indexes=(_FORGOTTEN,),
    ),
    CollectionSpec(
        name="patient_accounts",
        shape=document(
            {
                "_id": ID,
                "phone": BYTES,
                "phone_token": BYTES,
                "known_keys": many(TEXT, 5),
                "state": one_of(AccountState),
                "version": _VERSION,
                "opened_at": INSTANT,
                "signed_in_at": INSTANT,
            }
        ),
        indexes=(IndexSpec(name="one_phone", keys=(("phone_token", 1),), unique=True),),
    ),
    CollectionSpec(
        name="passkeys",
        shape=document(
            {
                "_id": ID,
                "account_id": ID,
                "credential_id": BYTES,
                "public_key": BYTES,
                "sign_count": COUNT,
                "label": BYTES,
                "transports": many(TEXT, 10),
                "created_at": INSTANT,
                "used_at": or_null(INSTANT),
                "copied_at": or_null(INSTANT),
            }
        ),
        indexes=(
            IndexSpec(name="one_credential", keys=(("credential_id", 1),), unique=True),
            IndexSpec(name="of_account", keys=(("account_id", 1), ("_id", 1))),
        ),
    ),
    CollectionSpec(
        name="passkey_challenges",
        shape=document(
            {
                "_id": BYTES,
                "ceremony": one_of(Ceremony),
                "account_id": or_null(ID),
                "ends_at": INSTANT,
                "forget_at": INSTANT,
            }
        ),
        indexes=(_FORGOTTEN,),
    ),
    CollectionSpec(
        name="challenges",
        shape=document(
            {
                "_id": TEXT,
                "challenge_id": ID,
                "mac": BYTES,
                "tries": COUNT,
                "ends_at": INSTANT,
                "forget_at": INSTANT,
            }
        ),
        indexes=(_FORGOTTEN,),
    ),
    CollectionSpec(
        name="code_histories",
        shape=document(
            {
                "_id": TEXT,
                "sent": many(INSTANT),
                "failed": many(INSTANT),
                "wrong_in_a_row": COUNT,
                "version": COUNT,
                "forget_at": INSTANT,
            }
        ),
        indexes=(_FORGOTTEN,),
    ),
    CollectionSpec(
        name="code_places",
        shape=document({"_id": TEXT, "sent": COUNT, "forget_at": INSTANT}),
        indexes=(_FORGOTTEN,),
    ),
    CollectionSpec(
        name="demo_messages",
        shape=document(
            {"_id": ID, "to": TEXT, "channel": TEXT, "text": TEXT, "at": INSTANT, "forget_at": INSTANT}
        ),
        indexes=(IndexSpec(name="by_receiver", keys=(("to", 1), ("_id", -1))), _FORGOTTEN),
    ),
)
