"""Submissions as they arrive: a folder of files in an inbox, and beside it what is true."""

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from district_reports.generation.drafts import Draft
from district_reports.generation.files import write_docx, write_workbook
from district_reports.generation.forms import YEARLY_FORMS, Grid, fill_forms
from district_reports.generation.model import DistrictRound
from district_reports.generation.rollups import ROLLUP_COLUMNS, roll_up
from district_reports.generation.voices import VOICES, write_narrative

TRUTH_COLUMNS = ("package", "area_list", "province_code", "reporting_unit_code", "round", "indicator", "kind",
                 "project", "subproject", "policy", "dimension", "fund_source", "capital_type", "budget_year", "period",
                 "breakdown", "place", "value", "unit", "told_in")  # fmt: skip
_CAPITAL_FORMS = ("capital", "capital_by_source", "capital_by_type")


@dataclass(frozen=True)
class Submission:
    """What one office sends: a narrative, a workbook, or both; `draft` is None where there is no narrative.

    A workbook alone has no number and day of issue, which is told to its sender: only reports with both are issued.
    """

    report: DistrictRound
    draft: Draft | None
    grids: tuple[Grid, ...] = ()
    is_word: bool = False
    revision: int = 0
    voice: str = ""

    @property
    def name(self) -> str:
        """The name of its folder."""
        later = f"-r{self.revision}" if self.revision else ""
        return f"{self.report.unit.province_code}-{self.report.unit.code}-{self.report.round}{later}"

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
        """Rows of what is true and told, by TRUTH_COLUMNS."""
        unit = self.report.unit
        head = {"package": self.name, "area_list": unit.area_list, "province_code": unit.province_code,
                "reporting_unit_code": unit.code, "round": self.report.round}  # fmt: skip
        for one in self.draft.told if self.draft else ():
            yield {**head, **one.fact._asdict(), "value": one.value, "told_in": "report"}
        for grid in self.grids:
            for place, fact in grid.facts.items():
                yield {**head, **fact._asdict(), "value": grid.cells[place], "told_in": grid.form}


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


def is_silent(report: DistrictRound, seed: int, percent: int) -> bool:
    """Whether the district sends nothing for the round, as so many of a hundred do."""
    return random.Random(f"{seed} silent {report.unit.code} {report.round}").random() * 100 < percent


def write_packages(submissions: Iterable[Submission], directory: Path) -> Iterator[Submission]:
    """Write each submission into `inbox/`, then all truths into `truth/`; yields each as it is written."""
    inbox, truth, sent = directory / "inbox", directory / "truth", []
    truth.mkdir(parents=True, exist_ok=True)
    for submission in submissions:
        folder = inbox / submission.name
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in submission.files():
            (folder / name).write_bytes(content)
        _write_csv(truth / f"{submission.name}.csv", TRUTH_COLUMNS, submission.truth())
        sent.append(submission.report)
        yield submission
    _write_csv(truth / "rollups.csv", ROLLUP_COLUMNS, roll_up(sent))


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[dict[str, object]]) -> None:
    text = StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
