"""Whoever brings the codes: the code arrives, or its sender hears by name why not, and it is nowhere else."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest
import structlog

from clinic_suite.auth.errors import CodesUnavailable, NumberUnreachable
from clinic_suite.auth.model import Channel
from clinic_suite.auth.ports import CodeSender
from clinic_suite.auth.repository import DemoTray, NoSender
from integrations.patience import PAUSES_S, Breaker
from integrations.twilio_codes import ByChannel, BySms, ByWhatsApp, DltTemplate, Post
from tests.fakes.code_sender import FakeCodeSender
from tests.fakes.twilio import Provider, provider_of_messages, refused

PHONE, CODE = "+919812345678", "482913"
ACCOUNT, TOKEN = "AC" + "0" * 32, "a token of the account"
CONTENT = "HX" + "0" * 32
TEMPLATE = DltTemplate(
    entity_id="1201159146626171148",
    template_id="1207161174788532160",
    text="{#var#} is your code for Sahyadri Family Clinic. It is good for 5 minutes.",
)


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    with provider_of_messages(made):
        yield made


@pytest.fixture
def pauses() -> list[float]:
    return []


class _Ticks:
    """A watch that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> _Ticks:
    return _Ticks()


@pytest.fixture
def post(provider: Provider, pauses: list[float], ticks: _Ticks) -> Post:
    return _post(provider.base, pauses, ticks)


@pytest.fixture
def sms(post: Post) -> BySms:
    return BySms(post, "SAHYDR", TEMPLATE)


@attrs.frozen
class Way:
    """One sender, its channel, and what arrived by it."""

    sender: CodeSender
    channel: Channel
    arrived: Callable[[], list[tuple[str, str]]]


@pytest.fixture(params=["fake", "demo", "sms", "whatsapp"])
def way(request: pytest.FixtureRequest) -> Way:
    if request.param == "fake":
        fake = FakeCodeSender()
        return Way(fake, Channel.SMS, lambda: [(phone, code) for phone, _, code in fake.sent])
    if request.param == "demo":
        tray: DemoTray = request.getfixturevalue("suite").part(DemoTray)
        return Way(tray, Channel.SMS, lambda: [(m.to, m.text[:6]) for m in tray.newest(None)])
    provider: Provider = request.getfixturevalue("provider")
    post: Post = request.getfixturevalue("post")
    if request.param == "sms":
        sms = BySms(post, "SAHYDR", TEMPLATE)
        return Way(sms, Channel.SMS, lambda: [(p.form["To"], p.form["Body"][:6]) for p in provider.posted])
    whatsapp = ByWhatsApp(post, "+912025441234", CONTENT)
    return Way(whatsapp, Channel.WHATSAPP, lambda: [_in_whatsapp(p.form) for p in provider.posted])


def test_a_code_arrives_at_its_number(way: Way) -> None:
    way.sender.require_able(way.channel)
    way.sender.send(PHONE, way.channel, CODE)

    assert way.arrived() == [(PHONE, CODE)]


def test_a_text_message_is_the_registered_text_and_carries_its_ids(sms: BySms, provider: Provider) -> None:
    sms.send(PHONE, Channel.SMS, CODE)

    [posted] = provider.posted
    assert posted.path == f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    assert posted.account == f"{ACCOUNT}:{TOKEN}"
    assert posted.form == {
        "To": PHONE,
        "From": "SAHYDR",
        "Body": "482913 is your code for Sahyadri Family Clinic. It is good for 5 minutes.",
        "EntityId": TEMPLATE.entity_id,
        "TemplateId": TEMPLATE.template_id,
        "ValidityPeriod": "300",
    }


def test_a_messaging_service_is_named_as_one(post: Post, provider: Provider) -> None:
    BySms(post, "MG" + "1" * 32, TEMPLATE).send(PHONE, Channel.SMS, CODE)
    assert provider.posted[0].form["MessagingServiceSid"] == "MG" + "1" * 32
    assert "From" not in provider.posted[0].form


@pytest.mark.parametrize(
    ("text", "code"),
    [("no gap", CODE), ("{#var#} and {#var#}", CODE), ("{#var#}", "4" * 31), ("{#var#}", "")],
)
def test_a_text_that_would_not_match_the_register_is_not_sent(
    post: Post, provider: Provider, text: str, code: str
) -> None:
    with pytest.raises(ValueError, match="one gap"):
        BySms(post, "SAHYDR", attrs.evolve(TEMPLATE, text=text)).send(PHONE, Channel.SMS, code)
    assert provider.posted == []


def test_whatsapp_gets_the_approved_template_and_no_free_text(post: Post, provider: Provider) -> None:
    ByWhatsApp(post, "+912025441234", CONTENT).send(PHONE, Channel.WHATSAPP, CODE)

    assert provider.posted[0].form == {
        "To": f"whatsapp:{PHONE}",
        "From": "whatsapp:+912025441234",
        "ContentSid": CONTENT,
        "ContentVariables": '{"1": "482913"}',
    }


@pytest.mark.parametrize("status", [429, 503])
def test_what_was_not_begun_is_tried_three_times_with_growing_pauses(
    sms: BySms, provider: Provider, pauses: list[float], status: int
) -> None:
    provider.answers = [refused(status, 20429)] * 2
    sms.send(PHONE, Channel.SMS, CODE)

    assert len(provider.posted) == 3
    assert [p for p in pauses if p] == list(PAUSES_S)
    assert PAUSES_S[0] < PAUSES_S[1]


def test_after_the_third_try_the_person_is_told(sms: BySms, provider: Provider) -> None:
    provider.answers = [refused(429, 20429)] * 9
    with pytest.raises(CodesUnavailable):
        sms.send(PHONE, Channel.SMS, CODE)
    assert len(provider.posted) == 3


@pytest.mark.parametrize(
    "answer",
    [
        (500, '{"code": 20500}'),
        (502, "<html>Bad gateway</html>"),
        (401, '{"code": 20003}'),
        (400, '{"code": 63016}'),
        (201, "{broken"),
        (201, "[]"),
        (200, "{}"),
        (302, ""),
    ],
)
def test_what_may_have_been_sent_or_will_never_be_is_tried_once(
    sms: BySms, provider: Provider, answer: tuple[int, str]
) -> None:
    provider.answers = [answer]
    with pytest.raises(CodesUnavailable):
        sms.send(PHONE, Channel.SMS, CODE)
    assert len(provider.posted) == 1


def test_an_answer_that_does_not_come_is_not_waited_for_and_not_asked_for_again(
    provider: Provider, pauses: list[float], ticks: _Ticks
) -> None:
    provider.late_s = 1.0
    impatient = _post(provider.base, pauses, ticks, timeout_s=(0.2, 0.2))
    with pytest.raises(CodesUnavailable):
        BySms(impatient, "SAHYDR", TEMPLATE).send(PHONE, Channel.SMS, CODE)
    assert len(provider.posted) == 1


def test_where_nobody_listens_it_is_tried_three_times(pauses: list[float], ticks: _Ticks) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(CodesUnavailable):
            BySms(_post(base, pauses, ticks), "SAHYDR", TEMPLATE).send(PHONE, Channel.SMS, CODE)
    assert [p for p in pauses if p] == list(PAUSES_S)


@pytest.mark.parametrize("code", [21211, 21614, 21610, 63003])
def test_a_number_that_gets_no_messages_is_told_apart_and_does_not_count_against_the_provider(
    sms: BySms, provider: Provider, code: int
) -> None:
    provider.answers = [refused(400, code)] * 9
    for _ in range(9):
        with pytest.raises(NumberUnreachable):
            sms.send(PHONE, Channel.SMS, CODE)
    assert len(provider.posted) == 9


def test_a_provider_that_is_down_is_left_alone_for_a_while_and_then_asked_by_one(
    sms: BySms, provider: Provider, ticks: _Ticks
) -> None:
    provider.answers = [(500, "{}")] * 6
    for _ in range(5):
        sms.require_able(Channel.SMS)
        with pytest.raises(CodesUnavailable):
            sms.send(PHONE, Channel.SMS, CODE)
    with pytest.raises(CodesUnavailable):
        sms.require_able(Channel.SMS)
    with pytest.raises(CodesUnavailable):
        sms.send(PHONE, Channel.SMS, CODE)
    assert len(provider.posted) == 5

    ticks.now += 30
    sms.require_able(Channel.SMS)
    with pytest.raises(CodesUnavailable):
        sms.send(PHONE, Channel.SMS, CODE)
    assert len(provider.posted) == 6
    with pytest.raises(CodesUnavailable):
        sms.require_able(Channel.SMS)

    ticks.now += 30
    sms.send(PHONE, Channel.SMS, CODE)
    sms.send(PHONE, Channel.SMS, CODE)
    assert len(provider.posted) == 8


def test_while_one_looks_whether_the_provider_is_back_the_others_are_refused(ticks: _Ticks) -> None:
    breaker = Breaker(ticks)
    for _ in range(5):
        breaker.failed()
    ticks.now += 30
    assert [breaker.let_through() for _ in range(3)] == [True, False, False]


@pytest.mark.parametrize("answer", [(500, "{}"), refused(400, 21211), refused(429, 20429), (201, "{broken")])
def test_neither_code_nor_number_is_in_a_refusal_or_a_log(
    sms: BySms, provider: Provider, caplog: pytest.LogCaptureFixture, answer: tuple[int, str]
) -> None:
    provider.answers = [answer] * 3
    with (
        structlog.testing.capture_logs() as lines,
        caplog.at_level(logging.DEBUG),
        pytest.raises((CodesUnavailable, NumberUnreachable)) as refusal,
    ):
        sms.send(PHONE, Channel.SMS, CODE)
    seen = f"{refusal.value!r} {refusal.value.__dict__} {lines} {caplog.text}"

    assert CODE not in seen
    assert PHONE[3:] not in seen
    assert refusal.value.__cause__ is None
    assert refusal.value.__context__ is None


def test_the_sdk_keeps_no_last_request(post: Post, provider: Provider) -> None:
    BySms(post, "SAHYDR", TEMPLATE).send(PHONE, Channel.SMS, CODE)
    http: Any = post._client.http_client
    assert (http._test_only_last_request, http._test_only_last_response) == (None, None)


def test_each_channel_has_its_own_sender_and_none_takes_anothers_place() -> None:
    sms = FakeCodeSender()
    both = ByChannel({Channel.SMS: sms})
    both.send(PHONE, Channel.SMS, CODE)
    for refusing in (
        lambda: both.require_able(Channel.WHATSAPP),
        lambda: both.send(PHONE, Channel.WHATSAPP, CODE),
    ):
        with pytest.raises(CodesUnavailable, match="choose the other one"):
            refusing()
    assert sms.newest() == CODE
    assert len(sms.sent) == 1


def test_where_no_provider_is_set_up_it_is_said_and_not_pretended() -> None:
    for refusing in (
        lambda: NoSender().require_able(Channel.SMS),
        lambda: NoSender().send(PHONE, Channel.SMS, CODE),
    ):
        with pytest.raises(CodesUnavailable):
            refusing()


def _post(base: str, pauses: list[float], ticks: _Ticks, **options: Any) -> Post:
    return Post(ACCOUNT, TOKEN, base=base, breaker=Breaker(ticks), pause=pauses.append, **options)


def _in_whatsapp(form: dict[str, str]) -> tuple[str, str]:
    return form["To"].removeprefix("whatsapp:"), json.loads(form["ContentVariables"])["1"]
