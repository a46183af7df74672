"""What a template asks for, an officer types and the readers read is one and the same, cell by cell."""

import csv
import io
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from click.testing import CliRunner
from template_filling import compute, declare, fill, type_in, what_is_read

from district_reports import pipeline
from district_reports.cli import main
from district_reports.readers.submissions import read_package
from district_reports.templates import list_template_layouts, write_template
from district_reports.warehouse.scratch import scratch_warehouse

UNIT = "huyện Văn Quan, tỉnh Lạng Sơn"
LAYOUTS = {layout.form: layout for layout in list_template_layouts()}
# What a workbook without a report beside it is always told.
EXPECTED = {"DOC-005"}


@cache
def _template(form: str, unit: str = UNIT, round_: str = "2024H1") -> bytes:
    return write_template(form, unit, round_)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("form", LAYOUTS)
def test_a_template_filled_in_reads_to_exactly_the_cells_typed(form, seed):
    filling = fill(_template(form), LAYOUTS[form], seed, "2024", "2024H1")
    assert len(filling.expected) > 10
    reading = read_package([("bieu.xlsx", filling.content)])
    read = {figure.locator: what_is_read(figure) for figure in reading.figures}
    prefix = f"bieu.xlsx#{LAYOUTS[form].sheet_name}!"
    assert read == {prefix + cell: meant for cell, meant in filling.expected.items()}
    assert (reading.identity.reporting_unit_code, reading.identity.round) == ("184", "2024H1")
    assert {problem.rule for problem in reading.problems} <= EXPECTED | {"TYP-032", "TYP-006"}


@pytest.mark.parametrize("form", LAYOUTS)
def test_totals_that_were_computed_are_read_beside_what_was_typed(form):
    filling = fill(_template(form), LAYOUTS[form], 7, "2024", "2024H1")
    reading = read_package([("bieu.xlsx", compute(filling.content, "77"))])
    read = {figure.locator.rpartition("!")[2]: figure for figure in reading.figures}
    sheet = openpyxl.load_workbook(io.BytesIO(filling.content))[LAYOUTS[form].sheet_name]
    formulas = {cell.coordinate for row in sheet for cell in row if cell.data_type == "f"}
    assert filling.expected.items() <= {cell: what_is_read(figure) for cell, figure in read.items()}.items()
    others = {cell: figure.value_text for cell, figure in read.items() if cell not in filling.expected}
    assert set(others) <= formulas
    assert set(others.values()) == ({"77"} if formulas else set())
    assert "TYP-032" not in {problem.rule for problem in reading.problems}


@pytest.mark.parametrize("form", LAYOUTS)
def test_an_empty_template_says_nothing(form):
    reading = read_package([("bieu.xlsx", compute(_template(form), "…"))])
    assert reading.figures == ()
    assert {problem.rule for problem in reading.problems} == {*EXPECTED, "TYP-005"}


def test_a_computed_number_below_zero_is_read():
    filling = fill(_template("household_review_2"), LAYOUTS["household_review_2"], 1, "2024", "2024H1")
    reading = read_package([("bieu.xlsx", compute(filling.content, "-4172"))])
    assert "-4.172" in {figure.value_text for figure in reading.figures}


def test_a_commune_reports_on_itself_and_on_the_villages_it_names():
    content = write_template("household_review_1", "Phường Ba Đình, thành phố Hà Nội", "2025")
    sheet = "Biểu 1"
    reading = read_package([("bieu.xlsx", type_in(content, sheet, {"D10": 900, "B11": "Tổ dân phố 3", "D11": 70}))])
    assert reading.identity.area_list == "from_2025_07"
    assert reading.identity.reporting_unit_name == "Phường Ba Đình"
    assert [(figure.place, figure.value) for figure in reading.figures] == [("", 900), ("Tổ dân phố 3", 70)]


def test_a_commune_missing_from_the_list_is_written_into_a_spare_row():
    book = openpyxl.load_workbook(io.BytesIO(_template("household_review_1")))
    sheet = book["Biểu 1"]
    spare = next(row for row in range(11, sheet.max_row + 1) if sheet.cell(row, 2).value is None)
    (offered,) = [one for one in sheet.data_validations.dataValidation if f"B{spare}" in one.sqref and one.formula1]
    choice = book["_district_reports"][offered.formula1.rpartition("!")[2].replace("$", "").partition(":")[0]].value
    typed = type_in(_template("household_review_1"), "Biểu 1", {f"B{spare}": choice, f"D{spare}": 5})
    assert [figure.place for figure in read_package([("bieu.xlsx", typed)]).figures] == [choice]


def test_a_formula_the_sender_wrote_and_nobody_computed_is_told_by_its_cell():
    typed = type_in(_template("household_review_1"), "Biểu 1", {"D11": "=1+1", "D12": 8})
    reading = read_package([("bieu.xlsx", typed)])
    assert [figure.value for figure in reading.figures] == [8]
    assert [problem.location for problem in reading.problems if problem.rule == "TYP-017"] == ["bieu.xlsx#Biểu 1!D11"]


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("version", "9", "TYP-030"),
        ("layout_sha256", "0" * 64, "TYP-030"),
        ("form", "support", "TYP-031"),
        ("form", "no_such_form", "TYP-031"),
        ("unit", "99999", "TYP-031"),
        ("round", "spring", "TYP-031"),
        ("unit", "183", "REF-030"),
        ("round", "2024-9M", "REF-031"),
    ],
)
def test_a_template_that_says_something_else_of_itself_is_told(key, value, rule):
    typed = type_in(declare(_template("household_review_1"), key, value), "Biểu 1", {"D11": 8})
    (told,) = [one for one in read_package([("bieu.xlsx", typed)]).problems if one.rule[:3] in (rule[:3], "REF")
               and one.rule not in ("TYP-032",)]  # fmt: skip
    assert told.rule == rule
    assert told.location.startswith("bieu.xlsx#_district_reports!B")
    said = {"2024-9M": "9 tháng năm 2024"}.get(value, value)
    assert said in told.message_vi or rule == "REF-030" or key == "layout_sha256"


def test_a_template_is_held_against_the_report_it_came_with():
    report = "UBND HUYỆN BẮC SƠN\nTỈNH LẠNG SƠN\nBÁO CÁO\nKết quả giảm nghèo năm 2023\nHuyện Bắc Sơn có 100 hộ nghèo."
    typed = type_in(_template("household_review_1"), "Biểu 1", {"D11": 8})
    reading = read_package([("bao-cao.txt", report.encode()), ("bieu.xlsx", typed)])
    told = {one.rule: one.message_vi for one in reading.problems if one.rule.startswith("REF")}
    assert sorted(told) == ["REF-030", "REF-031"]
    assert "Huyện Văn Quan" in told["REF-030"]
    assert "Huyện Bắc Sơn" in told["REF-030"]


def test_a_letterhead_of_another_unit_is_told():
    typed = type_in(_template("household_review_1"), "Biểu 1", {"D11": 8, "A2": "UBND HUYỆN BẮC SƠN"})
    (told,) = [one for one in read_package([("bieu.xlsx", typed)]).problems if one.rule.startswith("REF")]
    assert told.rule == "REF-030"
    assert "phần đầu biểu" in told.message_vi
    assert "Huyện Bắc Sơn" in told.message_vi


def test_a_title_of_another_round_is_told():
    typed = type_in(_template("household_review_1"), "Biểu 1", {"D11": 8, "A5": "9 tháng năm 2024"})
    (told,) = [one for one in read_package([("bieu.xlsx", typed)]).problems if one.rule.startswith("REF")]
    assert (told.rule, told.severity) == ("REF-031", "critical")
    assert "9 tháng năm 2024" in told.message_vi


def test_a_unit_whose_name_ends_in_a_number_is_not_taken_for_its_neighbour():
    content = write_template("household_review_1", "Xã Tân Phước 1, tỉnh Đồng Tháp", "2026H1")
    reading = read_package([("bieu.xlsx", type_in(content, "Biểu 1", {"D10": 900}))])
    assert reading.identity.reporting_unit_name == "Xã Tân Phước 1"
    assert [one.rule for one in reading.problems if one.rule.startswith("REF")] == []


def test_what_the_sender_declares_stands_above_what_a_template_says():
    typed = type_in(_template("household_review_1"), "Biểu 1", {"D11": 8})
    reading = read_package([("bieu.xlsx", typed)], "183", "2023")
    assert (reading.identity.reporting_unit_code, reading.identity.round) == ("183", "2023")
    assert [one.rule for one in reading.problems if one.rule.startswith("REF")] == []


def test_without_its_hidden_sheet_a_template_is_known_by_letterhead_and_title():
    book = openpyxl.load_workbook(io.BytesIO(_template("capital")))
    del book["_district_reports"]
    file = io.BytesIO()
    book.save(file)
    identity = read_package([("bieu.xlsx", file.getvalue())]).identity
    assert (identity.reporting_unit_code, identity.round) == ("184", "2024H1")


# The command


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Runs a command on a local directory of its own, without a warehouse unless the test names one."""
    monkeypatch.setenv("LOCAL_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return lambda *arguments: CliRunner().invoke(main, arguments)


def _ask(run, path, round_="2024H1", form="household_review_1"):
    return run("template", "--form", form, "--unit", UNIT, "--round", round_, "-o", str(path))


def test_the_command_writes_what_the_command_read_reads(run, tmp_path):
    assert _ask(run, tmp_path / "bieu.xlsx").exit_code == 0
    (tmp_path / "bieu.xlsx").write_bytes(
        type_in((tmp_path / "bieu.xlsx").read_bytes(), "Biểu 1", {"D11": 1500, "F11": "x"})
    )
    result = run("read", str(tmp_path / "bieu.xlsx"), "--all")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["indicator"], row["place"], row["value"], row["locator"]) for row in rows] == [
        ("total_households", "Thị trấn Văn Quan", "1500", "bieu.xlsx#Biểu 1!D11"),
        ("poor_households", "Thị trấn Văn Quan", "", "bieu.xlsx#Biểu 1!F11"),
    ]


def test_without_a_warehouse_nothing_of_an_earlier_round_is_shown(run, tmp_path):
    assert _ask(run, tmp_path / "bieu.xlsx").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "bieu.xlsx")
    assert book.sheetnames == ["Hướng dẫn", "Biểu 1", "_district_reports"]
    assert not any("Kỳ trước" in (one.prompt or "") for one in book["Biểu 1"].data_validations.dataValidation)


def test_a_warehouse_that_does_not_answer_is_told_and_the_template_written(run, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/nothing")
    result = _ask(run, tmp_path / "bieu.xlsx")
    assert result.exit_code == 0
    assert "no values of the round before" in result.stderr
    assert openpyxl.load_workbook(tmp_path / "bieu.xlsx").sheetnames[1] == "Biểu 1"


def test_an_unknown_form_is_told_with_the_forms_there_are(run, tmp_path):
    result = _ask(run, tmp_path / "bieu.xlsx", form="household_review_9")
    assert result.exit_code == 1
    assert "household_review_8" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_list_names_every_form_and_where_it_comes_from(run):
    rows = list(csv.DictReader(io.StringIO(run("template", "--list", "--format", "csv").stdout)))
    assert {row["form"] for row in rows} == set(LAYOUTS)
    assert all(row["basis"] for row in rows)


@pytest.fixture(scope="module")
def accepted(session_settings, database_url, tmp_path_factory, make_local_dir):
    """A warehouse in which a template for 2024H1, filled in, was accepted."""
    inbox = tmp_path_factory.mktemp("inbox")
    cells = {"D11": 1000, "F11": 50, "H11": "-", "D12": 800, "F12": "x"}
    (inbox / "bieu.xlsx").write_bytes(type_in(_template("household_review_1"), "Biểu 1", cells))
    with scratch_warehouse(database_url, "templates") as url:
        settings = replace(session_settings, inbox_dir=inbox, local_dir=make_local_dir(),
                           database_url=url)  # fmt: skip
        pipeline.receive_inbox(settings)
        pipeline.ingest_submissions(settings, pipeline.list_pending_submissions(settings))
        pipeline.check_submissions(settings)
        pipeline.build_rollups(settings)
        yield settings


def test_what_was_accepted_before_stands_beside_the_cells_and_is_never_read(run, tmp_path, monkeypatch, accepted):
    monkeypatch.setenv("DATABASE_URL", accepted.database_url)
    assert _ask(run, tmp_path / "bieu.xlsx", "2024-9M").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "bieu.xlsx")
    prompts = {str(one.sqref): one.prompt for one in book["Biểu 1"].data_validations.dataValidation}
    assert prompts["D11"].startswith("Kỳ trước (6 tháng đầu năm 2024, đã nhận): 1.000 hộ.")
    assert prompts["F12"].startswith("Kỳ trước (6 tháng đầu năm 2024, đã nhận): x.")
    shown = {
        cell.coordinate: cell.value for row in book["Kỳ trước"]["D10:H12"] for cell in row if cell.value is not None
    }
    assert shown == {"D11": 1000, "F11": 50, "H11": "-", "D12": 800, "F12": "x"}
    assert all(cell.protection.locked for row in book["Kỳ trước"] for cell in row)
    typed = type_in((tmp_path / "bieu.xlsx").read_bytes(), "Biểu 1", {"D12": 810})
    reading = read_package([("bieu.xlsx", typed)])
    assert [(figure.locator, figure.value) for figure in reading.figures] == [("bieu.xlsx#Biểu 1!D12", 810)]
    assert {problem.rule for problem in reading.problems} <= {"DOC-005", "TYP-032"}


def test_the_first_round_has_none_before_it(run, tmp_path, monkeypatch, accepted):
    monkeypatch.setenv("DATABASE_URL", accepted.database_url)
    assert _ask(run, tmp_path / "bieu.xlsx", "2024H1").exit_code == 0
    assert "Kỳ trước" not in openpyxl.load_workbook(tmp_path / "bieu.xlsx").sheetnames
