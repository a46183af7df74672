"""What can be wrong: a `Problem` is the sender's mistake, an exception is ours."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How loud a finding is: critical holds its subject, a warning marks it, info only notes."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Problem:
    """One thing the sender should know about a submission.

    `rule` is a code of the catalogue (`rules.yml`); `location` is `file#place`; `found` is the text as sent.
    Both messages say where it is and what to do.
    """

    rule: str
    severity: Severity
    subject: str
    location: str
    found: str
    message_vi: str
    message_en: str


class DistrictReportsError(Exception):
    """Something this program could not do: what, where, and what the person at the keyboard can do about it."""

    def __init__(self, what: str, *, place: str = "", remedy: str = "") -> None:
        self.what, self.place, self.remedy = what, place, remedy
        super().__init__(" — ".join(part for part in (what, place, remedy) if part))
