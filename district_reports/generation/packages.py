"""Submissions as they arrive: a folder of files in an inbox, and beside it what is true."""

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from hashlib import sha256
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

from district_reports.generation.drafts import Draft
from district_reports.generation.files import write_docx, write_workbook
from district_reports.generation.forms import YEARLY_FORMS, Grid, fill_forms
from district_reports.generation.model import DistrictRound
from district_reports.generation.rollups import ROLLUP_COLUMNS, roll_up
from district_reports.generation.voices import NIL_RETURN, VOICES, write_narrative
from district_reports.intake.inbox import hash_package

TRUTH_COLUMNS = ("package", "area_list", "province_code", "reporting_unit_code", "round", "indicator", "kind",
                 "project", "subproject", "policy", "dimension", "fund_source", "capital_type", "budget_year", "period",
                 "breakdown", "place", "value", "unit", "presence", "told_in")  # fmt: skip
SENT_COLUMNS = ("package", "submission_id", "area_list", "province_code", "reporting_unit_code", "round", "revision",
                "received_at", "held_subject", "is_nil_return", "reason")  # fmt: skip
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_CAPITAL_FORMS = ("capital", "capital_by_source", "capital_by_type")


@dataclass(frozen=True)
class Submission:
    """What one office sends: a narrative, a workbook, or both; `draft` is None where there is no narrative.

    A workbook alone has no number and day of issue, which is told to its sender: only reports with both are issued.
    `held_subject` is what a fault in it must keep from being published, `reason` why it came late, again or wrong.
    """

    report: DistrictRound
    draft: Draft | None
    grids: tuple[Grid, ...] = ()
    is_word: bool = False
    revision: int = 0
    voice: str = ""
    reason: str = ""
    held_subject: str = ""

    @property
    def name(self) -> str:
        """The name of its folder."""
        later = f"-r{self.revision}" if self.revision else ""
        return f"{self.report.unit.province_code}-{self.report.unit.code}-{self.report.round}{later}"

    @property
    def received_at(self) -> datetime:
        """When it arrives: on the day of its issue, in office hours."""
        hour = time(8 + self.report.document_number % 9)
        return datetime.combine(self.report.issued, hour, tzinfo=_VIETNAM)

    def files(self) -> list[tuple[str, bytes]]:
        """Name and content of each file."""
        files = []
        if self.draft is not None:
            text = self.draft.print()
            files.append(("bao-cao.docx", write_docx(text)) if self.is_word else ("bao-cao.txt", text.encode()))
        if self.grids:
            files.append(("bieu-mau.xlsx", write_workbook(self.grids)))
        return files

    def truth(self) -> Iterator[dict[str, object]]:
        """Rows of what is true and told, by TRUTH_COLUMNS, in base units."""
        for one in self.draft.told if self.draft else ():
            yield {**self._head(), **one.fact._asdict(), "value": one.value, "told_in": "report",
                   "presence": "not_applicable" if one.value is None else "stated"}  # fmt: skip
        for grid in self.grids:
            for place, fact in grid.facts.items():
                yield {**self._head(), **fact._asdict(), "value": grid.value(place), "told_in": grid.form,
                       "presence": "stated"}  # fmt: skip

    def sent(self, files: Iterable[tuple[str, bytes]]) -> dict[str, object]:
        """What was sent when and why, by SENT_COLUMNS; `files` are its own."""
        sha256s = (sha256(content).hexdigest() for _, content in files)
        return {**self._head(), "submission_id": hash_package(sha256s)[:16], "revision": self.revision,
                "received_at": self.received_at.isoformat(), "held_subject": self.held_subject,
                "is_nil_return": self.voice == NIL_RETURN, "reason": self.reason}  # fmt: skip

    def _head(self) -> dict[str, object]:
        unit = self.report.unit
        return {"package": self.name, "area_list": unit.area_list, "province_code": unit.province_code,
                "reporting_unit_code": unit.code, "round": self.report.round}  # fmt: skip


def make_submission(
    report: DistrictRound, seed: int, voice: str = "", forms: Sequence[str] | None = None
) -> Submission:
    """What the district sends for a round: the office keeps its voice, and may add a workbook.

    `forms` are those of the workbook where the office does not choose itself.
    """
    office = random.Random(f"{seed} office {report.unit.code}")
    voice = voice or office.choice(tuple(VOICES))
    is_word, has_workbook, form = office.random() < 0.4, office.random() < 0.5, office.choice(_CAPITAL_FORMS)
    draft = write_narrative(report, voice, random.Random(f"{seed} words {report.unit.code} {report.round}"))
    if forms is None:
        forms = [form, "support", "targets", *(() if report.window else YEARLY_FORMS)] if has_workbook else []
    return Submission(report, draft, fill_forms(forms, report), is_word, voice=voice)


def make_nil_return(report: DistrictRound, seed: int) -> Submission:
    """What a unit without money sends."""
    draft = write_narrative(report, NIL_RETURN, random.Random(f"{seed} nil return {report.unit.code} {report.round}"))
    return Submission(report, draft, voice=NIL_RETURN)


def write_packages(submissions: Iterable[Submission], directory: Path) -> Iterator[Submission]:
    """Write what was sent first into `inbox/` and what was sent again into `inbox-1/`, then the truth of each, of what
    was sent when, and of the provinces into `truth/`; yields each as it is written."""
    truth, sent, reports = directory / "truth", [], []
    truth.mkdir(parents=True, exist_ok=True)
    for submission in submissions:
        folder = directory / (f"inbox-{submission.revision}" if submission.revision else "inbox") / submission.name
        folder.mkdir(parents=True, exist_ok=True)
        files = submission.files()
        for name, content in files:
            (folder / name).write_bytes(content)
        _write_csv(truth / f"{submission.name}.csv", TRUTH_COLUMNS, submission.truth())
        sent.append(submission.sent(files))
        reports.append((submission.report, submission.held_subject))
        yield submission
    _write_csv(truth / "submissions.csv", SENT_COLUMNS, sent)
    standing = ([report for report, held in reports if held != subject] for subject in ("capital", "poverty"))
    _write_csv(truth / "rollups.csv", ROLLUP_COLUMNS, roll_up(*standing))


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[dict[str, object]]) -> None:
    text = StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
