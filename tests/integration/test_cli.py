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
