"""Reading what an authenticator has signed (WebAuthn): a key pair that is good at this one address.

What is verified here is the whole of it: the kind of ceremony, the challenge, the page's origin, the
address that the key was made for, that somebody was there and was recognised by their device, the
algorithm, the signature.  Whether a challenge is still good and whose key it is, is decided elsewhere.
"""

from __future__ import annotations

import base64
import ipaddress
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

import attrs
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers import parse_client_data_json
from webauthn.helpers.cose import COSEAlgorithmIdentifier

from clinic_suite.kernel.trail import HIDDEN

GOOD_FOR = timedelta(minutes=5)
"""For how long a challenge waits for its answer."""
MOST_OF_ONE_ACCOUNT = 10
OFFERS_AN_HOUR = 60
"""How many challenges one place gets in an hour, as with codes."""

ALGORITHMS = (
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
)
_KEPT_BACK = {HIDDEN: True}


class Ceremony(StrEnum):
    """What a challenge is good for; one for adding a key lets nobody in."""

    REGISTRATION = "registration"
    SIGN_IN = "sign_in"


class PasskeyUnreadable(ValueError):
    """Not what an authenticator of this person would have signed on our own page, now."""


@attrs.frozen(kw_only=True)
class RelyingParty:
    """Who we are to an authenticator: the name that keys are made for, and the page's origin."""

    id: str
    origin: str


@attrs.frozen(kw_only=True)
class ShownRegistration:
    """A new key as the browser brings it, and what its person calls it."""

    label: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    credential_id: str
    client_data: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    attestation: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    transports: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class ShownAssertion:
    """What a known key has signed, as the browser brings it."""

    credential_id: str
    client_data: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    authenticator_data: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    signature: str = attrs.field(repr=False, metadata=_KEPT_BACK)
    user_handle: str | None = None


@attrs.frozen(kw_only=True)
class NewCredential:
    """A key that was verified: what it is called, its public half, how often it was used."""

    credential_id: bytes
    public_key: bytes = attrs.field(repr=False)
    sign_count: int


def relying_party(public_url: str) -> RelyingParty | None:
    """Who we are at an address; nobody at a bare number, because authenticators know names only.

    This machine has a name: whoever tries the suite at ``http://127.0.0.1:8000`` has passkeys at
    ``http://localhost:8000``, which is the same machine.
    """
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return RelyingParty(id=host, origin=public_url)
    if not address.is_loopback or parts.scheme != "http":
        return None
    port = f":{parts.port}" if parts.port else ""
    return RelyingParty(id="localhost", origin=f"http://localhost{port}")


def challenge_in(client_data: str) -> bytes:
    """Which challenge the browser says that it answers."""
    try:
        return bytes(parse_client_data_json(as_bytes(client_data)).challenge)
    except Exception:
        # The library meets bytes of a stranger's making with whatever it raises; to us all is one answer.
        raise PasskeyUnreadable from None


def read_registration(shown: ShownRegistration, challenge: bytes, party: RelyingParty) -> NewCredential:
    """Verify a new key; who made the authenticator is neither asked nor believed (attestation none)."""
    credential = {
        "id": shown.credential_id,
        "rawId": shown.credential_id,
        "type": "public-key",
        "response": {"clientDataJSON": shown.client_data, "attestationObject": shown.attestation},
    }
    try:
        verified = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
            supported_pub_key_algs=list(ALGORITHMS),
        )
        _require_own_page(shown.client_data)
    except Exception:
        raise PasskeyUnreadable from None
    if verified.credential_id != as_bytes(shown.credential_id):
        raise PasskeyUnreadable
    return NewCredential(
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
    )


def read_assertion(shown: ShownAssertion, challenge: bytes, party: RelyingParty, public_key: bytes) -> int:
    """Verify a signature, and answer how often the authenticator says that its key was used."""
    credential = {
        "id": shown.credential_id,
        "rawId": shown.credential_id,
        "type": "public-key",
        "response": {
            "clientDataJSON": shown.client_data,
            "authenticatorData": shown.authenticator_data,
            "signature": shown.signature,
        },
    }
    try:
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=public_key,
            # The library looks at the count before the signature; we believe no count that was not signed.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
        _require_own_page(shown.client_data)
    except Exception:
        raise PasskeyUnreadable from None
    return int(verified.new_sign_count)


def as_bytes(text: str) -> bytes:
    """Base64 as browsers write it: for addresses, without padding."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise PasskeyUnreadable from None


def as_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _require_own_page(client_data: str) -> None:
    """A page of ours in a frame of somebody else's is not our page."""
    if parse_client_data_json(as_bytes(client_data)).cross_origin:
        raise PasskeyUnreadable
