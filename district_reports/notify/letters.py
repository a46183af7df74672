"""A digest as a letter: the same words as text and as HTML."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment, PackageLoader, StrictUndefined

from district_reports.notify.channels import Letter

LONGEST_SECTION = 10
_TEMPLATES = Environment(
    # Reports are untrusted text: whatever comes from one is escaped in HTML.
    autoescape=lambda name: bool(name and ".html" in name),
    loader=PackageLoader("district_reports.notify", "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Item:
    """One thing to know: whose it is, what it is, where it stands, and the address of the feedback on it."""

    who: str
    what: str
    place: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class Section:
    """Things that turned the same way; `rest` is how many more there are than are listed."""

    title: str
    items: Sequence[Item]
    rest: int = 0


@dataclass(frozen=True)
class ReleaseLinks:
    """Where what is published about one round can be seen."""

    label: str
    page: str
    workbook: str


@dataclass(frozen=True)
class Digest:
    """All that a letter says, in the order it says it."""

    title: str
    heading: str
    summary: str
    sections: Sequence[Section]
    missing: Sequence[str] = ()
    releases: Sequence[ReleaseLinks] = ()
    closing: str = ""
    for_engineers: str = ""


def section(title: str, items: Sequence[Item]) -> list[Section]:
    """A section, shortened; none where there is nothing to say."""
    shown = items[:LONGEST_SECTION]
    return [Section(title, shown, len(items) - len(shown))] if items else []


def write_letter(digest: Digest, message_id: str, written_at: datetime) -> Letter:
    """The letter of a digest."""
    words = {name: getattr(digest, name) for name in Digest.__dataclass_fields__}
    text, html = (_TEMPLATES.get_template(f"digest.{kind}.j2").render(words) for kind in ("txt", "html"))
    return Letter(digest.title, text.strip() + "\n", html, message_id, written_at)


def identify(*parts: object) -> str:
    """32 hex digits: the same for the same news to the same address, and for no other."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
