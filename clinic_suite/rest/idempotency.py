"""A retry with the same key is the same request: one effect, one answer.

The key is written once, with its answer, in the very transaction that makes the change.  So there is no
moment at which the change is there and the key is not, and a crash needs no clean-up.  Whoever does the same a
second time is refused by the key at the latest, and is given the first one's answer.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import attrs
import flask
import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic_suite.kernel.clock import Clock
from clinic_suite.kernel.collections import BYTES, INSTANT, TEXT, CollectionSpec, IndexSpec, document, or_null
from clinic_suite.kernel.errors import Malformed, NotValid, Refusal
from clinic_suite.kernel.mongo import DatabaseFault, DuplicateKey, Engine, is_write_conflict
from clinic_suite.kernel.unit_of_work import UnitOfWork
from clinic_suite.rest.actor import who_asks

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
DAY = timedelta(hours=24)
MONEY = timedelta(hours=72)
_KEY = re.compile(r"^[\x21-\x7e]{8,128}$")
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")
_LOOKS = 5
_BETWEEN_LOOKS_S = 0.05
_NONCE = 12

COLLECTIONS = (
    CollectionSpec(
        name="idempotency_keys",
        shape=document({"_id": TEXT, "fingerprint": TEXT, "answer": or_null(BYTES), "forget_at": INSTANT}),
        indexes=(IndexSpec(name="forgotten", keys=(("forget_at", 1),), expires_after_s=0),),
    ),
)


class IdempotencyKeyMissing(Malformed):
    """Without a key a lost answer could become a second booking."""

    title = "Send an Idempotency-Key with this request."


class IdempotencyKeyReused(NotValid):
    """The same key came with another body."""

    title = "This Idempotency-Key belongs to another request."


class IdempotencyKeyRunning(Refusal):
    """The first request with this key is still being worked on."""

    status = 409
    title = "This request is being worked on. Ask again in a moment."


class _NotYet(Exception):
    """Somebody works on the same request, or has just finished: look again in a moment."""


@attrs.frozen
class _Asked:
    """One request by its key, and what it said."""

    id: str
    fingerprint: str


class IdempotencyKeys:
    """The book of keys.  Answers are kept encrypted, because they may carry a patient's data."""

    def __init__(self, engine: Engine, uow: UnitOfWork, clock: Clock, key: bytes) -> None:
        self._keys = engine.database["idempotency_keys"]
        self._uow = uow
        self._clock = clock
        self._cipher = AESGCM(key)
        self._running: set[str] = set()
        self._door = threading.Lock()

    def once(
        self, view: Callable[[], flask.Response], kept_for: timedelta, *, looks_first: bool = False
    ) -> flask.Response:
        """Run the view and keep its answer, or give the kept answer again."""
        asked = _Asked(_scope(), _fingerprint())
        if looks_first and (kept := self._kept(asked)):
            return kept
        for _ in range(_LOOKS):
            try:
                with self._alone(asked):
                    return self._first_time(asked, view, kept_for)
            except _NotYet:
                # Its transaction will soon have committed, or will have vanished.
                time.sleep(_BETWEEN_LOOKS_S)
            if kept := self._kept(asked):
                return kept
        raise IdempotencyKeyRunning

    @contextmanager
    def _alone(self, asked: _Asked) -> Iterator[None]:
        """No request twice at once in this process.  In two, the database lets one of them through."""
        with self._door:
            if asked.id in self._running:
                raise _NotYet
            self._running.add(asked.id)
        try:
            yield
        finally:
            with self._door:
                self._running.remove(asked.id)

    def _first_time(
        self, asked: _Asked, view: Callable[[], flask.Response], kept_for: timedelta
    ) -> flask.Response:
        def work(_: object) -> flask.Response:
            answer = view()
            self._keep(asked, answer, kept_for)
            return answer

        try:
            return self._uow.run(work)
        except Refusal:
            # It may be refused for what itself has done: the time is taken, by the first of these requests.
            if kept := self._kept(asked):
                return kept
            raise

    def _keep(self, asked: _Asked, answer: flask.Response, kept_for: timedelta) -> None:
        row = {
            "_id": asked.id,
            "fingerprint": asked.fingerprint,
            "answer": self._pack(asked.id, answer),
            "forget_at": self._clock.now() + kept_for,
        }
        try:
            self._keys.insert_one(row)
        except DuplicateKey:
            raise _NotYet from None
        except DatabaseFault as fault:
            if is_write_conflict(fault):
                raise _NotYet from None
            raise

    def _kept(self, asked: _Asked) -> flask.Response | None:
        kept = self._keys.find_one({"_id": asked.id})
        return None if kept is None else self._again(asked.id, asked.fingerprint, kept)

    def _again(self, id_: str, fingerprint: str, kept: dict[str, object]) -> flask.Response:
        if kept["fingerprint"] != fingerprint:
            raise IdempotencyKeyReused
        answer = self._unpack(id_, kept["answer"])
        answer.headers[REPLAYED] = "true"
        return answer

    def _pack(self, id_: str, answer: flask.Response) -> bytes:
        headers = {n: answer.headers[n] for n in _KEPT_HEADERS if n in answer.headers}
        plain = orjson.dumps([answer.status_code, headers, answer.get_data(as_text=True)])
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, id_.encode())

    def _unpack(self, id_: str, packed: object) -> flask.Response:
        raw = bytes(packed)  # type: ignore[call-overload]
        status, headers, body = orjson.loads(self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], id_.encode()))
        return flask.Response(body, status, headers)


@attrs.frozen
class Once:
    """A door that needs a key, and for how long the key is remembered."""

    kept_for: timedelta = DAY
    looks_first: bool = False
    """Whether to look for the key before anything is done, which is a round trip more: where doing it again
    in vain uses something up that does not come back, e.g. a record number."""


def _scope() -> str:
    key = flask.request.headers.get(HEADER)
    if key is None:
        raise IdempotencyKeyMissing
    if not _KEY.match(key):
        raise NotValid(f"{HEADER} must be 8 to 128 visible characters.")
    actor = who_asks()
    rule = flask.request.url_rule.rule if flask.request.url_rule else flask.request.path
    return _digest(actor.account_id or actor.ip, flask.request.method, rule, key)


def _fingerprint() -> str:
    return _digest(flask.request.path, flask.request.get_data(cache=True))


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.blake2b(digest_size=24)
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode()
        digest.update(len(raw).to_bytes(4, "big") + raw)
    return digest.hexdigest()
