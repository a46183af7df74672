"""Superset's own words in Vietnamese: `translations/vi.po`, as its server and its pages read it.

Superset looks for languages in its own package; nothing is put there. The server is told of one more directory, and the
page gets its words from an address of ours, which stands before the one that looks in the package.
"""

import json
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Blueprint, Response, current_app, send_file

WORDS_FILE = Path(__file__).parent / "translations" / "vi.po"
KEPT_BY_BROWSERS_SECONDS = 3600

words = Blueprint("vietnamese_words", __name__)


@words.get("/superset/language_pack/vi/")
def language_pack() -> Response:
    """The words of the page."""
    directory = Path(current_app.config["VIETNAMESE_DIR"])
    return send_file(pages_file(directory), mimetype="application/json", max_age=KEPT_BY_BROWSERS_SECONDS)


def write_words(directory: Path) -> None:
    """Make what the server and the pages read, in this directory of translations."""
    with WORDS_FILE.open("rb") as source:
        catalog = read_po(source, locale="vi")
    target = pages_file(directory)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_suffix(".mo").open("wb") as output:
        write_mo(output, catalog)
    target.write_text(json.dumps(for_pages(catalog), ensure_ascii=False), encoding="utf-8")


def for_pages(catalog: Catalog) -> dict:
    """The words as Superset's pages want them: a list of forms for each, of which Vietnamese has one."""
    told: dict = {"": {"domain": "superset", "lang": "vi", "plural_forms": "nplurals=1; plural=0;"}}
    for message in catalog:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            told[key] = [message.string if isinstance(message.string, str) else message.string[0]]
    return {"domain": "superset", "locale_data": {"superset": told}}


def pages_file(directory: Path) -> Path:
    """Where the words of the pages are, in a directory of translations."""
    return directory / "vi" / "LC_MESSAGES" / "messages.json"
