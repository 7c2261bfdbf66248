"""Who brings codes and mail to people, as far as this installation has set anybody up."""

from __future__ import annotations

from clinic_suite.auth.model import Channel
from clinic_suite.auth.ports import CodeSender, MailSender
from clinic_suite.settings import Settings


def code_sender(settings: Settings) -> CodeSender | None:
    """The provider of codes; none when none is set up."""
    if not settings.twilio_account:
        return None
    # The SDK is large; only a process that sends codes has to carry it.
    from integrations.twilio_codes import ByChannel, BySms, ByWhatsApp, DltTemplate, Post

    token = settings.twilio_token.get_secret_value()
    senders: dict[Channel, CodeSender] = {}
    if settings.sms_from:
        template = DltTemplate(
            entity_id=settings.sms_entity, template_id=settings.sms_template, text=settings.sms_text
        )
        # Each channel has a door of its own, so that one that is down does not shut the other.
        senders[Channel.SMS] = BySms(Post(settings.twilio_account, token), settings.sms_from, template)
    if settings.whatsapp_from:
        post = Post(settings.twilio_account, token)
        senders[Channel.WHATSAPP] = ByWhatsApp(post, settings.whatsapp_from, settings.whatsapp_template)
    return ByChannel(senders)


def mail_sender(settings: Settings) -> MailSender | None:
    """The mail server; none when none is set up."""
    if not settings.smtp_host:
        return None
    from integrations.smtp_mail import BySmtp, MailServer, Tls

    server = MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        tls=Tls(settings.smtp_tls),
        sender=settings.mail_from,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
    )
    return BySmtp(server)
