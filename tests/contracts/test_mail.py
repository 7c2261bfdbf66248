"""Whoever brings the mail: it arrives whole, or its sender hears by name why not."""

from __future__ import annotations

import email
import email.policy
import ssl
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import attrs
import pytest

from clinic_suite.auth.errors import AddressUnreachable, MailUnavailable
from clinic_suite.auth.model import Mail
from clinic_suite.auth.ports import MailSender
from clinic_suite.auth.repository import DemoMail, DemoTray
from integrations.smtp_mail import BySmtp, MailServer, Tls
from tests.fakes.mail import FakeMail
from tests.fakes.smtp import Mailbox, mail_server

TEXT = "Namaste,\n\nनमस्ते https://clinic.example/staff/reset#K7x2v9Qw4dTrB1nM5sYpE8hLcAfGjUoZ3iR6tVbXeW0\n"
LETTER = Mail(to="asha@sahyadri.example", subject="Your password · पासवर्ड", text=TEXT, key="rs_1")


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@pytest.fixture
def context(box: Mailbox, tmp_path: Path) -> Iterator[ssl.SSLContext]:
    with mail_server(box, tmp_path) as believed:
        yield believed


@attrs.frozen
class Post:
    """One sender, what it delivered, and how its receiver goes away."""

    sender: MailSender
    arrived: Callable[[], list[tuple[str, str, str]]]


@pytest.fixture(params=["fake", "demo", "smtp"])
def post(request: pytest.FixtureRequest) -> Post:
    if request.param == "fake":
        fake = FakeMail()
        return Post(fake, lambda: [(m.to, m.subject, m.text) for m in fake.sent])
    if request.param == "demo":
        tray = request.getfixturevalue("suite").part(DemoTray)
        return Post(DemoMail(tray), lambda: [_in_tray(m.to, m.text) for m in tray.newest(None)])
    box, context = request.getfixturevalue("box"), request.getfixturevalue("context")
    return Post(_smtp(box, context), lambda: [_read(mail) for mail in box.mails])


def test_a_mail_arrives_whole(post: Post) -> None:
    post.sender.require_able()
    post.sender.send(LETTER)

    assert post.arrived() == [(LETTER.to, LETTER.subject, TEXT)]


def test_it_travels_encrypted_and_under_the_clinics_own_name(box: Mailbox, context: ssl.SSLContext) -> None:
    _smtp(box, context, user="clinic", password="let me in").send(LETTER)

    assert box.were_encrypted == [True]
    assert len(box.signed_in) == 1
    written = _written(box.mails[0])
    assert (written["From"], written["Auto-Submitted"]) == ("desk@sahyadri.example", "auto-generated")
    assert written["Message-ID"] == "<rs_1@sahyadri.example>"


def test_the_same_mail_sent_twice_carries_the_same_name(box: Mailbox, context: ssl.SSLContext) -> None:
    for _ in range(2):
        _smtp(box, context).send(LETTER)
    assert len({_written(mail)["Message-ID"] for mail in box.mails}) == 1


def test_a_server_that_does_not_encrypt_gets_no_mail(box: Mailbox, context: ssl.SSLContext) -> None:
    box.offers_starttls = False
    with pytest.raises(MailUnavailable):
        _smtp(box, context, user="clinic", password="let me in").send(LETTER)
    assert (box.mails, box.signed_in) == ([], [])


def test_a_server_whose_certificate_nobody_knows_gets_no_mail(box: Mailbox, context: ssl.SSLContext) -> None:
    with pytest.raises(MailUnavailable):
        _smtp(box, ssl.create_default_context()).send(LETTER)
    assert box.mails == []


@pytest.mark.parametrize("field", ["to", "subject", "key"])
def test_a_line_break_makes_no_header(box: Mailbox, context: ssl.SSLContext, field: str) -> None:
    smuggled = attrs.evolve(LETTER, **{field: f"{getattr(LETTER, field)}\r\nBcc: thief@else.example"})
    with pytest.raises(ValueError, match="control character"):
        _smtp(box, context).send(smuggled)
    assert (box.mails, box.receivers) == ([], [])


@pytest.mark.parametrize(
    ("trouble", "said", "refusal"),
    [
        ("refuses_receiver", "550 no such user asha", AddressUnreachable),
        ("refuses_receiver", "450 busy", MailUnavailable),
        ("refuses_data", "554 looks like spam", MailUnavailable),
        ("refuses_data", "not SMTP at all", MailUnavailable),
    ],
)
def test_what_the_server_refuses_is_told_by_name_and_without_its_words(
    box: Mailbox, context: ssl.SSLContext, trouble: str, said: str, refusal: type[Exception]
) -> None:
    setattr(box, trouble, said)
    with pytest.raises(refusal) as refused:
        _smtp(box, context).send(LETTER)
    assert "asha" not in repr(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
    assert box.mails == []


def test_a_server_that_says_nothing_is_not_waited_for(box: Mailbox, context: ssl.SSLContext) -> None:
    box.is_silent = True
    with pytest.raises(MailUnavailable):
        _smtp(box, context, timeout_s=0.3).send(LETTER)


def test_a_server_that_is_gone_is_told() -> None:
    server = MailServer(host="127.0.0.1", port=9, tls=Tls.STARTTLS, sender="desk@sahyadri.example")
    with pytest.raises(MailUnavailable):
        BySmtp(server, timeout_s=1).send(LETTER)


def test_a_server_that_speaks_tls_from_the_first_byte_is_spoken_to_in_tls(
    box: Mailbox, context: ssl.SSLContext
) -> None:
    """This one begins in the open, so whoever insists on TLS at once must fail and not fall back."""
    with pytest.raises(MailUnavailable):
        _smtp(box, context, tls=Tls.TLS, timeout_s=1).send(LETTER)
    assert box.mails == []


def _smtp(
    box: Mailbox, context: ssl.SSLContext, *, timeout_s: float = 5, tls: Tls = Tls.STARTTLS, **login: str
) -> BySmtp:
    server = MailServer(host="127.0.0.1", port=box.port, tls=tls, sender="desk@sahyadri.example", **login)
    return BySmtp(server, timeout_s=timeout_s, context=context)


def _written(mail: str) -> EmailMessage:
    read = email.message_from_string(mail, policy=email.policy.SMTP)
    assert isinstance(read, EmailMessage)
    return read


def _read(mail: str) -> tuple[str, str, str]:
    written = _written(mail)
    return written["To"], written["Subject"], written.get_content().replace("\r\n", "\n")


def _in_tray(to: str, text: str) -> tuple[str, str, str]:
    subject, _, rest = text.partition("\n\n")
    return to, subject, rest
