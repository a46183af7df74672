import re
from html.parser import HTMLParser

import pytest

from district_reports.exports.page import render_index, render_page
from district_reports.warehouse.published import PublishedRelease


class PageReader(HTMLParser):
    """Collects numbers outside the appendix, the notes they link to, and every attribute of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.attributes: list[tuple[str, str, str]] = []
        self.ids: set[str] = set()
        self.number_cells: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name, value) for name, value in known.items()]
        self.ids.add(known.get("id", ""))
        if tag not in {"meta", "rect"}:
            self._open.append((tag, known.get("class", "") + (" #" + known["href"][1:] if "href" in known else "")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        classes = [set(name.split()) for _, name in self._open]
        is_number_place = any({"v", "big", "rate"} & names for names in classes)
        if is_number_place and re.search(r"\d", data) and not any(tag == "th" for tag, _ in self._open):
            self.number_cells.append((data, self._open[-1][1]))


def test_quote_from_a_report_is_shown_and_never_run(release: PublishedRelease):
    page = render_page(release)
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_page_asks_nothing_of_the_network(release: PublishedRelease):
    page = render_page(release)
    references = [value for _, name, value in PageReader(page).attributes if name in {"href", "src", "action", "data"}]
    assert references, "no reference was found, so nothing was checked"
    assert all(value.startswith("#") for value in references)
    assert not re.search(r"@import|url\(|https?://|fetch\(|XMLHttpRequest", page)


def test_every_number_in_tiles_chart_and_tables_leads_to_its_note(release: PublishedRelease):
    reader = PageReader(render_page(release))
    assert len(reader.number_cells) >= 8
    for text, classes in reader.number_cells:
        name, _, target = classes.partition(" #")
        assert name == "n", f"{text} has no source"
        assert target in reader.ids, f"the source of {text} is missing"


def test_recomputed_rate_shows_its_formula_and_what_the_report_prints(release: PublishedRelease):
    page = render_page(release)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    assert "Tính lại: Đã giải ngân 35,0 ÷ Vốn giao 100,0 × 100 = 35,00 %" in text
    assert "báo cáo ghi 34,9" in text


def test_sum_names_every_unit_that_went_into_it(release: PublishedRelease):
    page = render_page(release)
    assert "Cộng số của 2 đơn vị" in page
    assert "<b>Suối Mơ</b>" in page
    assert "<b>Núi Xa</b>" in page


def test_not_stated_not_applicable_and_zero_look_different(release: PublishedRelease):
    page = render_page(release)
    assert '<span class="none">không nêu</span>' in page
    assert "đối tượng thụ hưởng" in page
    assert ">0,0<" not in page


def test_coverage_and_status_are_said_first(release: PublishedRelease):
    page = render_page(release)
    assert page.index("Mới có 2 trên 3 huyện báo cáo") < page.index("100,0")
    assert "Tạm thời" in page
    assert "Đèo Gió" in page


def test_same_release_gives_the_same_page(release: PublishedRelease):
    assert render_page(release) == render_page(release)


def test_index_links_page_and_workbook_of_each_release(release: PublishedRelease):
    index = render_index([release])
    assert 'href="97-2024H1-001.html"' in index
    assert 'href="97-2024H1-001.xlsx"' in index


@pytest.mark.parametrize("missing", ["disbursement", "poverty", "findings"])
def test_page_of_a_release_without_a_subject_says_so(release: PublishedRelease, missing: str):
    tables = {**release.tables, missing: []}
    assert "Mây Trắng" in render_page(PublishedRelease(release.header, tables))
