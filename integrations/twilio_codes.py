"""Codes by SMS and WhatsApp through Twilio.

A code is in the form that is posted and nowhere else: the SDK's own request log is off, what it
remembers of the last request is forgotten, and no fault that leaves this module carries its cause.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import attrs
import requests
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from urllib3.exceptions import NewConnectionError

from clinic_suite.auth.model import Channel
from clinic_suite.auth.ports import CodeSender, CodesUnavailable, NumberUnreachable
from clinic_suite.kernel.log import logger
from integrations.patience import PAUSES_S, Breaker

BASE = "https://api.twilio.com"
GAP = "{#var#}"
"""How the operators' register (DLT) writes the place of a variable."""

_CONNECT_S, _ANSWER_S = 3.0, 6.0
_GOOD_FOR_S = "300"
_LONGEST_VARIABLE = 30
# Said about the number and not about us: not a number, no mobile, has opted out, is not on WhatsApp.
_NUMBERS_OWN = frozenset({21211, 21214, 21217, 21610, 21612, 21614, 63003, 63024})
# Refused before anything was done with it, so a second try cannot send a second message.
_NOT_BEGUN = frozenset({429, 503})


@attrs.frozen(kw_only=True)
class DltTemplate:
    """A text as it stands in the operators' register, with the ids that travel with each message.

    A message whose text differs by one letter is dropped on its way, so the text is never composed
    anywhere else than from here.
    """

    entity_id: str
    template_id: str
    text: str

    def filled(self, code: str) -> str:
        if self.text.count(GAP) != 1 or not 0 < len(code) <= _LONGEST_VARIABLE:
            raise ValueError("the template has one gap, and what fills it is short")
        return self.text.replace(GAP, code)


class Post:
    """One account's door for messages: timeouts, three tries where a second one is safe, a breaker."""

    def __init__(
        self,
        account: str,
        token: str,
        *,
        base: str = BASE,
        timeout_s: tuple[float, float] = (_CONNECT_S, _ANSWER_S),
        breaker: Breaker | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        http = _QuietHttp()
        # Set afterwards, because its constructor compares it with a number: to connect, and to be answered.
        http.timeout = timeout_s
        self._client = Client(account, token, http_client=http)
        self._address = f"{base}/2010-04-01/Accounts/{account}/Messages.json"
        self._breaker = breaker or Breaker()
        self._pause = pause

    def require_able(self) -> None:
        if self._breaker.is_open():
            raise CodesUnavailable

    def message(self, form: Mapping[str, str]) -> None:
        """Hand a message over, or refuse; it has surely not been handed over only when it is tried again."""
        outcome = _Outcome.AGAIN
        for attempt, pause in enumerate((0.0, *PAUSES_S), 1):
            if outcome is not _Outcome.AGAIN:
                break
            self._pause(pause)
            if not self._breaker.let_through():
                raise CodesUnavailable
            outcome = self._tried(form, attempt)
        if outcome is _Outcome.NUMBERS_OWN:
            raise NumberUnreachable
        if outcome is not _Outcome.TAKEN:
            raise CodesUnavailable

    def _tried(self, form: Mapping[str, str], attempt: int) -> _Outcome:
        try:
            answer = self._client.request("POST", self._address, data=dict(form))
        except requests.RequestException as fault:
            return self._failed(type(fault).__name__, attempt, again=_never_arrived(fault))
        told = _read(answer.text)
        if answer.status_code == 201 and told.get("sid"):
            self._breaker.succeeded()
            return _Outcome.TAKEN
        if told.get("code") in _NUMBERS_OWN:
            self._breaker.succeeded()
            return _Outcome.NUMBERS_OWN
        why = f"answered {answer.status_code}/{told.get('code', 'unreadable')}"
        return self._failed(why, attempt, again=answer.status_code in _NOT_BEGUN)

    def _failed(self, why: str, attempt: int, *, again: bool) -> _Outcome:
        self._breaker.failed()
        logger.warning("code_not_sent", fault=why, attempt=attempt)
        return _Outcome.AGAIN if again else _Outcome.FAILED


class _Outcome(StrEnum):
    """What became of one try."""

    TAKEN = "taken"
    NUMBERS_OWN = "numbers_own"
    AGAIN = "again"
    FAILED = "failed"


class BySms:
    """A text of the register, sent under the clinic's own header."""

    def __init__(self, post: Post, sender: str, template: DltTemplate) -> None:
        self._post = post
        self._sender = sender
        self._template = template

    def require_able(self, channel: Channel) -> None:
        self._post.require_able()

    def send(self, phone: str, channel: Channel, code: str) -> None:
        form = {
            "To": phone,
            **_from(self._sender),
            "Body": self._template.filled(code),
            "EntityId": self._template.entity_id,
            "TemplateId": self._template.template_id,
            # What arrives after the code has expired only confuses.
            "ValidityPeriod": _GOOD_FOR_S,
        }
        self._post.message(form)


class ByWhatsApp:
    """An approved authentication template: free text is refused outside of a conversation (63016)."""

    def __init__(self, post: Post, sender: str, content_sid: str) -> None:
        self._post = post
        self._sender = sender
        self._content_sid = content_sid

    def require_able(self, channel: Channel) -> None:
        self._post.require_able()

    def send(self, phone: str, channel: Channel, code: str) -> None:
        form = {
            "To": f"whatsapp:{phone}",
            "From": f"whatsapp:{self._sender}",
            "ContentSid": self._content_sid,
            "ContentVariables": json.dumps({"1": code}),
        }
        self._post.message(form)


class ByChannel:
    """Each channel's own sender; a channel that is not set up is refused and not replaced by another.

    Whoever has asked for WhatsApp looks there, so a text message would be a code that nobody finds.
    """

    def __init__(self, senders: Mapping[Channel, CodeSender]) -> None:
        self._senders = dict(senders)

    def require_able(self, channel: Channel) -> None:
        self._of(channel).require_able(channel)

    def send(self, phone: str, channel: Channel, code: str) -> None:
        self._of(channel).send(phone, channel, code)

    def _of(self, channel: Channel) -> CodeSender:
        sender = self._senders.get(channel)
        if sender is None:
            raise CodesUnavailable("Codes are not sent this way here. Please choose the other one.")
        return sender


class _QuietHttp(TwilioHttpClient):  # type: ignore[misc]
    """Writes no request and no answer to any log, and forgets each."""

    def request(self, *args: Any, **options: Any) -> Any:
        try:
            return super().request(*args, **options)
        finally:
            self._test_only_last_request = None
            self._test_only_last_response = None

    def log_request(self, kwargs: Any) -> None:
        """The form holds a telephone number and a code."""

    def log_response(self, status_code: int, response: Any) -> None:
        """The answer repeats the form."""


def _from(sender: str) -> dict[str, str]:
    """A messaging service is named by its id; everything else is a header or a number."""
    return {"MessagingServiceSid": sender} if sender.startswith("MG") else {"From": sender}


def _never_arrived(fault: requests.RequestException) -> bool:
    """Whether no connection was ever made; a connection that broke may have carried the message."""
    if isinstance(fault, requests.ConnectTimeout):
        return True
    cause = fault.args[0] if fault.args else None
    return isinstance(getattr(cause, "reason", None), NewConnectionError)


def _read(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
