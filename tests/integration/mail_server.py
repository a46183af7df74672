"""A mail server that keeps what it takes, and refuses everything when told to."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


@dataclass
class Postbox:
    """What was delivered, in order; `is_closed` refuses every recipient."""

    port: int
    letters: list[EmailMessage] = field(default_factory=list)
    is_closed: bool = False

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - the library's name
        if self.is_closed:
            return "451 not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    def take(self) -> list[EmailMessage]:
        """What came since this was asked last."""
        letters, self.letters = self.letters, []
        return letters


@contextmanager
def running_mail_server() -> Iterator[Postbox]:
    """A server on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        postbox = Postbox(port=free.getsockname()[1])
    controller = Controller(postbox, hostname="127.0.0.1", port=postbox.port)
    controller.start()
    try:
        yield postbox
    finally:
        controller.stop()


def text_of(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def html_of(letter: EmailMessage) -> str:
    return letter.get_body(("html",)).get_content()
