"""Patients add passkeys after their first code, and come in with one; whatever is forged is one 401."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from clinic_suite.app import create_app
from clinic_suite.bootstrap import Suite, wire
from clinic_suite.kernel.actor import Role
from clinic_suite.kernel.mongo import Engine
from clinic_suite.rest.blueprint import PREFIX
from tests.builders.people import a_bearer
from tests.builders.settings import some_settings
from tests.fakes.clock import FrozenClock
from tests.fakes.passkeys import PRESENT, RECOGNISED, WITH_KEY, SoftAuthenticator, as_text

PHONE, ANOTHER = "+919812345678", "+919811100000"
KEYS = "/auth/passkeys"
Headers = dict[str, str]


@attrs.frozen(kw_only=True)
class Entrance:
    """The patients' doors of a demo."""

    suite: Suite
    client: FlaskClient
    clock: FrozenClock

    def post(self, path: str, body: dict[str, Any] | None = None, by: Headers | None = None) -> TestResponse:
        return self.client.post(PREFIX + path, json=body, headers=by)

    def come_in(self, phone: str = PHONE) -> Headers:
        """With a code."""
        asked = self.post("/auth/otp", {"phone": phone}).get_json()
        newest = self.client.get("/demo/tray.json", query_string={"to": phone}).get_json()["items"][0]
        sent = {"challenge_id": asked["challenge_id"], "phone": phone, "code": newest["text"][:6]}
        answer = self.post("/auth/otp/verify", sent)
        assert answer.status_code == 200
        return {"Authorization": f"Bearer {answer.get_json()['access_token']}"}

    def offer(self, by: Headers) -> dict[str, Any]:
        answer = self.post(f"{KEYS}/registration-options", by=by)
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json())

    def add(self, by: Headers, key: SoftAuthenticator, /, **forged: Any) -> TestResponse:
        return self.post(KEYS, key.registers(self.offer(by)["challenge"], **forged), by)

    def challenge(self) -> str:
        return str(self.post(f"{KEYS}/sign-in-options").get_json()["challenge"])

    def sign_in(self, key: SoftAuthenticator, /, **forged: Any) -> TestResponse:
        return self.post(f"{KEYS}/sign-in", key.signs(self.challenge(), **forged))

    def rows(self, collection: str, **wish: Any) -> list[dict[str, Any]]:
        return list(self.suite.engine.database[collection].find(wish))


@pytest.fixture
def entrance(preview: Engine, clock: FrozenClock) -> Entrance:
    suite = wire(some_settings(CLINIC_STAGE="demo", CLINIC_LOG_LEVEL="error"), clock=clock, engine=preview)
    return Entrance(suite=suite, client=create_app(suite).test_client(use_cookies=False), clock=clock)


@pytest.fixture
def key() -> SoftAuthenticator:
    return SoftAuthenticator()


@pytest.fixture
def me(entrance: Entrance, key: SoftAuthenticator) -> Headers:
    """Somebody who came in with a code, and has added a passkey."""
    headers = entrance.come_in()
    assert entrance.add(headers, key).status_code == 201
    return headers


def _is_the_one_answer(answer: TestResponse) -> bool:
    return (answer.status_code, answer.get_json()["type"]) == (401, "/problems/passkey-invalid")


def test_a_passkey_lets_its_person_in_as_a_code_does(
    entrance: Entrance, key: SoftAuthenticator, me: Headers
) -> None:
    answer = entrance.sign_in(key)
    assert (answer.status_code, answer.get_json()["account"]["phone"]) == (200, PHONE)
    assert {"HttpOnly", "SameSite=Strict", "Max-Age=86400"} <= set(answer.headers["Set-Cookie"].split("; "))
    mine = {"Authorization": f"Bearer {answer.get_json()['access_token']}"}
    [shown] = entrance.client.get(PREFIX + KEYS, headers=mine).get_json()["items"]
    assert (shown["label"], shown["transports"], shown["copied_at"]) == ("My phone", ["internal"], None)
    assert shown["used_at"] is not None


def test_the_offer_says_what_an_authenticator_needs_and_no_name(
    entrance: Entrance, key: SoftAuthenticator, me: Headers
) -> None:
    offer = entrance.offer(me)
    assert (offer["rp_id"], offer["timeout_ms"], offer["user_name"]) == ("localhost", 300_000, PHONE)
    assert offer["known"] == [as_text(key.credential_id)]
    anonymous = entrance.post(f"{KEYS}/sign-in-options").get_json()
    assert set(anonymous) == {"challenge", "rp_id", "timeout_ms"}


def test_a_passkey_outlives_the_session_in_which_it_was_added(
    entrance: Entrance, key: SoftAuthenticator, me: Headers
) -> None:
    assert entrance.client.delete(f"{PREFIX}/auth/sessions", headers=me).status_code == 204
    assert entrance.sign_in(key).status_code == 200


def test_a_removed_passkey_lets_nobody_in_and_the_code_still_does(
    entrance: Entrance, key: SoftAuthenticator, me: Headers
) -> None:
    [shown] = entrance.client.get(PREFIX + KEYS, headers=me).get_json()["items"]
    address = f"{PREFIX}{KEYS}/{shown['id']}"
    assert entrance.client.delete(address, headers=entrance.come_in(ANOTHER)).status_code == 404
    assert entrance.client.delete(address, headers=me).status_code == 204
    assert _is_the_one_answer(entrance.sign_in(key))
    entrance.clock.advance(minutes=1)
    assert entrance.come_in()


FORGED_SIGNATURES: dict[str, dict[str, Any]] = {
    "another origin": {"origin": "https://evil.example"},
    "the same machine by its number": {"origin": "http://127.0.0.1:8000"},
    "another port": {"origin": "http://localhost:8001"},
    "a frame in another page": {"cross_origin": True},
    "made for another address": {"rp_id": "evil.example"},
    "nobody was there": {"flags": RECOGNISED},
    "nobody was recognised": {"flags": PRESENT},
    "no flags": {"flags": 0},
    "another ceremony": {"type": "webauthn.create"},
    "another challenge": {"challenge": as_text(b"a challenge that was never made!")},
    "an empty challenge": {"challenge": ""},
    "another key": {"key": ec.generate_private_key(ec.SECP256R1())},
    "an unknown credential": {"credential_id": b"nobody's"},
    "a signature of nothing": {"signature": b"0"},
    "no client data": {"client_data": b"x"},
    "client data that is a list": {"client_data": b"[]"},
    "data that is too short": {"authenticator_data": b"x" * 36},
    "somebody else's handle": {"user_handle": as_text(b"ac_00000000000000000001")},
}


@pytest.mark.parametrize("forged", FORGED_SIGNATURES.values(), ids=FORGED_SIGNATURES.keys())
def test_whatever_is_forged_in_a_signature_is_one_answer(
    entrance: Entrance, key: SoftAuthenticator, me: Headers, forged: dict[str, Any]
) -> None:
    sessions = len(entrance.rows("sessions"))
    refused = entrance.sign_in(key, **forged)
    assert _is_the_one_answer(refused), refused.text
    assert len(entrance.rows("sessions")) == sessions
    assert entrance.sign_in(key).status_code == 200


def test_all_refusals_are_the_same_bytes(entrance: Entrance, key: SoftAuthenticator, me: Headers) -> None:
    refused = [entrance.sign_in(key, **forged) for forged in FORGED_SIGNATURES.values()]
    assert len({re.sub(rb"urn:request:\w+", b"", a.data) for a in refused}) == 1


FORGED_KEYS: dict[str, dict[str, Any]] = {
    "another origin": {"origin": "https://evil.example"},
    "a frame in another page": {"cross_origin": True},
    "made for another address": {"rp_id": "evil.example"},
    "nobody was there": {"flags": RECOGNISED | WITH_KEY},
    "nobody was recognised": {"flags": PRESENT | WITH_KEY},
    "no key in it": {"flags": PRESENT | RECOGNISED},
    "another ceremony": {"type": "webauthn.get"},
    "another challenge": {"challenge": as_text(b"a challenge that was never made!")},
    "an algorithm that was not asked for": {"alg": -47},
    "no algorithm at all": {"alg": 0},
    "another credential's name": {"credential_id": b"another"},
    "a statement that lies": {"fmt": "packed", "statement": {"alg": -7, "sig": b"0"}},
    "a statement where there is none": {"statement": {"sig": b"0"}},
    "a form that nobody knows": {"fmt": "made-up"},
}


@pytest.mark.parametrize("forged", FORGED_KEYS.values(), ids=FORGED_KEYS.keys())
def test_whatever_is_forged_in_a_new_key_is_one_answer(
    entrance: Entrance, key: SoftAuthenticator, forged: dict[str, Any]
) -> None:
    headers = entrance.come_in()
    assert _is_the_one_answer(entrance.add(headers, key, **forged))
    assert entrance.rows("passkeys") == []


def test_a_challenge_is_good_once(entrance: Entrance, key: SoftAuthenticator, me: Headers) -> None:
    shown = key.signs(entrance.challenge())
    answers = [entrance.post(f"{KEYS}/sign-in", shown) for _ in range(2)]
    assert answers[0].status_code == 200
    assert _is_the_one_answer(answers[1])


def test_a_challenge_that_was_answered_wrongly_is_used_up(
    entrance: Entrance, key: SoftAuthenticator, me: Headers
) -> None:
    challenge = entrance.challenge()
    assert _is_the_one_answer(entrance.post(f"{KEYS}/sign-in", key.signs(challenge, flags=PRESENT)))
    assert _is_the_one_answer(entrance.post(f"{KEYS}/sign-in", key.signs(challenge)))


def test_a_challenge_is_good_for_five_minutes(
    entrance: Entrance, key: SoftAuthenticator, me: Headers
) -> None:
    early, late = entrance.challenge(), entrance.challenge()
    entrance.clock.advance(minutes=4, seconds=59)
    assert entrance.post(f"{KEYS}/sign-in", key.signs(early)).status_code == 200
    entrance.clock.advance(seconds=1)
    assert _is_the_one_answer(entrance.post(f"{KEYS}/sign-in", key.signs(late)))


def test_a_challenge_for_one_thing_is_none_for_another(
    entrance: Entrance, key: SoftAuthenticator, me: Headers
) -> None:
    for_adding = entrance.offer(me)["challenge"]
    assert _is_the_one_answer(entrance.post(f"{KEYS}/sign-in", key.signs(for_adding)))
    other = SoftAuthenticator()
    assert _is_the_one_answer(entrance.post(KEYS, other.registers(entrance.challenge()), me))


def test_a_challenge_for_one_person_is_none_for_another(entrance: Entrance, me: Headers) -> None:
    theirs = entrance.offer(entrance.come_in(ANOTHER))["challenge"]
    assert _is_the_one_answer(entrance.post(KEYS, SoftAuthenticator().registers(theirs), me))


def test_a_key_belongs_to_whoever_brought_it_first(
    entrance: Entrance, key: SoftAuthenticator, me: Headers
) -> None:
    assert _is_the_one_answer(entrance.add(entrance.come_in(ANOTHER), key))
    assert entrance.sign_in(key).get_json()["account"]["phone"] == PHONE


def test_a_copied_key_is_found_by_its_count_and_lets_neither_in(
    entrance: Entrance, key: SoftAuthenticator, me: Headers
) -> None:
    assert entrance.sign_in(key, count=7).status_code == 200
    assert _is_the_one_answer(entrance.sign_in(key, count=7))
    assert _is_the_one_answer(entrance.sign_in(key, count=8))
    [shown] = entrance.client.get(PREFIX + KEYS, headers=me).get_json()["items"]
    assert shown["copied_at"] is not None
    told = entrance.rows("audit_entries", entity="passkey", action="found_copied")
    assert [t["entity_id"] for t in told] == [shown["id"]]
    reasons = [r["reason"] for r in entrance.rows("audit_entries", entity="sign_in", action="refused")]
    assert reasons == ["copied_passkey", "unknown"]


def test_a_count_that_was_not_signed_is_not_believed(
    entrance: Entrance, key: SoftAuthenticator, me: Headers
) -> None:
    """A stranger who knows the credential could otherwise make its owner's key look copied."""
    assert entrance.sign_in(key, count=7).status_code == 200
    forged = {"count": 1, "key": ec.generate_private_key(ec.SECP256R1())}
    assert _is_the_one_answer(entrance.sign_in(key, **forged))
    assert entrance.sign_in(key, count=8).status_code == 200


def test_an_authenticator_that_does_not_count_comes_in_every_time(entrance: Entrance) -> None:
    silent = SoftAuthenticator(counts=False)
    assert entrance.add(entrance.come_in(), silent).status_code == 201
    assert [entrance.sign_in(silent).status_code for _ in range(3)] == [200] * 3


def test_a_disabled_account_is_not_let_in_by_its_passkey(
    entrance: Entrance, key: SoftAuthenticator, me: Headers
) -> None:
    entrance.suite.engine.database["patient_accounts"].update_one({}, {"$set": {"state": "disabled"}})
    assert _is_the_one_answer(entrance.sign_in(key))


def test_one_place_gets_sixty_challenges_an_hour(entrance: Entrance) -> None:
    for _ in range(60):
        assert entrance.post(f"{KEYS}/sign-in-options").status_code == 200
    refused = entrance.post(f"{KEYS}/sign-in-options")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1800")


def test_ten_passkeys_are_enough(entrance: Entrance) -> None:
    headers = entrance.come_in()
    for _ in range(9):
        assert entrance.add(headers, SoftAuthenticator()).status_code == 201
    early = [entrance.offer(headers)["challenge"] for _ in range(2)]
    made = [entrance.post(KEYS, SoftAuthenticator().registers(one), headers) for one in early]
    assert [m.status_code for m in made] == [201, 409]
    assert entrance.post(f"{KEYS}/registration-options", by=headers).status_code == 409


def test_the_database_and_the_trail_tell_no_phone_no_label_and_no_challenge(
    entrance: Entrance, key: SoftAuthenticator, me: Headers
) -> None:
    challenge = entrance.challenge()
    kept = str([entrance.rows(n) for n in ("passkeys", "passkey_challenges", "audit_entries")])
    for secret in (PHONE[3:], "My phone", challenge):
        assert secret not in kept
    assert [r["action"] for r in entrance.rows("audit_entries", entity="passkey")] == ["added"]


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.ADMIN, Role.OPERATOR])
def test_passkeys_are_for_patients(entrance: Entrance, role: Role) -> None:
    assert entrance.post(f"{KEYS}/registration-options", by=a_bearer(entrance.suite, role)).status_code == 403


@pytest.fixture
def nameless(preview: Engine, clock: FrozenClock) -> FlaskClient:
    """An installation that is reached at a number."""
    named = some_settings(CLINIC_PUBLIC_URL="http://192.0.2.7:8000", CLINIC_LOG_LEVEL="error")
    return create_app(wire(named, clock=clock, engine=preview)).test_client()


def test_at_a_bare_number_it_is_said_that_there_are_no_passkeys(nameless: FlaskClient) -> None:
    answer = nameless.post(f"{PREFIX}{KEYS}/sign-in-options")
    assert (answer.status_code, answer.get_json()["type"]) == (503, "/problems/passkeys-unavailable")


@pytest.fixture
def broken(entrance: Entrance, key: SoftAuthenticator, me: Headers) -> Callable[[str, bytes], TestResponse]:
    """Sign in with one part replaced by whatever bytes."""

    def knock(part: str, noise: bytes) -> TestResponse:
        shown = {**key.signs(entrance.challenge()), part: as_text(noise) or "A"}
        return entrance.post(f"{KEYS}/sign-in", shown)

    return knock


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(
    part=st.sampled_from(["client_data", "authenticator_data", "signature", "credential_id"]),
    noise=st.binary(max_size=200),
)
def test_noise_is_refused_and_never_a_fault(
    entrance: Entrance, broken: Callable[[str, bytes], TestResponse], part: str, noise: bytes
) -> None:
    entrance.suite.engine.database["code_places"].delete_many({})
    assert _is_the_one_answer(broken(part, noise))
