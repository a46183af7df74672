import pytest

from district_reports.readers.documents.document import Paragraph
from district_reports.readers.outline.structure import build_passages


def _passages(*texts):
    return build_passages([Paragraph(number, text) for number, text in enumerate(texts, start=1)])


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("A. KẾT QUẢ NĂM 2024", "part", "KẾT QUẢ NĂM 2024"),
        ("PHẦN II. KẾ HOẠCH NĂM 2025", "part", "KẾ HOẠCH NĂM 2025"),
        ("PHẦN B", "part", ""),
        ("II- ĐÁNH GIÁ CHUNG", "roman", "ĐÁNH GIÁ CHUNG"),
        ("1. Về nguồn vốn: đã giao", "arabic", "Về nguồn vốn"),
        ("2.1 Kết quả giải ngân", "arabic", "Kết quả giải ngân"),
        ("a) Tiểu dự án 1: vốn giao 12 triệu đồng", "letter", "Tiểu dự án 1: vốn giao"),
        ("a, Tiểu dự án 1: vốn giao 12 triệu đồng", "letter", "Tiểu dự án 1: vốn giao"),
        ("Thứ hai, về huy động nguồn lực. Tổng vốn 5 tỷ đồng", "ordinal", "huy động nguồn lực"),
        ("Biểu 4. Ước giải ngân", "table", "Ước giải ngân"),
        ("(1) Dự án 1: Giải ngân", "bracketed", "Dự án 1: Giải ngân"),
        ("- Vốn sự nghiệp: 5 tỷ đồng", "dash", "Vốn sự nghiệp"),
        ("– Vốn sự nghiệp: 5 tỷ đồng", "dash", "Vốn sự nghiệp"),
        ("+ Duy tu, bảo dưỡng", "plus", "Duy tu, bảo dưỡng"),
        ("*Dự án 2: Vốn 5 tỷ đồng", "project", "Dự án 2: Vốn"),
    ],
)
def test_label_makes_a_heading(text, kind, title):
    (passage,) = _passages(text)
    assert (passage.own.kind, passage.own.title) == (kind, title)


@pytest.mark.parametrize(("outer", "inner"), [("*", "-"), ("-", "*"), ("-", "+")])
def test_bullet_of_another_sign_stands_below_the_one_that_came_first(outer, inner):
    *_, under, after = _passages("I. KẾT QUẢ", f"{outer} Dự án 1", f"{inner} Duy tu", f"{outer} Dự án 2")
    assert [heading.title for heading in under.headings] == ["KẾT QUẢ", "Dự án 1", "Duy tu"]
    assert [heading.title for heading in after.headings] == ["KẾT QUẢ", "Dự án 2"]


def test_running_text_stands_under_the_headings_open_above_it():
    *_, text = _passages("I. KẾT QUẢ", "1. Dự án 1", "a) Tiểu dự án 1", "- Nội dung", "Đã giải ngân 5 tỷ đồng.")
    assert [heading.kind for heading in text.headings] == ["roman", "arabic", "letter"]
    assert text.own is None


def test_heading_ends_all_at_its_rank_and_below():
    *_, last = _passages("I. KẾT QUẢ", "1. Dự án 1", "a) Tiểu dự án 1", "2. Dự án 2")
    assert [heading.title for heading in last.headings] == ["KẾT QUẢ", "Dự án 2"]


def test_bullet_that_only_names_a_project_heads_the_text_below_it():
    *_, text = _passages("1. Các dự án", "- Dự án 2: Đa dạng hóa sinh kế", "Đã giải ngân 5 tỷ đồng.")
    assert [heading.kind for heading in text.headings] == ["arabic", "dash"]


def test_part_may_have_its_title_on_the_next_line():
    *_, text = _passages("Phần thứ hai", "PHƯƠNG HƯỚNG NĂM 2025", "Tiếp tục thực hiện.")
    assert [heading.title for heading in text.headings] == ["PHƯƠNG HƯỚNG NĂM 2025"]


def test_footnote_does_not_stand_under_bullets():
    passages = build_passages(
        [Paragraph(1, "I. KẾT QUẢ"), Paragraph(2, "- Nội dung¹"), Paragraph(3, "Kế hoạch 1", True, "1")]
    )
    assert [heading.kind for heading in passages[-1].headings] == ["roman"]


def test_part_may_be_lettered():
    *_, text = _passages("Phần A. KẾT QUẢ NĂM 2024", "I. NGUỒN LỰC", "Phần B. KẾ HOẠCH NĂM 2025", "Tiếp tục thực hiện.")
    assert [(heading.kind, heading.title) for heading in text.headings] == [("part", "KẾ HOẠCH NĂM 2025")]


def test_letters_below_a_line_for_a_project_are_its_parts():
    passages = _passages(
        "IV. CÁC DỰ ÁN", "Dự án 1: Hạ tầng", "a) Tiểu dự án 1: giao 5 tỷ đồng", "b) Tiểu dự án 2: giao 3 tỷ đồng",
        "Dự án 2: Sinh kế",
    )  # fmt: skip
    assert [[heading.kind for heading in passage.headings] for passage in passages[2:]] == [
        ["roman", "project", "letter"], ["roman", "project", "letter"], ["roman", "project"],
    ]  # fmt: skip


def test_line_for_a_project_under_a_letter_ends_with_the_next_letter():
    *_, last = _passages("II. KẾT QUẢ", "a) Vốn", "Dự án 1: giao 5 tỷ đồng", "b) Mục tiêu")
    assert [heading.kind for heading in last.headings] == ["roman", "letter"]
