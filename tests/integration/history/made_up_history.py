"""Two years of three provinces, and a round of communes after the reform, published as they come in, day by day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import psycopg
from history_in_pandas import Calculation

from district_reports import pipeline, registry, releases
from district_reports.generation import (
    DistrictRound,
    Mishaps,
    Submission,
    make_history,
    make_rounds,
    make_submission,
    write_packages,
)
from district_reports.generation.drafts import Draft
from district_reports.generation.facts import Fact
from district_reports.generation.forms import YEARLY_FORMS
from district_reports.generation.numbers import print_money
from district_reports.intake.archive import Archive
from district_reports.intake.inbox import list_packages
from district_reports.intake.receipts import receive_package
from district_reports.rules import rule_set_version
from district_reports.settings import Settings

SEED = 36
ROUNDS = ("2023H1", "2023-9M", "2023", "2024H1", "2024-9M", "2024", "2025-9M")
MISHAPS = Mishaps(silent=4, late=10, revised=10, faulty=12, nil=6)
# On each of these days what has come is published. On the last that is the communes' round, and of all older rounds one
# late report and one revision alone.
DAYS = (date(2024, 3, 1), date(2025, 5, 15), date(2026, 1, 31))
COMMUNES_ROUND = ROUNDS[-1]
_APART = date(2025, 6, 12)
_VOICES = ("prose", "by_source", "households_first", "prose", "by_source", "households_first", "by_source",
           "by_project")  # fmt: skip
_FORMS = (("capital", "support", "targets"), ("capital_by_type", "targets"), ("capital_by_source", "support"), (), (),
          (), ())  # fmt: skip


# One amount in each of these reports is told in a way that holds its line and nothing else: the voice it is told in,
# which amount, and whether it is told once more, with another value, or so that the sums it is in no longer close.
_CONTRADICTIONS = (
    ("by_source", {"indicator": "capital_allocated", "fund_source": "central", "project": ""}, True),
    ("by_project", {"indicator": "capital_forecast", "project": ""}, True),
    ("by_project", {"indicator": "capital_disbursed", "project": "DA4", "subproject": ""}, False),
)


@dataclass(frozen=True)
class History:
    """What was sent, and what each day's publishing made of it: `rollups` by day and table, `results` by day."""

    settings: Settings
    truth: Path
    late: Submission
    revision: Submission
    rollups: dict[date, dict[str, pd.DataFrame]] = field(default_factory=dict)
    results: dict[date, list[releases.ReleaseResult]] = field(default_factory=dict)

    def calculate(self, day: date) -> Calculation:
        return Calculation(self.truth, day)

    def select(self, query: str, *values: Any) -> pd.DataFrame:
        """Rows of a query, numbers as they are stored."""
        with psycopg.connect(self.settings.database_url) as connection:
            cursor = connection.execute(query, values)
            return pd.DataFrame(cursor.fetchall(), columns=[one.name for one in cursor.description or ()], dtype=object)

    def publish(self, day: date) -> list[releases.ReleaseResult]:
        """Everything from gate 1 to releases, as the evening of a day."""
        pipeline.check_submissions(self.settings, day)
        pipeline.build_rollups(self.settings)
        moment = datetime.combine(day, time(15), tzinfo=UTC)
        with pipeline.open_warehouse(self.settings, autocommit=True) as connection:
            return releases.publish_releases(connection, moment, "made-up", rule_set_version())

    def read_rollups(self) -> dict[str, pd.DataFrame]:
        tables = self.select("select tablename from pg_tables where schemaname = 'rollups'")["tablename"]
        return {table: self.select(f"select * from rollups.{table}") for table in tables}


def run_history(settings: Settings, directory: Path) -> History:
    """Send everything, day by day, through the whole pipeline."""
    reports = list(make_rounds(3, 12, ROUNDS, SEED, 4, is_merged=True))
    sent = contradict_some(list(make_history(reports, SEED, MISHAPS, write)))
    late, revision = _choose_apart(reports, sent)
    made = {one.name: one for one in write_packages(chain(sent, (late, revision)), directory)}
    history = History(settings, directory / "truth", late, revision)
    packages = [package for inbox in directory.glob("inbox*") for package in list_packages(inbox)]
    for first, day in zip((date.min, *DAYS), DAYS, strict=False):
        for package in packages:
            received_at = made[package.name].received_at
            if first < received_at.date() <= day:
                receive_package(package, Archive(settings.archive_dir), received_at, "made-up")
        pipeline.ingest_submissions(settings, pipeline.list_pending_submissions(settings))
        history.results[day] = history.publish(day)
        history.rollups[day] = history.read_rollups()
    return history


def write(report: DistrictRound) -> Submission:
    """What an office sends: its own voice, and in its workbook its own forms."""
    office = int(report.unit.code)
    forms = _FORMS[office % len(_FORMS)]
    if not report.window and office % 5 == 0:
        forms = (*forms, *YEARLY_FORMS)
    return make_submission(report, SEED, _VOICES[office % len(_VOICES)], forms)


def contradict_some(sent: Sequence[Submission]) -> list[Submission]:
    """The same submissions, a few of which contradict themselves about one amount."""
    submissions = list(sent)
    times = Counter((one.report.unit.code, one.report.round) for one in sent)
    for voice, wanted, is_told_twice in _CONTRADICTIONS:
        number = next(
            number for number, one in enumerate(submissions)
            if one.report.window == "H1" and one.voice == voice and one.draft and not one.reason and one in sent
            and times[one.report.unit.code, one.report.round] == 1
            and not any(grid.form.startswith("capital") for grid in one.grids)
            and one.draft.find(partial(_is_of, wanted))
        )  # fmt: skip
        one = submissions[number]
        [told, *_] = one.draft.find(partial(_is_of, wanted))
        submissions[number] = replace(one, draft=_tell_otherwise(one.draft, told, is_told_twice))
    return submissions


def _is_of(wanted: Mapping[str, str], fact: Fact) -> bool:
    return fact._asdict().items() >= wanted.items()


def _tell_otherwise(draft: Draft, number: int, is_told_twice: bool) -> Draft:
    """With one amount halved where it stands, or told so in a line like its own behind that."""
    one = draft.told[number]
    value = Decimal(int(one.value or 0) // 2_000_000 * 1_000_000)
    other = replace(one, value=value, text=print_money(int(value), "triệu đồng"))
    if not is_told_twice:
        return replace(draft, told=(*draft.told[:number], other, *draft.told[number + 1 :]))
    at = draft.line_of(number)
    again = draft.lines[at].split(";")[0].split(",")[0].replace(f"⟦{number}⟧", f"⟦{len(draft.told)}⟧")
    return replace(draft, lines=(*draft.lines[: at + 1], again, *draft.lines[at + 1 :]), told=(*draft.told, other))


def _choose_apart(reports: Sequence[DistrictRound], sent: Sequence[Submission]) -> tuple[Submission, Submission]:
    """The report of a unit that had sent none for a year, and the second of one, in another province of today, that had
    sent one."""
    times = {(one.report.unit.code, one.report.round): one for one in sent if not one.revision}
    again = {(one.report.unit.code, one.report.round) for one in sent if one.revision}
    silent = next(one for one in reports if one.round == "2024" and (one.unit.code, one.round) not in times)
    elsewhere = {one.province for one in reports} - set(chain.from_iterable(
        registry.kindred_provinces(today) for today in registry.kindred_provinces(silent.province)
    ))  # fmt: skip
    plain = next(
        one.report for key, one in times.items()
        if key not in again and key[1] == silent.round and not one.reason and one.report.province in elsewhere
    )  # fmt: skip
    spent = {line: amount - 1000 for line, amount in plain.capital.amounts["disbursed"].items() if amount >= 1000}
    capital = plain.capital.with_amounts({**plain.capital.amounts, "disbursed": spent})
    revised = replace(plain, issued=_APART, document_number=plain.document_number + 1, capital=capital)
    late = replace(silent, issued=_APART)
    return (replace(write(late), reason="nộp muộn"), replace(write(revised), revision=1, reason="số liệu mới"))
