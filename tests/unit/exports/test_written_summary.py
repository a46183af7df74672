import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from district_reports.exports.draft.build import build_summary
from district_reports.warehouse.releases.content import CHILD_TABLES
from district_reports.warehouse.releases.published import PublishedRelease

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"


class Draft:
    """A draft read back: its text, its content controls by key, and its footnotes by number."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])
        self.text = "\n".join(self.text_of(paragraph) for paragraph in self.body.iter(f"{WORD}p"))
        notes = etree.fromstring(self.parts["word/footnotes.xml"]).iter(f"{WORD}footnote")
        self.notes = {note.get(f"{WORD}id"): self.text_of(note).strip() for note in notes}
        custom = etree.fromstring(self.parts["docProps/custom.xml"])
        self.keys = {prop.get("name"): prop.findtext(f"{TYPES}lpwstr") for prop in custom}

    @staticmethod
    def text_of(element: etree._Element) -> str:
        return "".join(text.text or "" for text in element.iter(f"{WORD}t"))

    def controls(self) -> list[tuple[str, str]]:
        """Key and text of every content control."""
        return [
            (self.keys[control.find(f"{WORD}sdtPr/{WORD}tag").get(f"{WORD}val")], self.text_of(control))
            for control in self.body.iter(f"{WORD}sdt")
        ]


@pytest.fixture
def draft(release: PublishedRelease) -> Draft:
    return Draft(build_summary(release))


def test_figures_are_fields_that_hold_the_released_number(release: PublishedRelease, draft: Draft):
    rows = {(name, row["row_key"]): row for name in ("disbursement", "poverty") for row in release.rows(name)}
    of_province = [[*key.split(";"), text] for key, text in draft.controls() if key.endswith(";")]
    assert len(of_province) >= 8
    for release_id, table, row_key, measure, _, text in of_province:
        number, _, unit = text.partition(" ")
        shown = Decimal(number.replace(".", "").replace(",", "."))
        scale = 10**6 if measure.endswith("_vnd") else 1
        assert (release_id, shown * scale) == (release.release_id, rows[table, row_key][measure]), f"{text} {unit}"


def test_units_are_listed_by_their_own_rates(draft: Draft):
    rates = [text for key, text in draft.controls() if key.endswith(("disbursement_rate_pct;971", "rate_pct;972"))]
    assert rates == ["50,00", "33,33"]


def test_source_of_a_figure_is_a_footnote(draft: Draft):
    references = [r.get(f"{WORD}id") for r in draft.body.iter(f"{WORD}footnoteReference")]
    assert references == [str(number) for number in range(1, len(references) + 1)]
    assert set(references) <= draft.notes.keys()
    assert "Suối Mơ: “vốn là 90 <img" in draft.notes["1"]
    assert "bao_cao.docx, đoạn 1" in draft.notes["1"]


def test_rate_says_what_was_divided_and_what_the_report_prints(draft: Draft):
    [note] = [note for note in draft.notes.values() if note.startswith("Tính lại")]
    assert "đã giải ngân 35,0 triệu đồng chia vốn giao 100,0 triệu đồng, của 2 đơn vị" in note
    assert note.endswith("Báo cáo ghi 34,9 %.")


def test_unknown_is_said_and_never_zero(draft: Draft):
    assert "vốn giao chưa có số liệu; đã giải ngân 16,74 triệu đồng" in draft.text
    assert "Dự án 7" in draft.text
    numbers = [text for _, text in draft.controls()]
    assert len(numbers) >= 8
    assert [text for text in numbers if not re.search("[1-9]", text)] == []


def test_not_applicable_is_said_in_other_words(draft: Draft):
    [line] = [line for line in draft.text.splitlines() if line.startswith("- Dự án 1 ")]
    assert "vốn giao không thuộc đối tượng" in line


def test_coverage_and_what_is_provisional_are_said_in_words(draft: Draft):
    assert "Mới có 2 trên 3 huyện báo cáo" in draft.text
    assert "Chưa có báo cáo của Đèo Gió." in draft.text
    assert "không phải số của toàn tỉnh" in draft.text
    assert "số liệu tạm thời" in draft.parts["word/header1.xml"].decode()


def test_final_release_is_called_final(release: PublishedRelease):
    header = release.header | {"status": "final", "accepted_unit_count": 3}
    draft = Draft(build_summary(replace(release, header=header)))
    assert "số liệu dưới đây là số chính thức" in draft.text
    assert "tạm thời" not in draft.parts["word/header1.xml"].decode()


def test_each_number_of_a_sentence_is_of_its_own_units(one_sided: PublishedRelease):
    text = Draft(build_summary(one_sided)).text
    assert "vốn giao 100,0 triệu đồng (của 2 trên 3 đơn vị); đã giải ngân 30,0 triệu đồng (của 1 trên 3 đơn vị)" in text
    assert "33,33 % (của 1 trên 3 đơn vị nêu cả hai số: 30,0 ÷ 90,0 triệu đồng)" in text


def test_units_are_told_once_where_all_numbers_are_of_as_many(draft: Draft):
    assert "tỷ lệ giải ngân trên vốn giao trong năm 35,00 % (số của 2 trên 3 đơn vị)." in draft.text


def test_rates_of_units_are_told_with_the_verdict_and_their_sources(with_targets: PublishedRelease):
    draft = Draft(build_summary(with_targets))
    [line] = [line for line in draft.text.splitlines() if "nhà tiêu" in line]
    assert "chỉ tiêu 48,0 % (của 1 trên 3 đơn vị), kết quả 45,5 đến 60,0 % (của 2 trên 3 đơn vị)" in line
    assert line.endswith("; 1 đơn vị chưa đạt, 1 đơn vị tự đánh giá đạt.")
    assert any("Suối Mơ" in note and "Núi Xa" in note for note in draft.notes.values())


def test_money_has_no_more_decimals_than_reports_have_and_the_footnote_has_all(release: PublishedRelease):
    project = release.rows("disbursement")[2] | {"disbursed_vnd": 715_679_649}
    rows = [*release.rows("disbursement")[:2], project]
    draft = Draft(build_summary(replace(release, tables={**release.tables, "disbursement": rows})))
    assert "715,68 triệu đồng" in draft.text
    assert "715,679649" not in draft.text
    assert any("Số đầy đủ: 715,679649 triệu đồng." in note for note in draft.notes.values())


def test_programme_is_split_by_source_and_type(release: PublishedRelease):
    whole = release.rows("disbursement")[0]
    local = whole | {
        "row_key": "97|2024H1||local", "fund_source": "local", "capital_type": "investment", "is_headline": False,
        "assigned_vnd": 40_000_000, "disbursed_vnd": None, "disbursement_rate_pct": None,
    }  # fmt: skip
    tables = {**release.tables, "disbursement": [*release.rows("disbursement"), local]}
    text = Draft(build_summary(replace(release, tables=tables))).text
    assert "- Ngân sách địa phương, vốn đầu tư, năm 2024: vốn giao 40,0 triệu đồng" in text


def test_forecast_to_the_end_of_the_year_is_told(release: PublishedRelease):
    whole = release.rows("disbursement")[0] | {"forecast_year_vnd": 99_000_000}
    tables = {**release.tables, "disbursement": [whole, *release.rows("disbursement")[1:]]}
    assert "Ước cả năm: 99,0 triệu đồng" in Draft(build_summary(replace(release, tables=tables))).text


def test_what_changed_since_the_release_before_is_told(release: PublishedRelease):
    change = {
        "table_name": "disbursement", "row_key": release.rows("disbursement")[0]["row_key"],
        "measure": "disbursed_vnd", "unit": "vnd", "old_value": 30_000_000, "new_value": 35_000_000, "old_text": None,
        "new_text": None, "reporting_unit_code": "", "reporting_unit_name": "", "reason_vi": "Thay đổi ở: Núi Xa.",
        "reason_en": "",
    }  # fmt: skip
    of_unit = change | {"reporting_unit_code": "972"}
    header = release.header | {"replaces_release_id": "97-2024H1-000"}
    draft = Draft(
        build_summary(replace(release, header=header, tables={**release.tables, "changes": [change, of_unit]}))
    )
    assert "Thay đổi so với đợt công bố 97-2024H1-000" in draft.text
    assert "trước là 30,0 triệu đồng, nay là 35,0 triệu đồng. Thay đổi ở: Núi Xa." in draft.text
    assert "1 thay đổi khác" in draft.text
    assert "so với đợt công bố" not in Draft(build_summary(release)).text


def test_waiver_is_told_with_its_reason(draft: Draft):
    who = "Suối Mơ, quy tắc SUM-900, Phòng Giảm nghèo cho phép"
    assert f"{who} đến hết ngày 31/12/2024; lý do: đã đối chiếu." in draft.text


@pytest.mark.parametrize("evil", ["</w:t><w:evil/>", "\x0b\x01", "&lt;{{ 7 * 7 }}"])
def test_whatever_a_report_says_stays_text(release: PublishedRelease, evil: str):
    sources = [row | {"reporting_unit_name": evil, "quote": evil} for row in release.rows("sources")]
    draft = Draft(build_summary(replace(release, tables={**release.tables, "sources": sources})))
    assert evil.replace("\x0b", " ").replace("\x01", " ") in " ".join(draft.notes.values())


def test_release_without_anything_is_all_words(release: PublishedRelease):
    empty = {name: [] for name in CHILD_TABLES} | {"completeness": release.rows("completeness")}
    draft = Draft(build_summary(replace(release, tables=empty)))
    assert draft.controls() == []
    assert draft.text.count("chưa có số liệu") >= 9


def test_same_release_gives_the_same_document(release: PublishedRelease):
    assert build_summary(release) == build_summary(release)
