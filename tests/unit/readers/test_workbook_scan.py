"""What a sheet's XML says beside its values, in every spelling XML allows."""

import pytest
from workbook_forms import build_file

from district_reports.readers.workbooks.scan import ERROR, NO_VALUE, PERCENT, SCALED
from district_reports.readers.workbooks.spelling import Speller, column_letters, is_plain, place_of
from district_reports.readers.workbooks.workbook import read_workbook

STRICT = {
    "namespace": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "relations": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def _sheet(rows: str, **more):
    return read_workbook("a.xlsx", build_file(f"<sheetData>{rows}</sheetData>", **more)).sheets[0]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><f>B1+C1</f></c>',
        '<c r="A1"><f>B1+C1</f><v></v></c>',
        '<c r="A1"><f>B1+C1</f><v/></c>',
        '<c r="A1" t="str"><f>B1&amp;C1</f></c>',
        '<c r="A1"><f t="shared" si="0"/></c>',
        "<c r='A1'><f>B1+C1</f></c>",
        '<c s="0" r="A1"><f>B1+C1</f></c>',
        '<c\nr = "A1"\n><f>B1+C1</f></c >',
        "<c><f>B1+C1</f></c>",
        '<c r="A1"><!-- none --><f>B1+C1</f><!-- <v>5</v> --></c>',
        '<c r="A1"><f><![CDATA[B1+C1]]></f></c>',
    ],
)
def test_a_formula_that_was_never_computed_is_marked_however_it_is_spelt(cell):
    assert _sheet(f'<row r="1">{cell}<c r="B1"><v>7</v></c></row>').marks.faults == {(0, 0): NO_VALUE}


@pytest.mark.parametrize("cell", ['<x:c r="A1"><x:f>B1</x:f></x:c>', "<x:c><x:f>B1</x:f><x:v></x:v></x:c>"])
def test_a_prefix_for_the_namespace_hides_no_formula(cell):
    content = build_file(
        f"<x:sheetData><x:row r='1'>{cell}<x:c r='B1'><x:v>7</x:v></x:c></x:row></x:sheetData>", root="x:"
    )
    (sheet,) = read_workbook("a.xlsx", content).sheets
    assert sheet.marks.faults == {(0, 0): NO_VALUE}
    assert sheet.value(0, 1) == 7


@pytest.mark.parametrize(
    "cell", ['<c r="A1" t="e"><v>#N/A</v></c>', "<c t='e' r='A1'><v>#N/A</v></c>", '<c r="A1" t = "e"><v>#N/A</v></c>']
)
def test_an_error_is_marked_however_it_is_spelt(cell):
    assert _sheet(f'<row r="1">{cell}</row>').marks.faults == {(0, 0): ERROR}


def test_computed_formulas_and_plain_values_have_no_mark():
    sheet = _sheet('<row r="1"><c r="A1"><f>B1</f><v>7</v></c><c r="B1"><v>7</v></c><c r="C1"/></row>')
    assert sheet.marks.faults == {}
    assert sheet.rows == [[7, 7]]


def test_a_formula_that_comes_to_an_empty_text_was_computed():
    sheet = _sheet('<row r="1"><c r="A1" t="str"><f>B1&amp;""</f><v></v></c><c r="B1"><v>7</v></c></row>')
    assert sheet.marks.faults == {}
    assert sheet.rows == [["", 7]]


def test_cells_without_names_stand_where_they_follow():
    rows = '<row r="3"><c><v>1</v></c><c r="D3"><v>2</v></c><c><f>A3</f></c></row><row><c><f>A3</f></c></row>'
    sheet = _sheet(rows)
    assert sheet.marks.faults == {(2, 4): NO_VALUE, (3, 0): NO_VALUE}
    assert (sheet.value(2, 0), sheet.value(2, 3)) == (1, 2)


@pytest.mark.parametrize(
    ("code", "display"),
    [("0%", PERCENT), ("0.00%", PERCENT), ("#,##0,", SCALED), ("#,##0.0,,", SCALED), ('0"%"', None), ("#,##0", None)],
)
@pytest.mark.parametrize("cell", ['<c r="A1" s="1"><v>0.5</v></c>', "<c s='1' r='A1'><v>0.5</v></c>"])
def test_numbers_that_are_shown_otherwise_than_kept_are_marked(code, display, cell):
    styles = (
        f"<numFmts><numFmt numFmtId='164' formatCode='{code}'/></numFmts>"
        "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs>"
    )
    marks = _sheet(f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>', styles=styles).marks
    assert marks.displays == ({(0, 0): display} if display else {})


def test_a_first_style_of_percents_marks_cells_that_name_no_style():
    styles = "<cellXfs><xf numFmtId='10'/><xf numFmtId='0'/></cellXfs>"
    row = '<row r="1"><c r="A1"><v>0.5</v></c><c r="B1" s="1"><v>1</v></c></row>'
    assert _sheet(row, styles=styles).marks.displays == {(0, 0): PERCENT}


def test_a_workbook_of_the_strict_kind_is_read():
    sheet = _sheet('<row r="1"><c r="A1"><v>7</v></c><c r="B1"><f>A1</f></c></row>', **STRICT)
    assert sheet.value(0, 0) == 7
    assert sheet.marks.faults == {(0, 1): NO_VALUE}


def test_marks_are_found_where_chunks_of_the_file_meet(monkeypatch):
    rows = "".join(f'<row r="{number}"><c r="A{number}"><f>B1</f></c></row>' for number in range(1, 40))
    for size in (97, 131, 200):
        monkeypatch.setattr("district_reports.readers.office_archive._CHUNK", size)
        assert set(_sheet(rows).marks.faults) == {(row, 0) for row in range(39)}


@pytest.mark.parametrize(
    ("piece", "plain"),
    [
        (b'<row r="1" x:d="0.2"><c r="A1"><v>1</v></c></row>', True),
        (b'<row r="1"><c r="A1" t="inlineStr"><is><t>it\'s 5:30!</t></is></c></row>', True),
        (b"<row r='1'><c r='A1'><v>1</v></c></row>", False),
        (b'<x:row r="1"><x:c r="A1"/></x:row>', False),
        (b'<row r="1"><c><v>1</v></c></row>', False),
        (b'<row r="1"><c r="A1"><!-- x --></c></row>', False),
    ],
)
def test_only_what_is_spelt_otherwise_is_respelt(piece, plain):
    assert is_plain(piece) is plain
    assert (Speller().spell(piece) is piece) is plain


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column, letters):
    assert column_letters(column) == letters
    assert place_of(f"{letters}12".encode()) == (11, column)


@pytest.mark.parametrize("name", [b"", b"A", b"1", b"A0", b"1A", b"ABCD1", b"A1 "])
def test_what_is_no_name_of_a_cell_has_no_place(name):
    assert place_of(name) is None
