"""What senders get back, from a real check and a real run."""

import io
import json
import shutil
from dataclasses import replace

import openpyxl
import pytest

from district_reports import pipeline
from district_reports.checking import check_files
from district_reports.readers.layouts import find_layout
from district_reports.settings import PROJECT_DIR
from district_reports.warehouse.scratch import scratch_warehouse

FAULTY_CELL = "E6"


def _household_review() -> bytes:
    """Form 1 with one row of numbers, one of them told in words."""
    form = find_layout("household_review_1")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 1"
    for text in ("UBND HUYỆN VĂN QUAN", "TỈNH LẠNG SƠN", form.title, "Năm 2024"):
        sheet.append([text])
    columns = [column for column in form.columns if column.name != "code"]
    sheet.append([column.headings[0] for column in columns])
    # A twentieth of all, household by household and head by head, so that nothing else is wrong.
    shares = {"total_households": 100, "total_population": 400}
    told = {column.name: 5 if "rate" in column.name or "households" in column.name else 20 for column in columns}
    sheet.append(["1", "Tràng Phái", *[(told | shares)[one.name] for one in columns if one.role == "value"]])
    sheet[FAULTY_CELL] = "khoảng chục hộ"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def run(session_settings, database_url, tmp_path_factory, make_local_dir):
    """The repository's samples, received, read and checked, in a database of their own."""
    inbox = tmp_path_factory.mktemp("inbox")
    shutil.copytree(PROJECT_DIR / "samples", inbox, dirs_exist_ok=True, ignore=shutil.ignore_patterns("source"))
    shutil.copy(PROJECT_DIR / "tests" / "samples" / "scanned.pdf", inbox)
    with scratch_warehouse(database_url, "feedback") as url:
        settings = replace(session_settings, inbox_dir=inbox, local_dir=make_local_dir(),
                           database_url=url)  # fmt: skip
        pipeline.receive_inbox(settings)
        pipeline.ingest_submissions(settings, pipeline.list_pending_submissions(settings))
        pipeline.check_submissions(settings)
        yield settings, pipeline.write_feedback(settings)


def test_a_sender_who_checks_first_gets_the_same_feedback_with_the_cell_marked(session_settings):
    checked = check_files(
        session_settings, [("bieu.xlsx", _household_review())], "huyện Văn Quan, tỉnh Lạng Sơn", "2024"
    )
    assert [row["where"] for row in checked.rows if row["rule"] == "TYP-016"] == [f"bieu.xlsx#Biểu 1!{FAULTY_CELL}"]
    files = dict(checked.feedback_files())
    assert sorted(files) == ["bieu.danh-dau.xlsx", "phan-hoi.xlsx"]
    marked = openpyxl.load_workbook(io.BytesIO(files["bieu.danh-dau.xlsx"]))["Biểu 1"]
    assert "TYP-016" in marked[FAULTY_CELL].comment.text
    assert [cell.coordinate for row in marked.iter_rows() for cell in row if cell.comment] == [FAULTY_CELL]


def test_every_submission_has_feedback_and_a_receipt(run):
    settings, _ = run
    receipts = [json.loads(path.read_text()) for path in settings.feedback_dir.glob("*/bien-nhan.json")]
    assert len(receipts) == 6
    assert all((settings.feedback_dir / receipt["submission_id"] / "phan-hoi.xlsx").is_file() for receipt in receipts)
    assert all(len(file["file_sha256"]) == 64 for receipt in receipts for file in receipt["files"])
    unread = next(receipt for receipt in receipts if receipt["files"][0]["file_name"] == "scanned.pdf")
    assert unread["verdict"].startswith("Chưa nhận được số liệu nào")


def test_feedback_is_written_again_only_when_something_changed(run):
    settings, written = run
    assert written, "the first run wrote something"
    assert pipeline.write_feedback(settings) == []
    with pipeline.open_warehouse(settings, autocommit=True) as connection:
        submission_id = connection.execute("select min(submission_id) from quality.findings").fetchone()[0]
        connection.execute(
            "update quality.findings set severity = 'critical' where submission_id = %s", [submission_id]
        )
    assert {path.parent.name for path in pipeline.write_feedback(settings)} == {submission_id}


def test_feedback_cut_short_is_written_again(run):
    settings, _ = run
    receipt = next(settings.feedback_dir.glob("*/bien-nhan.json"))
    receipt.write_text("{", encoding="utf-8")
    assert {path.parent for path in pipeline.write_feedback(settings)} == {receipt.parent}
