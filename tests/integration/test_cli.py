"""The commands as a person runs them: exit codes, output for machines, errors with file, place and remedy."""

import csv
import io
import json
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from district_reports.cli import main
from district_reports.figures import FIGURE_COLUMNS
from district_reports.settings import PROJECT_DIR, load_settings
from district_reports.warehouse.database.server import remove_database

SAMPLE = str(PROJECT_DIR / "samples" / "dak_to_2024.docx")
FAULTY = PROJECT_DIR / "tests" / "samples"


@pytest.fixture
def run(monkeypatch, tmp_path, database_url):
    """Runs a command on a local directory of its own, with the test session's database."""
    monkeypatch.setenv("LOCAL_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database_url)
    return lambda *arguments: CliRunner().invoke(main, arguments)


def test_read_prints_figures_in_the_order_of_the_contract(run):
    result = run("read", SAMPLE)
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert tuple(rows[0]) == FIGURE_COLUMNS
    assert "21821000000" in {row["value"] for row in rows}


def test_read_as_json_tells_the_same(run):
    from_csv = list(csv.DictReader(io.StringIO(run("read", SAMPLE).stdout)))
    from_json = json.loads(run("read", SAMPLE, "--format", "json").stdout)
    assert [row["figure_id"] for row in from_json] == [row["figure_id"] for row in from_csv]


def test_read_leaves_out_what_has_no_number_until_asked(run):
    rows = list(csv.DictReader(io.StringIO(run("read", SAMPLE, "--all").stdout)))
    assert {row["presence"] for row in rows if not row["value"]} == {"not_applicable"}
    assert all(row["value"] for row in csv.DictReader(io.StringIO(run("read", SAMPLE).stdout)))


@pytest.mark.parametrize("name", ["empty_file.txt", "photo_named_docx.docx", "no_figures.txt"])
def test_what_cannot_be_read_exits_with_1_and_a_message_naming_the_file(run, name):
    result = run("read", str(FAULTY / name))
    assert result.exit_code == 1
    assert name in result.stderr


def test_a_missing_file_is_one_line_and_no_traceback(run):
    result = run("read", "nowhere.docx")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "nowhere.docx" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_check_prints_findings_by_the_contract_and_exits_0_without_anything_critical(run):
    result = run("check", SAMPLE, "--format", "csv")
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert tuple(rows[0]) == ("rule", "severity", "subject", "where", "stated", "computed", "difference", "figures",
                              "message_vi", "message_en")  # fmt: skip
    assert {"DOC-001", "STA-001"} <= {row["rule"] for row in rows}


def test_check_exits_with_2_when_something_would_hold_the_report(run):
    result = run("check", str(FAULTY / "unknown_district.txt"), "--format", "csv")
    assert result.exit_code == 2, result.output
    assert "REF-001" in result.stdout


def test_submit_puts_a_package_into_the_inbox_once_and_prints_its_receipt(run, tmp_path: Path):
    first, second = run("submit", SAMPLE), run("submit", SAMPLE)
    assert first.exit_code == second.exit_code == 0
    assert "received before" in second.stdout
    assert first.stdout.split()[0] == second.stdout.split()[0]
    assert len(list((tmp_path / "inbox").iterdir())) == 1


def test_db_url_names_the_warehouse(run, database_url):
    assert run("db", "url").stdout.strip() == database_url


def test_the_embedded_server_stays_for_other_tools_until_it_is_stopped(run, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    url = run("db", "url").stdout.strip()
    with psycopg.connect(url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    assert run("db", "url").stdout.strip() == url
    assert run("db", "stop").stdout.strip() == "stopped"
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=5)
    assert run("db", "stop").stdout.strip() == "nothing to stop"
    remove_database(load_settings())


def test_tracing_before_anything_is_published_says_so(run):
    result = run("trace", "Kon Tum", "2024", "disbursed")
    assert result.exit_code == 1
    assert "nothing yet" in result.stderr


def test_every_command_has_help_with_an_example(run):
    def commands(group, *path):
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                yield from commands(command, *path, name)
            else:
                yield (*path, name)

    found = list(commands(main))
    assert len(found) >= 9
    for path in found:
        text = run(*path, "--help").stdout
        assert "Example: " in text, path
        assert f"district-reports {' '.join(path)}" in text, path


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["access", "password", "nobody"], ["no such login", "nobody", "access grant"]),
        (["access", "withdraw", "99", "--by", "a", "--reason", "b"], ["no such grant", "99", "access list"]),
        (["access", "grant", "", "--province", "Hà Nội", "--by", "a", "--reason", "b"], ["a login has a name"]),
        (["access", "grant", "lan", "--province", "Hà Nộ", "--by", "a", "--reason", "b"], ["did you mean Hà Nội"]),
        (["waive", "CAP-01", "--unit", "1", "--round", "2024", "--by", "a", "--reason", "b", "--until", "2030-12-31"],
         ["no such rule", "CAP-01", "CAP-001"]),
        (["metrics", "query", "poor", "--by", "round"], ["no metric 'poor'", "poor_households", "metrics"]),
        (["metrics", "query", "poor_households", "--where", "round"], ["--where round", "--where round=2024H1"]),
        (["metrics", "query", "poor_households", "--by", "round", "--by", "review_year"],
         ["does not exist", "district-reports run"]),
        (["read", "{empty}"], ["no file here", "name the files"]),
        (["submit", "{empty}"], ["no file here", "name the files"]),
        (["read", SAMPLE, "--round", "2024Q7"], ["'2024Q7' is not a round", "2024H1"]),
        (["releases", "export", "nothing"], ["no such release", "district-reports releases"]),
        (["generate", "-o", "{file}/inside"], ["Not a directory", "check that the path exists"]),
        (["template", "--form", "capital", "--unit", "huyện Văn Quan, tỉnh Lạng Sơn", "--round", "2024H1",
          "-o", "{empty}/none/form.xlsx"], ["No such file or directory", "form.xlsx"]),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_with_place_and_remedy(run, tmp_path: Path, arguments: list[str], told: list[str]):
    empty, file = tmp_path / "empty", tmp_path / "file.txt"
    empty.mkdir()
    file.touch()
    result = run(*(argument.format(empty=empty, file=file) for argument in arguments))
    assert result.exit_code in {1, 2}
    assert isinstance(result.exception, SystemExit), result.exception
    assert [words for words in told if words not in result.stderr] == []


def test_metrics_are_listed_with_their_names_units_and_grains(run):
    rows = {row["metric"]: row for row in csv.DictReader(io.StringIO(run("metrics", "list", "--format", "csv").stdout))}
    rate = rows["poor_household_rate"]
    assert (rate["name_vi"], rate["name_en"]) == ("Tỷ lệ hộ nghèo", "Poor household rate")
    assert (rate["unit"], rate["grain"]) == ("percent", "round × review_year")
    assert "province_name" in rate["dimensions"]
