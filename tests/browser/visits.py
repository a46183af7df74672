"""A person in front of the dashboards: what it opens, what the server answers, what is to be seen."""

import re
from contextlib import suppress
from dataclasses import dataclass, field

from playwright.sync_api import Error, Page, Response

from district_reports.settings import PROJECT_DIR

OWN, OTHER, NATIONAL = "browser_own", "browser_other", "browser_national"
READERS = {OWN: "Lạng Sơn", OTHER: "Điện Biên"}
SCREENSHOTS_DIR = PROJECT_DIR / ".local" / "screenshots"


def unescaped(text: str) -> str:
    """The text with the letters that JSON and JavaScript write as numbers."""
    return re.sub(r"\\\\?u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)


@dataclass(frozen=True)
class Dashboards:
    """A running Superset and the passwords of those who may log in."""

    address: str
    passwords: dict[str, str]


@dataclass
class Visit:
    """One person's browser window, and every answer of the server that is not a picture or a program."""

    page: Page
    address: str
    answers: list[Response] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def keep(self, response: Response) -> None:
        """Of what the server answers, all but programs, pictures and the outlines of the map."""
        if response.request.resource_type in {"xhr", "fetch", "document"} and "/static/" not in response.url:
            self.answers.append(response)

    def everything_seen(self) -> str:
        """The page and all answers it was made of."""
        texts = [self.page.content()]
        for answer in self.answers:
            # What was sent elsewhere or given up has no text.
            with suppress(Error):
                texts.append(answer.text())
        return unescaped("\n".join(texts))

    def picture(self, name: str) -> None:
        """Keep what the window shows now."""
        SCREENSHOTS_DIR.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS_DIR / f"{name}.png")
