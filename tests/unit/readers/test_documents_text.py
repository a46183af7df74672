import pytest

from district_reports.readers.documents.document import UnreadableDocument, read_document

LONG = "Các xã đã lập xong hồ sơ của từng dự án, đang chờ thẩm định để giải ngân phần vốn còn lại"


def _read(text: str) -> list[str]:
    return [paragraph.text for paragraph in read_document("a.txt", text.encode()).paragraphs]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encoding_is_found(encoding):
    (paragraph,) = read_document("a.txt", "Tổng số hộ nghèo: 896 hộ".encode(encoding)).paragraphs

    assert paragraph.text == "Tổng số hộ nghèo: 896 hộ"


def test_windows_1258_is_read_where_it_is_clean_vietnamese():
    content = "Tô\u0309ng sô\u0301 hô\u0323 nghe\u0300o".encode("cp1258")

    (paragraph,) = read_document("a.txt", content).paragraphs

    assert paragraph.text == "Tổng số hộ nghèo"


def test_bytes_in_no_known_encoding_are_refused():
    with pytest.raises(UnreadableDocument) as caught:
        read_document("a.txt", b"B\xb8o c\xb8o k\xd5t qu\xb6")

    assert caught.value.rule == "TYP-002"
    assert "UTF-8" in caught.value.message_vi


def test_wrapped_lines_are_one_paragraph_and_list_items_are_not():
    text = (
        "Huyện đã giao vốn cho các xã ngay trong quý I\nvà hướng dẫn lập hồ sơ.\n- Vốn đầu tư: 10.\n+ Vốn sự nghiệp: 5."
    )

    assert _read(text) == [
        "Huyện đã giao vốn cho các xã ngay trong quý I và hướng dẫn lập hồ sơ.",
        "- Vốn đầu tư: 10.",
        "+ Vốn sự nghiệp: 5.",
    ]


def test_lines_longer_than_a_page_is_wide_are_paragraphs():
    first, second, third = f"{LONG} {LONG}.", f"Dự án 1 được giao 9 tỷ đồng; {LONG}.", f"{LONG} tiếp theo."

    assert _read(f"{first}\n{second}\n{third}") == [first, second, third]


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("Đã lồng ghép các dự án với các chương trình phát triển kinh tế", "- xã hội của huyện."),
        ("Phần vốn chưa sử dụng hết chủ yếu nằm ở Tiểu dự án 1 của Dự án", "3. Tiến độ đạt 61%."),
        ("Kinh phí 6.150 triệu đồng, trong đó Tiểu dự án 1: 4.700 triệu;", "Tiểu dự án 2: 1.450 triệu."),
        ("IV. KẾT QUẢ THỰC HIỆN CÁC DỰ ÁN, TIỂU DỰ ÁN CỦA CHƯƠNG TRÌNH NĂM", "2024"),
    ],
)
def test_line_that_looks_like_a_beginning_by_chance_goes_on(above, line):
    wrapped = [above, line, *[f"{'Các xã đã lập xong hồ sơ của dự án':{len(above) - 5}}."] * 20]

    assert _read("\n".join(wrapped))[0] == f"{above} {line}"


def test_text_below_a_heading_that_fills_its_line_is_a_paragraph():
    heading = "2. Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo"
    text = "Vốn giao 6.180 triệu đồng, các xã đã lập xong hồ sơ dự án."

    assert _read("\n".join([heading, *[text] * 20]))[:2] == [heading, text]


def test_part_on_a_line_of_its_own_begins_a_paragraph():
    assert _read(f"{LONG}\nPhần thứ hai\n{LONG}") == [LONG, "Phần thứ hai", LONG]


def test_line_break_inside_a_bracket_ends_nothing():
    assert _read("- Dự án 3: 9 tỷ đồng (Tiểu dự án 1: 5 tỷ đồng;\nTiểu dự án 2: 4 tỷ đồng).") == [
        "- Dự án 3: 9 tỷ đồng (Tiểu dự án 1: 5 tỷ đồng; Tiểu dự án 2: 4 tỷ đồng)."
    ]


def test_lines_in_capitals_stand_alone():
    assert _read("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nNguyễn Văn A") == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "Nguyễn Văn A",
    ]


def test_marks_of_markdown_and_of_footnotes_stay_in_the_sentence():
    assert _read("**Dự án 2:** kinh phí *5 đồng⁷*.") == ["**Dự án 2:** kinh phí *5 đồng⁷*."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("kinh phí giải ngân 695,4 triệu đồng, đạt 2,82% kế", "hoạch giao."),  # a word of two syllables
        (f"{LONG} (vốn đầu", "tư: 1.581 triệu đồng)."),  # inside brackets
        (f"{LONG} là", "3.152 triệu đồng."),  # before a number
        (f"{LONG}, trong đó", "(vốn sự nghiệp 12 triệu đồng) đã giao."),  # before a bracket
        (f"{LONG} giao cho Phòng Văn hóa và", "Thông tin huyện."),  # before a name, after a word that ends nothing
        (f"- {LONG}, tham mưu huyện trình", "HĐND tỉnh xem xét."),
        ("b) Tiểu dự án 2: Đề án do Thủ tướng Chính phủ phê", "duyệt. Kinh phí: 5 triệu đồng."),  # in a heading
        (f"{LONG} (gồm lớp học;", "nhà ở)."),  # a semicolon inside brackets
    ],
)
def test_sentence_cut_by_a_page_end_is_joined(first, second):
    assert _read(f"{first}\n\n{second}") == [f"{first} {second}"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{LONG}.", "trong đó có 5 xã."),  # ended
        (f"{LONG}:", "vốn đầu tư 5 triệu đồng."),
        (LONG, "- vốn đầu tư 5 triệu đồng."),  # a list begins
        (LONG, "+ vốn đầu tư 5 triệu đồng."),
        (LONG, "2. Dự án 2: Đa dạng hóa sinh kế"),
        (LONG, "3.1 Dự án 1: Hỗ trợ sản xuất"),
        (LONG, "a) Kết quả"),
        (LONG, "đ) Giải pháp"),
        (LONG, "II- ĐÁNH GIÁ"),
        (LONG, "Kinh phí 5 triệu đồng."),  # a new sentence
        (LONG, "(Kèm theo Báo cáo số 5)"),  # a line of its own
        ("2. Mục tiêu cụ thể", "100% người nghèo có thẻ."),  # below a heading
        ("7. Dự án 7: Nâng cao năng lực và giám sát, đánh giá thực hiện Chương trình", "Kinh phí 5 triệu đồng."),
        (
            "3.2. Kinh nghiệm rút ra khi tổ chức thực hiện các dự án, tiểu dự án của Chương trình",
            "Để có vốn, cần hồ sơ.",
        ),
        ("BÁO CÁO KẾT QUẢ THỰC HIỆN CHƯƠNG TRÌNH GIẢM NGHÈO BỀN VỮNG NĂM 2024", "của huyện"),
        ("Huyện A, ngày tháng năm 2024", "BÁO CÁO"),
    ],
)
def test_separate_paragraphs_stay_separate(first, second):
    assert _read(f"{first}\n\n{second}") == [first, second]


def test_footnotes_between_the_halves_of_a_sentence_are_lifted():
    text = (
        "Vốn đối ứng của các\n\n⁴ Theo Quyết định số 7.\n\n¹² Công văn số 8.\n\n"
        "hộ là 5 triệu đồng⁴.\n\nĐã giải ngân 2 triệu đồng¹²."
    )

    paragraphs = read_document("a.txt", text.encode()).paragraphs

    assert [(paragraph.number, paragraph.text, paragraph.footnote_mark) for paragraph in paragraphs] == [
        (1, "Vốn đối ứng của các hộ là 5 triệu đồng⁴.", ""),
        (2, "Đã giải ngân 2 triệu đồng¹².", ""),
        (3, "Theo Quyết định số 7.", "4"),
        (4, "Công văn số 8.", "12"),
    ]
    assert [paragraph.is_footnote for paragraph in paragraphs] == [False, False, True, True]


def test_form_feed_is_a_page_end():
    assert _read("Vốn đối ứng của các\fhộ dân.") == ["Vốn đối ứng của các hộ dân."]


@pytest.mark.parametrize("second", ["6/ Nước sinh hoạt", "đ, Đào tạo nghề", "IV/ Đề xuất", "2- Nhu cầu vốn"])
def test_label_with_a_stroke_or_comma_begins_a_paragraph(second):
    assert _read(f"{LONG} trong năm nay\n{second}") == [f"{LONG} trong năm nay", second]


def test_lines_divided_by_bars_are_the_rows_of_a_table():
    text = "Biểu 1. Vốn giao\nTT | Nội dung | Vốn\n| Tổng cộng | 90\n1 | Dự án 2 | 45\n\nNội dung khác."
    *_, head, total, row, after = read_document("a.txt", text.encode()).paragraphs
    assert [paragraph.table for paragraph in (head, total, row, after)] == [1, 1, 1, 0]
    assert [cell.text for cell in total.cells] == ["", "Tổng cộng", "90"]


def test_lines_of_unlike_cells_are_text():
    text = "Dự án | Vốn | Tỷ lệ\nDự án 2 | 50%"
    assert {paragraph.table for paragraph in read_document("a.txt", text.encode()).paragraphs} == {0}


def test_label_that_swallowed_its_bar_has_a_cell_of_its_own():
    text = "Dự án | Vốn | Tỷ lệ\nDự án 2: 45 | 50%\nDự án 3 | 40 | 45%"
    *_, two, three = read_document("a.txt", text.encode()).paragraphs
    assert [[cell.text for cell in row.cells] for row in (two, three)] == [
        ["Dự án 2", "45", "50%"],
        ["Dự án 3", "40", "45%"],
    ]


@pytest.mark.parametrize("gap", ["\t", "    "])
def test_lines_of_numbers_in_columns_are_a_table(gap: str):
    lines = [["Xã", "Hộ nghèo", "Tỷ lệ"], ["Hoa Ban", "45", "5,22"], ["Suối Đá", "90", "9,5"]]
    text = "Kết quả theo xã:\n" + "\n".join(gap.join(line) for line in lines) + "\nTrên đây là kết quả."
    paragraphs = read_document("a.txt", text.encode()).paragraphs
    assert [paragraph.table for paragraph in paragraphs] == [0, 1, 1, 1, 0]
    assert [[cell.text for cell in paragraph.cells] for paragraph in paragraphs[1:4]] == lines


def test_letterhead_laid_out_in_columns_is_text():
    text = "ỦY BAN      CỘNG HÒA      XÃ HỘI\nHUYỆN A      Độc lập      Tự do\nSố: 9      A, ngày 9      12"
    assert {paragraph.table for paragraph in read_document("a.txt", text.encode()).paragraphs} == {0}
