import io
import zipfile

import pytest

from district_reports.readers.documents.document import Paragraph, UnreadableDocument, read_document
from district_reports.readers.documents.word_numbering import format_count
from district_reports.readers.submissions import read_package

XMLNS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def _read(body: str, **parts: str) -> list[Paragraph]:
    return list(read_document("a.docx", _archive(body, **parts)).paragraphs)


def _archive(body: str, **parts: str) -> bytes:
    parts = {"document": f"<w:body>{body}</w:body>", **parts}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {XMLNS}>{xml}</w:{name}>")
    return content.getvalue()


def _texts(body: str, **parts: str) -> list[str]:
    return [paragraph.text for paragraph in _read(body, **parts)]


def _p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _item(text: str, level: int = 0, number: int = 1) -> str:
    return _p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def _level(level: int, number_format: str, text: str) -> str:
    rule = f'<w:start w:val="1"/><w:numFmt w:val="{number_format}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{level}">{rule}</w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + _level(0, "upperRoman", "%1.")
    + _level(1, "decimal", "%2.")
    + _level(2, "lowerLetter", "%3)")
    + _level(3, "bullet", "")
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    + '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def test_automatic_numbers_are_written_out():
    body = _item("CHUNG") + _item("Vốn", 1) + _item("Giao", 2) + _item("Chi", 2) + _item("xã A", 3) + _item("Hộ", 1)
    body += _item("RIÊNG") + _item("Vốn", 1) + _item("PHỤ LỤC", 0, 2)

    assert _texts(body, numbering=NUMBERING) == [
        "I. CHUNG", "1. Vốn", "a) Giao", "b) Chi", "- xã A", "2. Hộ", "II. RIÊNG", "1. Vốn", "I. PHỤ LỤC",
    ]  # fmt: skip


def test_number_of_a_list_may_come_from_the_style():
    styles = (
        '<w:style w:styleId="B"><w:name w:val="Base"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="B"/></w:style>'
    )

    (paragraph,) = _read(_p("CHUNG", '<w:pStyle w:val="H"/>'), styles=styles, numbering=NUMBERING)

    assert (paragraph.text, paragraph.style) == ("I. CHUNG", "heading 1")


@pytest.mark.parametrize(
    ("count", "number_format", "text"),
    [
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (28, "lowerLetter", "bb"),
        (3, "decimalZero", "03"),
        (5, "none", ""),
    ],
)
def test_counts_are_written_as_word_writes_them(count, number_format, text):
    assert format_count(count, number_format) == text


def test_insertions_are_kept_and_deletions_are_not():
    body = (
        "<w:p><w:r><w:t>Vốn </w:t></w:r><w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> cũ</w:t></w:r></w:moveFrom>"
        "<w:r><w:t> triệu đồng</w:t></w:r></w:p>"
    )

    assert _texts(body) == ["Vốn 12 triệu đồng"]


def test_links_fields_breaks_and_hidden_text_read_as_on_paper():
    body = (
        "<w:p><w:hyperlink><w:r><w:t>Nghị</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>quyết</w:t><w:tab/>"
        "<w:instrText>PAGE</w:instrText><w:t>NQ</w:t><w:noBreakHyphen/><w:t>TU</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"
    )

    assert _texts(body) == ["Nghị quyết NQ-TU"]


def _struck(text: str, switch: str = "<w:strike/>") -> str:
    return f'<w:r><w:rPr>{switch}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("switch", "text"),
    [
        ("<w:strike/>", "Hộ nghèo 1.226 hộ"),
        ("<w:dstrike/>", "Hộ nghèo 1.226 hộ"),
        ('<w:strike w:val="1"/>', "Hộ nghèo 1.226 hộ"),
        ('<w:rStyle w:val="Xoa"/>', "Hộ nghèo 1.226 hộ"),
        ('<w:rStyle w:val="Xoa"/><w:strike w:val="0"/>', "Hộ nghèo 1.360 1.226 hộ"),
        ('<w:strike w:val="false"/>', "Hộ nghèo 1.360 1.226 hộ"),
        ("<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>", "Hộ nghèo 1.360 1.226 hộ"),
    ],
)
def test_what_is_struck_through_is_deleted(switch, text):
    body = f'<w:p><w:r><w:t xml:space="preserve">Hộ nghèo </w:t></w:r>{_struck("1.360 ", switch)}'
    body += "<w:r><w:t>1.226 hộ</w:t></w:r></w:p>"
    styles = '<w:style w:styleId="Xoa"><w:rPr><w:strike/></w:rPr></w:style>'
    assert _texts(body, styles=styles) == [text]


def test_numbers_struck_through_are_told_once_with_their_place():
    body = _p("UBND HUYỆN BA BỂ") + _p("BÁO CÁO") + _p("Giảm nghèo năm 2023") + _p("Vốn được giao là 5 triệu đồng.")
    body += f"<w:p><w:r><w:t>Huyện có </w:t></w:r>{_struck('1.')}{_struck('360')}<w:r><w:t>nhiều hộ.</w:t></w:r></w:p>"
    body += f"<w:p>{_struck('Bỏ câu này, 25 hộ')}</w:p><w:p>{_struck('và câu này')}</w:p>"
    problems = read_package([("a.docx", _archive(body))]).problems
    told = [problem for problem in problems if problem.rule == "TYP-023"]
    assert [(one.location, one.found) for one in told] == [("a.docx#p5", "“1.360”; “Bỏ câu này, 25 hộ”")]
    assert "2 chỗ gạch ngang" in told[0].message_vi


def test_a_struck_number_of_a_table_is_no_figure_of_it():
    number = f"<w:p>{_struck('120')}<w:r><w:t>130</w:t></w:r></w:p>"
    body = f"<w:tbl><w:tr><w:tc>{_p('Xã A')}</w:tc><w:tc>{number}</w:tc></w:tr></w:tbl>"
    assert _texts(body) == ["Xã A | 130"]


def test_raised_digits_are_superscripts():
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'

    assert _texts(f"<w:p><w:r><w:t>30 m</w:t></w:r>{raised}</w:p>") == ["30 m²"]


def test_footnotes_are_lifted_and_numbered_as_cited():
    body = "".join(
        f'<w:p><w:r><w:t>{text}</w:t></w:r><w:r><w:footnoteReference w:id="{note}"/></w:r></w:p>'
        for text, note in (("Một.", 9), ("Hai.", 4))
    )
    notes = "".join(
        f'<w:footnote w:id="{note}"><w:p><w:r><w:footnoteRef/><w:t> {text}</w:t></w:r></w:p></w:footnote>'
        for note, text in ((4, "Chú thích hai."), (9, "Chú thích một."))
    )

    paragraphs = _read(body, footnotes=notes)

    assert [(paragraph.text, paragraph.footnote_mark) for paragraph in paragraphs] == [
        ("Một.¹", ""), ("Hai.²", ""), ("Chú thích một.", "1"), ("Chú thích hai.", "2"),
    ]  # fmt: skip


def _table(*rows: tuple[str, ...]) -> str:
    return "<w:tbl>{}</w:tbl>".format(
        "".join("<w:tr>{}</w:tr>".format("".join(f"<w:tc>{cell}</w:tc>" for cell in row)) for row in rows)
    )


def test_tables_are_read_row_by_row():
    merged = "<w:tcPr><w:vMerge/></w:tcPr>" + _p("Dự án 1")
    first = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + _p("Dự án 1")
    table = _table((first, _p("Vốn") + _p("đầu tư"), _p("10")), (merged, _p("Vốn sự nghiệp"), _p("5")))

    paragraphs = _read(_p("Bảng 1") + table)

    assert [paragraph.text for paragraph in paragraphs] == [
        "Bảng 1",
        "Dự án 1 | Vốn đầu tư | 10",
        "| Vốn sự nghiệp | 5",
    ]
    assert [paragraph.style for paragraph in paragraphs] == ["", "table", "table"]


def test_table_within_a_table_is_read_once_and_is_a_table_of_its_own():
    inner = _table((_p("trong"), _p("cùng")))

    paragraphs = _read(_table((_p("ngoài"), inner + _p("sau")), (_p("dưới"), _p("cuối"))))

    assert [(paragraph.table, paragraph.text) for paragraph in paragraphs] == [
        (1, "ngoài | sau"), (1, "dưới | cuối"), (2, "trong | cùng"),
    ]  # fmt: skip


def _cells(body: str) -> list[tuple[int, int, int, int, str]]:
    cells = [cell for paragraph in _read(body) for cell in paragraph.cells]
    return [(cell.row, cell.column, cell.last_row, cell.last_column, cell.text) for cell in cells]


def _merged(properties: str, text: str = "") -> str:
    return f"<w:tcPr>{properties}</w:tcPr>{_p(text)}"


def test_merged_cells_know_how_far_they_reach():
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    table = _table(
        (_merged(down, "TT"), _merged(wide, "Vốn"), _p("Ghi chú")),
        (_merged(on), _p("Giao"), _p("Chi"), _p("")),
        (_merged(on), _p("1"), _p("2"), _p("3")),
    )

    assert _cells(table) == [
        (0, 0, 2, 0, "TT"), (0, 1, 0, 2, "Vốn"), (0, 3, 0, 3, "Ghi chú"),
        (1, 1, 1, 1, "Giao"), (1, 2, 1, 2, "Chi"), (1, 3, 1, 3, ""),
        (2, 1, 2, 1, "1"), (2, 2, 2, 2, "2"), (2, 3, 2, 3, "3"),
    ]  # fmt: skip


def test_row_that_begins_further_right_keeps_its_columns():
    late = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{_p("5")}</w:tc></w:tr>'
    table = _table((_p("Dự án"), _p("Vốn"))).replace("</w:tbl>", f"{late}</w:tbl>")

    assert _cells(table)[-1] == (1, 1, 1, 1, "5")


def test_deleted_row_is_gone_and_what_was_merged_with_it_stays():
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{_merged('<w:vMerge/>')}</w:tc><w:tc><w:p/></w:tc></w:tr>"
    table = _table((_p("Dự án"), _p("Vốn")), (_merged("<w:vMerge/>", "Dự án 1"), _p("5")))
    table = table.replace("</w:tr>", f"</w:tr>{deleted}", 1)

    assert _cells(table)[2:] == [(1, 0, 1, 0, "Dự án 1"), (1, 1, 1, 1, "5")]


def test_tracked_changes_and_footnotes_inside_a_cell_read_as_in_a_paragraph():
    changed = (
        "<w:p><w:del><w:r><w:delText>10</w:delText></w:r></w:del><w:ins><w:r><w:t>12</w:t></w:r></w:ins>"
        '<w:r><w:footnoteReference w:id="3"/></w:r></w:p>'
    )
    notes = f'<w:footnote w:id="3">{_p("Số Kho bạc.")}</w:footnote>'

    paragraphs = _read(_table((_p("Vốn"), changed)), footnotes=notes)

    assert [paragraph.text for paragraph in paragraphs] == ["Vốn | 12¹", "Số Kho bạc."]


def test_text_box_inside_a_cell_belongs_to_the_cell():
    box = "<w:p><w:r><w:t>12</w:t><w:txbxContent>{}</w:txbxContent></w:r></w:p>".format(_p("đã làm tròn"))

    assert _texts(_table((_p("Vốn"), box))) == ["Vốn | 12 đã làm tròn"]


def test_letterhead_in_a_table_is_read_down_its_columns():
    left, right = _p("ỦY BAN NHÂN DÂN") + _p("HUYỆN A"), _p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + _p("Độc lập")

    assert _texts(_table((left, right))) == [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN A",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập",
    ]


def test_text_box_is_read_once_after_its_paragraph():
    box = "<w:txbxContent>{}</w:txbxContent>".format(_p("Trong khung"))
    body = (
        f"<w:p><w:r><w:t>Ngoài khung</w:t><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert _texts(body) == ["Ngoài khung", "Trong khung"]


def test_document_of_pictures_only_has_no_text_layer():
    with pytest.raises(UnreadableDocument) as caught:
        _read("<w:p><w:r><w:drawing/></w:r></w:p>")

    assert caught.value.rule == "TYP-003"


def test_broken_markup_is_damage():
    with pytest.raises(UnreadableDocument) as caught:
        _read("<w:p>")

    assert caught.value.rule == "TYP-004"


def _tabbed(*cells: str) -> str:
    return f"<w:p><w:r>{'<w:tab/>'.join(f'<w:t>{cell}</w:t>' for cell in cells)}</w:r></w:p>"


def test_paragraphs_that_tabs_divide_into_columns_are_a_table():
    rows = (("Nội dung", "Kế hoạch vốn", "Giải ngân"), ("Dự án 1", "90", "45"), ("Dự án 2", "60", "30"))

    paragraphs = _read(
        _table((_p("a"), _p("b"))) + _p("Kết quả:") + "".join(_tabbed(*row) for row in rows) + _p("Hết.")
    )

    assert [(paragraph.text, paragraph.table) for paragraph in paragraphs] == [
        ("a | b", 1), ("Kết quả:", 0), ("Nội dung | Kế hoạch vốn | Giải ngân", 2), ("Dự án 1 | 90 | 45", 2),
        ("Dự án 2 | 60 | 30", 2), ("Hết.", 0),
    ]  # fmt: skip


def test_tables_are_numbered_in_the_order_they_stand_in_however_they_are_set():
    rows = (("Nội dung", "Kế hoạch vốn"), ("Dự án 1", "90"), ("Dự án 2", "60"))

    paragraphs = _read("".join(_tabbed(*row) for row in rows) + _p("Hết.") + _table((_p("a"), _p("b"))))

    assert [paragraph.table for paragraph in paragraphs] == [1, 1, 1, 0, 2]


@pytest.mark.parametrize(
    "lines",
    [
        [("UBND HUYỆN A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 12/BC-UBND", "A, ngày 05 tháng 7 năm 2024")],
        [("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"), ("- Như trên;", "CHỦ TỊCH")],
    ],
)
def test_letterheads_and_signatures_set_with_tabs_are_no_tables(lines):
    assert {paragraph.table for paragraph in _read("".join(_tabbed(*line) for line in lines))} == {0}
