"""Files made to do harm, or damaged: refused in plain Vietnamese, or read for what they safely say."""

import io
import random
import re
import tracemalloc
import zipfile
from pathlib import Path

import defusedxml
import openpyxl
import pytest
from workbook_forms import build_grid

from district_reports.readers import office_archive
from district_reports.readers.documents.document import read_document
from district_reports.readers.layouts import find_layout
from district_reports.readers.outline.sections import Round
from district_reports.readers.refusals import UnreadableDocument
from district_reports.readers.submissions import read_package
from district_reports.readers.workbooks import opening
from district_reports.readers.workbooks import scan as workbook_scan
from district_reports.readers.workbooks.figures import read_sheets
from district_reports.readers.workbooks.scan import NO_VALUE
from district_reports.readers.workbooks.workbook import read_workbook

ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
SHEET = "xl/worksheets/sheet1.xml"


def _form() -> bytes:
    return build_grid(find_layout("household_review_1"), random.Random(5)).save()


def _replace(content: bytes, change, part: str = SHEET) -> bytes:
    """The archive with one part changed by a function of its bytes."""
    old, new = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            archive.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return new.getvalue()


def _declare_entities(xml: bytes) -> bytes:
    return ENTITIES + re.sub(rb"^<\?xml.*?\?>\s*", b"", xml)


def _add(content: bytes, name: str, data: bytes) -> bytes:
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def _sheet_data(data: bytes):
    return lambda xml: xml[: xml.index(b"<sheetData>") + 11] + data + xml[xml.index(b"</sheetData>") :]


def _refusal(content: bytes, name: str = "bieu.xlsx") -> str:
    (problem,) = read_package([(name, content)]).problems
    assert name in problem.message_vi
    assert "gửi " in problem.message_vi.lower()
    return problem.rule


def test_a_bomb_is_refused_by_what_it_declares_before_a_part_is_opened(monkeypatch):
    bomb = _add(_form(), "xl/media/image1.bin", bytes(310_000_000))
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("a part was opened"))
    tracemalloc.start()
    assert _refusal(bomb) == "TYP-010"
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_many_small_parts_are_summed():
    content = _form()
    for number in range(4):
        content = _add(content, f"xl/media/{number}.bin", bytes(80_000_000))
    assert _refusal(content) == "TYP-010"


def test_a_part_that_declares_less_than_it_holds_is_refused():
    content = bytearray(_form())
    start = content.rindex(SHEET.encode()) - 46
    content[start + 24 : start + 28] = (100).to_bytes(4, "little")
    assert _refusal(bytes(content)) == "TYP-004"


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_declared_entities_are_refused_in_every_part(part):
    assert _refusal(_replace(_form(), _declare_entities, part)) == "TYP-011"


def test_declared_entities_are_refused_in_word_too():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", ENTITIES + b"<w:document/>")
    with pytest.raises(UnreadableDocument) as caught:
        read_document("bao-cao.docx", file.getvalue())
    assert caught.value.rule == "TYP-011"


def test_a_bomb_in_word_is_refused_by_what_it_declares():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:document/>")
        archive.writestr("word/media/1.bin", bytes(310_000_000))
    assert _refusal(file.getvalue(), "bao-cao.docx") == "TYP-010"


def test_defusedxml_parses_the_parts_that_name_sheets_and_styles():
    content = _replace(_replace(_form(), _declare_entities, "xl/workbook.xml"), _declare_entities, "xl/styles.xml")
    archive = zipfile.ZipFile(io.BytesIO(content))
    with pytest.raises(defusedxml.EntitiesForbidden):
        workbook_scan.list_sheet_parts(archive)
    with pytest.raises(defusedxml.EntitiesForbidden):
        workbook_scan.scan_sheets("a.xlsx", archive, {})
    assert workbook_scan.ElementTree.__name__ == "defusedxml.ElementTree"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .xls", "TYP-002"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "TYP-004"),
        (b"PK\x03\x04", "TYP-004"),
        (b"\x89PNG\r\n\x1a\n", "TYP-002"),
        (b"", "TYP-001"),
    ],
)
def test_old_locked_cut_and_renamed_files_are_refused(content, rule):
    assert _refusal(content) == rule


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_workbook_cut_short_is_damaged(share):
    content = _form()
    assert _refusal(content[: int(len(content) * share)]) == "TYP-004"


@pytest.mark.parametrize("name", ["../../etc/passwd.xml", "/etc/passwd", "xl/..\\..\\a.xml", "C:/a.xml"])
def test_paths_that_lead_outside_are_refused(name):
    assert _refusal(_add(_form(), name, b"<a/>")) == "TYP-011"


def test_a_million_empty_formatted_rows_are_read_past():
    rows = b"".join(b'<row r="%d" s="1"><c r="A%d" s="1"/></row>' % (number, number) for number in range(30, 1_000_030))
    content = _replace(_form(), lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    workbook = read_workbook("a.xlsx", content)
    assert len(workbook.sheets[0].rows) < 100
    assert len(read_sheets(workbook, Round(2024)).figures) == 84


@pytest.mark.parametrize("row", [b'<row r="%d" s="1" customFormat="1"/>', b'<row r="%d"/>'])
def test_a_million_formatted_rows_without_cells_are_read_past(row):
    rows = b"".join(row % number for number in range(30, 1_000_030))
    content = _replace(_form(), lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    reading = read_package([("bieu.xlsx", content)])
    assert len(reading.figures) == 84
    assert "TYP-010" not in {problem.rule for problem in reading.problems}


def test_rows_between_rows_without_cells_are_scanned_whole(monkeypatch):
    monkeypatch.setattr(office_archive, "_CHUNK", 61)
    empty = b"".join(b'<row r="%d" s="1"/>' % number for number in range(30, 90))
    rows = empty + b'<row r="90"><c r="A90" s="0"/><c r="B90"><f>1+1</f></c></row><row r="91"/>'
    content = _replace(_form(), lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    assert read_workbook("a.xlsx", content).sheets[0].marks.faults == {(89, 1): NO_VALUE}


@pytest.mark.parametrize("cell", [b'<c r="C1048576" s="1" t="n"></c>', b"<c r='XFD1048576' s='1'>\n</c>"])
def test_an_empty_formatted_cell_at_the_far_end_of_a_sheet_is_read_past(cell):
    row = b'<row r="1048576">' + cell + b"</row></sheetData>"
    content = _replace(_form(), lambda xml: xml.replace(b"</sheetData>", row))
    reading = read_package([("bieu.xlsx", content)])
    assert len(reading.figures) == 84
    assert "TYP-010" not in {problem.rule for problem in reading.problems}


def test_a_filled_cell_too_far_from_the_figures_is_named_with_its_sheet():
    row = b'<row r="1048576"><c r="C1048576" t="str"><v> </v></c></row></sheetData>'
    content = _replace(_form(), lambda xml: xml.replace(b"</sheetData>", row))
    (problem,) = read_package([("bieu.xlsx", content)]).problems
    assert problem.rule == "TYP-010"
    assert "trang tính “Biểu 1”" in problem.message_vi
    assert "1048576" in problem.message_vi


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c><c s="1" r=\'XFD1048576\'><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="1"><x:c xmlns:x="y" r="XFD1048576"><v>1</v></x:c></row>',
        b'<row r="9000000"><c><v>1</v></c></row>',
        b"<row>" + b"<c><v>1</v></c>" * 9000 + b'</row><row r="9999"><c r="A9999"><v>1</v></c></row>',
    ],
)
def test_two_cells_at_the_far_ends_of_a_sheet_do_not_fill_memory(cells):
    assert _refusal(_replace(_form(), _sheet_data(cells))) == "TYP-010"


def test_another_workbook_behind_the_one_that_is_judged_is_refused():
    content = _replace(_form(), lambda xml: xml.replace(b"xl/workbook.xml", b"xl/other.xml"), "_rels/.rels")
    assert _refusal(content) == "TYP-004"


def test_a_cell_whose_name_is_none_is_damage():
    assert _refusal(_replace(_form(), _sheet_data(b'<row r="1"><c r="1A"><v>1</v></c></row>'))) == "TYP-004"


def test_sheets_that_are_small_one_by_one_are_summed(monkeypatch):
    monkeypatch.setattr(opening, "MOST_CELLS", 100_000)
    ends = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="200"><c r="NR200"><v>1</v></c></row>'
    filled = b"<sheetData>" + ends + b"</sheetData>"
    book = openpyxl.Workbook()
    book.create_sheet("hai")
    file = io.BytesIO()
    book.save(file)
    content = file.getvalue()
    for part in (SHEET, SHEET.replace("1", "2")):
        content = _replace(content, lambda xml: re.sub(rb"<sheetData ?/>|<sheetData></sheetData>", filled, xml), part)
    assert _refusal(content) == "TYP-010"


def test_parts_that_differ_in_case_alone_are_refused():
    assert _refusal(_add(_form(), SHEET.upper(), b"<a/>")) == "TYP-011"


def test_a_declaration_where_two_chunks_meet_is_found(monkeypatch):
    content = _replace(_form(), lambda xml: xml + b" " * 20 + b"<!DOCTYPE a>")
    for size in range(50, 80):
        monkeypatch.setattr(office_archive, "_CHUNK", size)
        assert _refusal(content) == "TYP-011"


def test_a_formula_in_a_name_stays_a_name():
    name = '=HYPERLINK("http:||example.invalid";"x").xlsx'
    reading = read_package([(name, _form())])
    assert {figure.locator.split("#")[0] for figure in reading.figures} == {name}


def test_a_name_that_leads_outside_stays_a_name():
    reading = read_package([("../../x.xlsx", _form())])
    assert len(reading.figures) == 84
    assert not Path("../../x.xlsx").exists()
