"""How a letter leaves: by SMTP, or by whatever an Apprise URL names."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from district_reports.notify.recipients import Recipient, fill_in_secrets
from district_reports.problems import DistrictReportsError
from district_reports.settings import Settings

_TIMEOUT_SECONDS = 30
_PORT_OF_TLS = 465


@dataclass(frozen=True)
class Letter:
    """What is sent: the same news has the same `message_id`, so that mail that comes twice can be known for it."""

    title: str
    text: str
    html: str
    message_id: str
    written_at: datetime


class ChannelClosedError(DistrictReportsError):
    """Nothing at all can be sent this way now: there is no use in trying the next letter."""


def send_letter(settings: Settings, recipient: Recipient, letter: Letter) -> None:
    """Hand a letter over; returns when the other side took it. Raises DistrictReportsError when it did not.

    ChannelClosedError when no letter would be taken.
    """
    if recipient.is_mail:
        _send_mail(settings, recipient.address, letter)
    else:
        _send_by_apprise(settings, recipient.address, letter)


def can_send(settings: Settings, recipient: Recipient) -> bool:
    """Whether there is a way to the recipient: without a mail server no mail is sent."""
    return bool(settings.smtp_host) or not recipient.is_mail


def _send_mail(settings: Settings, address: str, letter: Letter) -> None:
    place = f"{settings.smtp_host}:{settings.smtp_port}"
    if not parseaddr(settings.mail_from)[1]:
        raise ChannelClosedError("mail needs a sender", place="MAIL_FROM", remedy="set it to an address")
    mail = _as_mail(settings, address, letter)
    try:
        server = _connect(settings)
    except OSError as error:
        raise ChannelClosedError(
            f"the mail server is not to be had: {error}",
            place=place,
            remedy="the next run tries again; if this stays, check SMTP_HOST, SMTP_PORT, SMTP_USER and SMTP_PASSWORD",
        ) from error
    try:
        server.send_message(mail)
    except OSError as error:
        raise DistrictReportsError(
            f"the mail server did not take a letter to {address}: {_answer_of(error)}",
            place=place,
            remedy="the next run sends it again; if this stays, check the address",
        ) from error
    finally:
        # The letter is taken or not by now, whatever the server says to the goodbye.
        with suppress(OSError):
            server.quit()


def _answer_of(error: OSError) -> str:
    """What the server said, as it said it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {text.decode(errors='replace')}" for code, text in error.recipients.values())
    return str(error)


def _connect(settings: Settings) -> smtplib.SMTP:
    """A connection that may send. What goes wrong in smtplib and below it is an OSError."""
    host, port = settings.smtp_host, settings.smtp_port
    context = ssl.create_default_context()
    if port == _PORT_OF_TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=_TIMEOUT_SECONDS)
        server.ehlo()
        if not settings.smtp_user:
            # Nothing secret is said, so a relay with a certificate of its own making is better than no TLS.
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        # A password never goes through a line that can be read: with one, a server without TLS is refused here.
        if settings.smtp_user or server.has_extn("starttls"):
            server.starttls(context=context)
    if settings.smtp_user:
        server.login(settings.smtp_user, settings.smtp_password)
    return server


def _as_mail(settings: Settings, address: str, letter: Letter) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = letter.title
    mail["From"] = settings.mail_from
    mail["To"] = address
    mail["Date"] = format_datetime(letter.written_at)
    mail["Message-ID"] = f"<{letter.message_id}@{parseaddr(settings.mail_from)[1].rpartition('@')[2]}>"
    # No holiday notice answers this.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    mail.add_alternative(letter.html, subtype="html")
    return mail


def _send_by_apprise(settings: Settings, address: str, letter: Letter) -> None:
    # A hundred services are imported with it: only by whoever has one.
    import apprise

    channel = apprise.Apprise()
    if not channel.add(fill_in_secrets(address, settings.alert_secrets)):
        raise DistrictReportsError("Apprise does not know this kind of address", place=address)
    if not channel.notify(title=letter.title, body=letter.text, body_format=apprise.NotifyFormat.TEXT):
        raise DistrictReportsError(
            "the service did not take a letter", place=address, remedy="the next run sends it again"
        )
