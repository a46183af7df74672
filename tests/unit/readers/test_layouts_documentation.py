"""The examples in docs/layouts.md do what the page says: each by editing data alone, in a copy of the project."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from district_reports.settings import PROJECT_DIR

PAGE = (PROJECT_DIR / "docs" / "layouts.md").read_text(encoding="utf-8")
ALIAS, VERSION, FORM = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
(INDICATOR,) = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)

SUPPORT = ["KẾT QUẢ THỰC HIỆN CÁC CHÍNH SÁCH HỖ TRỢ", "Năm 2024", "ĐVT: triệu đồng"]
SHEETS = {
    "alias": [*([text] for text in SUPPORT), ["TT", "Chính sách", "Số lượt người được hưởng", "Kinh phí thực hiện"],
              ["1", "Y tế", 30.0, 4.0]],
    "version": [*([text] for text in SUPPORT),
                ["TT", "Chính sách", "Số người thụ hưởng", "Kinh phí thực hiện", "Số hộ vay vốn"],
                ["1", "Y tế", 30.0, 4.0, 5.0]],
    "old version": [*([text] for text in SUPPORT), ["TT", "Chính sách", "Số người thụ hưởng", "Kinh phí thực hiện"],
                    ["1", "Y tế", 30.0, 4.0]],
    "form": [["KẾT QUẢ CẤP NƯỚC SẠCH VÀ VỆ SINH NÔNG THÔN"], ["Năm 2024"],
             ["TT", "Phường/Xã", "Tổng số hộ", "Hộ dùng nước sạch"], ["1", "Xã Tri Lễ", 90.0, 60.0]],
}  # fmt: skip
# Reads the sheets given, and a template of the page's form with one cell filled in.
READ = """
import io
import openpyxl
from district_reports.problems import DistrictReportsError
from district_reports.readers.outline.sections import Round
from district_reports.readers.submissions import read_package
from district_reports.readers.workbooks.workbook import Sheet, Workbook
from district_reports.readers.workbooks.figures import read_sheets
from district_reports.templates import write_template

def told(reading):
    return {"figures": [[f.indicator, f.place, int(f.value), f.rule] for f in reading.figures],
            "rules": sorted({p.rule for p in reading.problems})}

def read_all(sheets):
    read = {name: told(read_sheets(Workbook("a.xlsx", "", (Sheet("Sheet1", False, rows),)), Round(2024), within="184"))
            for name, rows in sheets.items()}
    try:
        book = openpyxl.load_workbook(io.BytesIO(write_template("clean_water", "184", "2024")))
    except DistrictReportsError as error:
        return {**read, "template": str(error)}
    book["Nước sạch"]["E12"] = 60
    file = io.BytesIO()
    book.save(file)
    return {**read, "template": told(read_package([("a.xlsx", file.getvalue())]))}
"""
IN_THE_COPY = f"{READ}\nimport json, sys\njson.dump(read_all(json.load(sys.stdin)), sys.stdout)"


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(PROJECT_DIR / "district_reports", project / "district_reports",
                    ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
    shutil.copytree(PROJECT_DIR / "dbt_project" / "seeds", project / "dbt_project" / "seeds")
    return project


@pytest.fixture(scope="module")
def before() -> dict:
    names: dict = {}
    exec(READ, names)
    return names["read_all"](SHEETS)


@pytest.fixture(scope="module")
def after(copy) -> dict:
    layouts = copy / "district_reports" / "layouts"
    support = yaml.safe_load((layouts / "support_v1.yml").read_text(encoding="utf-8"))
    for name, column in yaml.safe_load(ALIAS)["columns"].items():
        support["columns"][name]["headings"] += column["headings"]
    _write(layouts / "support_v1.yml", support)
    new = yaml.safe_load(VERSION)
    _write(layouts / "support_v2.yml", {**support, **new, "columns": {**support["columns"], **new["columns"]}})
    (layouts / "clean_water_v1.yml").write_text(FORM, encoding="utf-8")
    with (copy / "dbt_project" / "seeds" / "indicators.csv").open("a", encoding="utf-8") as seed:
        seed.write(INDICATOR)
    there = {"PYTHONPATH": str(copy), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", IN_THE_COPY], input=json.dumps(SHEETS), cwd=copy, env=there, text=True,
                          check=True, capture_output=True)  # fmt: skip
    return json.loads(done.stdout)


def _write(path: Path, layout: dict) -> None:
    path.write_text(yaml.safe_dump(layout, allow_unicode=True, sort_keys=False), encoding="utf-8")


def test_heading_added_as_the_page_says_is_read(before, after):
    assert before["alias"]["rules"] == ["TYP-014", "TYP-015"]
    assert after["alias"] == {"rules": [], "figures": [
        ["policy_beneficiaries", "", 30, "support_v1.people"],
        ["policy_spending", "", 4_000_000, "support_v1.spending"],
    ]}  # fmt: skip


def test_version_added_as_the_page_says_is_read_and_the_old_one_still_is(before, after):
    assert before["version"]["rules"] == ["TYP-014"]
    assert after["version"]["rules"] == []
    assert ["loan_borrowers", "", 5, "support_v2.borrowers"] in after["version"]["figures"]
    assert {rule for *_, rule in after["old version"]["figures"]} == {"support_v1.people", "support_v1.spending"}


def test_form_and_indicator_added_as_the_page_says_are_read(before, after):
    assert before["form"]["figures"] == []
    assert after["form"] == {"rules": [], "figures": [
        ["total_households", "Xã Tri Lễ", 90, "clean_water_v1.households"],
        ["clean_water_households", "Xã Tri Lễ", 60, "clean_water_v1.clean_water"],
    ]}  # fmt: skip


def test_form_added_as_the_page_says_has_a_template(before, after):
    assert "there is no template for form 'clean_water'" in before["template"]
    (figure,) = after["template"]["figures"]
    assert figure[0] == "clean_water_households"
    assert figure[2:] == [60, "clean_water_v1.clean_water"]


def test_page_names_every_key_of_a_layout():
    keys = {key for path in (PROJECT_DIR / "district_reports" / "layouts").glob("*_v*.yml")
            for key in yaml.safe_load(path.read_text(encoding="utf-8"))}  # fmt: skip
    assert len(keys) > 8
    assert sorted(key for key in keys if f"`{key}`" not in PAGE) == []
