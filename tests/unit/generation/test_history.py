"""How made-up reports come in: each mishap as often as asked for, and what is told of it is so."""

import csv
from collections import Counter
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from district_reports.cli import main
from district_reports.generation import Mishaps, Submission, make_history, make_rounds, make_submission, write_packages
from district_reports.intake.inbox import list_packages
from district_reports.problems import DistrictReportsError
from district_reports.readers.submissions import read_package

ROUNDS = ["2023", "2024H1", "2024-9M", "2024"]


def make(mishaps: Mishaps, seed: int = 6) -> list[Submission]:
    reports = make_rounds(4, 5, ROUNDS, seed)
    return list(make_history(reports, seed, mishaps, lambda report: make_submission(report, seed, "prose", ())))


def test_without_mishaps_everything_comes_once_and_in_time():
    made = make(Mishaps())

    assert len({one.name for one in made}) == len(made) == 80
    assert all(not one.revision and not one.reason and not one.held_subject for one in made)
    assert all(one.received_at.date() <= one.report.cut_off + timedelta(days=12) for one in made)


def test_of_a_hundred_reports_as_many_are_silent_as_was_asked():
    silent = [80 - len(make(Mishaps(silent=percent))) for percent in (0, 30, 100)]

    assert silent[0] == 0
    assert 12 <= silent[1] <= 36
    assert silent[2] == 80


def test_late_reports_come_after_three_weeks_and_say_why():
    made = make(Mishaps(late=30))
    late = [one for one in made if one.received_at.date() > one.report.cut_off + timedelta(days=21)]

    assert 12 <= len(late) <= 36
    assert {one.name for one in late} == {one.name for one in made if one.reason}


def test_a_revision_comes_later_with_what_is_true():
    made = make(Mishaps(revised=100))

    assert len(made) == 160
    for first, second in zip(made[::2], made[1::2], strict=True):
        assert (first.revision, second.revision) == (0, 1)
        assert first.received_at < second.received_at
        assert second.reason
        assert first.report.capital.sum("disbursed") <= second.report.capital.sum("disbursed")
        assert first.report.review.count("poor_households") > second.report.review.count("poor_households")


def test_faults_stay_are_mended_or_follow_what_was_right():
    made = make(Mishaps(faulty=100))
    courses = Counter(
        tuple(bool(one.held_subject) for one in made if (one.report.unit, one.report.round) == key)
        for key in {(one.report.unit, one.report.round) for one in made}
    )

    assert courses.keys() == {(True,), (True, False), (False, True)}
    assert {one.held_subject for one in made} == {"capital", "poverty", ""}


def test_units_without_money_say_so_in_every_round():
    made = make(Mishaps(nil=30))
    nil = [one for one in made if one.sent(())["is_nil_return"]]

    assert len(nil) == 4 * len({one.report.unit for one in nil}) > 0
    assert {one.report.capital.sum("assigned") for one in nil} == {0}
    told = read_package(nil[0].files()).figures
    assert {one.value for one in told if one.indicator.startswith("capital_")} == {0, None}


def test_more_mishaps_than_reports_are_refused():
    with pytest.raises(DistrictReportsError, match="more mishaps"):
        Mishaps(late=50, revised=40, faulty=20)


def test_what_was_sent_when_and_why_is_told_beside_the_truth(tmp_path):
    reports = make_rounds(1, 4, ["2024"], 8)
    made = make_history(reports, 8, Mishaps(revised=100), lambda report: make_submission(report, 8, "prose", ()))
    sent = {one.name: one for one in write_packages(made, tmp_path)}
    with (tmp_path / "truth" / "submissions.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["package"]: row for row in csv.DictReader(file)}

    assert len(rows) == len(sent) == 8
    for inbox, revision in (("inbox", "0"), ("inbox-1", "1")):
        names = {package.name for package in list_packages(tmp_path / inbox)}
        assert names == {name for name, row in rows.items() if row["revision"] == revision}
    assert all(row["received_at"] == sent[name].received_at.isoformat() for name, row in rows.items())
    assert {date.fromisoformat(row["received_at"][:10]) > date(2025, 1, 1) for row in rows.values()} == {True}


def test_the_command_makes_a_history(tmp_path):
    options = ["--rounds", "2024,2025-9M", "--communes", "1", "--revised", "100", "--districts", "2"]
    result = CliRunner().invoke(main, ["generate", *options, "-o", str(tmp_path)])

    assert result.exit_code == 0, result.output
    assert len(list_packages(tmp_path / "inbox")) == len(list_packages(tmp_path / "inbox-1")) == 3
    refused = CliRunner().invoke(main, ["generate", "--late", "60", "--faulty", "60", "-o", str(tmp_path)])
    assert refused.exit_code == 1
    assert "more mishaps than reports" in refused.output


def test_every_truth_of_a_form_is_in_base_units_and_named_whole():
    submission = make_submission(next(iter(make_rounds(1, 1, ["2024"], 3))), 3, "prose", ("capital", "support"))
    truth = list(submission.truth())
    in_form = {row["value"] for row in truth if row["told_in"] == "capital" and row["indicator"] == "capital_assigned"}

    assert submission.report.capital.sum("assigned") in in_form
    assert {row["unit"] for row in truth if row["told_in"] == "support"} == {"vnd", "people", "households"}
    assert {row["period"] for row in truth} >= {"2024"}
    assert all(row["period"] for row in truth)
