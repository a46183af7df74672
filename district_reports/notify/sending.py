"""Telling each recipient what it does not know yet, once, and noting that it knows.

A letter is noted after the other side took it: what a crash or a refusal leaves unsaid is said by the next run.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from psycopg import Connection

from district_reports.notify.channels import ChannelClosedError, can_send, send_letter
from district_reports.notify.letters import Digest, identify, write_letter
from district_reports.notify.missing_units import VIETNAM
from district_reports.notify.news import Change, is_reminder_due, list_changes
from district_reports.notify.recipients import Recipient
from district_reports.problems import DistrictReportsError
from district_reports.settings import Settings
from district_reports.warehouse.quality import digests as store
from district_reports.warehouse.quality.digests import SentDigest, Thread, ToldState

log = logging.getLogger(__name__)
Composer = Callable[[Sequence[Change], Recipient], Digest]


@dataclass
class Post:
    """Hands letters over at the moment `now`; what could not be handed over stands in `failures`."""

    settings: Settings
    now: datetime
    failures: list[str] = field(default_factory=list)
    is_mail_closed: bool = False

    @property
    def today(self) -> date:
        """The day of `now` in Viet Nam."""
        return self.now.astimezone(VIETNAM).date()

    def hand_over(self, recipient: Recipient, digest: Digest, message_id: str) -> bool:
        """Whether the letter was taken."""
        if not can_send(self.settings, recipient):
            log.warning("%s gets no mail: SMTP_HOST is not set", recipient.address)
            return False
        if recipient.is_mail and self.is_mail_closed:
            return False
        try:
            send_letter(self.settings, recipient, write_letter(digest, message_id, self.now))
        except DistrictReportsError as error:
            self.is_mail_closed |= isinstance(error, ChannelClosedError)
            self.failures.append(str(error))
            return False
        return True

    def close(self) -> None:
        """Raise DistrictReportsError when a letter was not taken: the next run sends it."""
        if self.failures:
            raise DistrictReportsError(
                f"{len(self.failures)} letters were not taken",
                place="; ".join(self.failures),
                remedy="run the step again once that works; who was told is not told again",
            )


@dataclass
class Sender:
    """Tells through `post` what is not known yet, and notes it; `sent` is what was. The connection is in autocommit."""

    connection: Connection
    post: Post
    sent: list[tuple[Thread, SentDigest]] = field(default_factory=list)

    def tell(self, thread: Thread, recipient: Recipient, standing: Sequence[ToldState], compose: Composer) -> None:
        """Send what changed since the thread was told last, or remind of what stands; else nothing."""
        told = store.read_told(self.connection, thread)
        last = store.read_last_digest(self.connection, thread)
        changes = list_changes(told, standing)
        told_on = last.sent_at.astimezone(VIETNAM).date() if last else None
        if not changes and not is_reminder_due(standing, told_on, self.post.today):
            return
        number = last.digest_number + 1 if last else 1
        digest = compose(changes, recipient)
        message_id = identify(thread, number, sorted(map(repr, standing)))
        if self.post.hand_over(recipient, digest, message_id):
            note = SentDigest(number, self.post.now, message_id, digest.title, len(changes))
            store.note_digest(self.connection, thread, note, standing)
            self.sent.append((thread, note))
