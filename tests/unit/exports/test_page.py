import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from exported.pages import ShownPage

from district_reports.exports.page.render import render_index, render_page
from district_reports.warehouse.releases.published import PublishedRelease


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
            if self._open[-1] == ("small", "of"):
                # Of how many units a number is, beside it.
                return
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


def test_page_has_landmarks_and_its_headings_go_down_one_step_at_a_time(release: PublishedRelease):
    page = ShownPage(render_page(release))
    assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in page.tags}
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(page.headings))


def test_every_heading_of_a_table_says_what_it_is_the_heading_of(release: PublishedRelease):
    tags = ShownPage(render_page(release)).tags
    scopes = [attributes.get("scope") for tag, attributes in tags if tag == "th"]
    assert len(scopes) >= 20
    assert set(scopes) <= {"col", "row", "rowgroup"}


def test_every_place_that_is_linked_to_is_there(release: PublishedRelease):
    tags = ShownPage(render_page(release)).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    targets = {attributes["href"][1:] for tag, attributes in tags if tag == "a"}
    assert len(ids) == len(set(ids))
    assert targets
    assert targets <= set(ids)


def test_text_is_dark_enough_to_be_read(release: PublishedRelease):
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", render_page(release)))
    pairs = [("ink", "paper"), ("soft", "paper"), ("soft", "wash"), ("accent", "paper"), ("warn", "warn-wash"),
             ("bad", "bad-wash"), ("soft", "warn-wash"), ("soft", "bad-wash")]  # fmt: skip
    for text, ground in pairs:
        assert contrast(colours[text], colours[ground]) >= 4.5, f"{text} on {ground}"


def contrast(one: str, other: str) -> float:
    """The ratio of two colours as WCAG defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_coverage_of_each_headline_number_stands_beside_it(release: PublishedRelease):
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", render_page(release)))
    assert text.count("2 trên 3 đơn vị nêu, tạm thời") == 2
    assert text.count("2 trên 3 đơn vị nêu cả hai số, tạm thời") == 1
    assert text.count("1 trên 3 đơn vị nêu, tạm thời") == 1


def test_rate_of_fewer_units_than_the_sums_beside_it_is_explained(one_sided: PublishedRelease):
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", render_page(one_sided)))
    assert "1 trên 3 đơn vị nêu cả hai số, tạm thời = 30,0 ÷ 90,0 triệu đồng của 1 đơn vị nêu cả hai số" in text
    assert "Tỷ lệ giải ngân chung 33,33 % = 30,0 ÷ 90,0 triệu đồng" in text
    assert "1 trên 3 đơn vị nêu, tạm thời" in text
    assert "2 trên 3 đơn vị nêu, tạm thời" in text


def test_rates_of_units_are_shown_though_nobody_adds_them_up(with_targets: PublishedRelease):
    page = render_page(with_targets)
    shown = {(number.measure, number.text) for number in ShownPage(page).numbers}
    assert {("Mức đề ra", "48,0"), ("Mức thực hiện", "45,5 đến 60,0")} <= shown
    assert "1 đơn vị chưa đạt, 1 đơn vị tự đánh giá đạt" in page
    assert "Mức thấp nhất và cao nhất, không cộng; 2 đơn vị nêu:" in page


def test_numbers_beside_each_other_have_as_many_decimals(release: PublishedRelease):
    money = release.rows("disbursement")[0] | {"disbursed_vnd": 35_250_000}
    tables = {**release.tables, "disbursement": [money, *release.rows("disbursement")[1:]]}
    numbers = ShownPage(render_page(PublishedRelease(release.header, tables))).numbers
    assert {number.text for number in numbers[:2]} == {"100,00", "35,25"}


def test_places_are_told_in_words(release: PublishedRelease):
    page = render_page(release)
    assert "bao_cao.docx, đoạn 1" in page
    assert "#p1:0-9" not in page


def test_waivers_and_method_are_told(release: PublishedRelease):
    page = render_page(release)
    assert "đã đối chiếu" in page
    assert "Không lấy trung bình các tỷ lệ" in page


def test_units_that_are_silent_stand_beside_those_that_report(release: PublishedRelease):
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", render_page(release)))
    assert text.index("Núi Xa") < text.index("Đèo Gió chưa gửi báo cáo")


def test_same_release_gives_the_same_page(release: PublishedRelease):
    assert render_page(release) == render_page(release)


def test_index_says_of_how_many_units_each_number_is(release: PublishedRelease, one_sided: PublishedRelease):
    told = [
        re.findall(r"<dd>([^<]*)(?:<small>([^<]*)</small>)?</dd>", render_index([one])) for one in (release, one_sided)
    ]
    both, poor = "2/3 đơn vị", [("896", "1/3 đơn vị"), ("–", "")]
    assert told[0] == [("100,0", both), ("35,0", both), ("35,00", both), *poor]
    assert told[1] == [("100,0", both), ("30,0", "1/3 đơn vị"), ("33,33", "1/3 đơn vị nêu cả hai số"), *poor]


def test_index_links_page_workbook_and_draft_of_each_release(release: PublishedRelease):
    index = render_index([release])
    for ending in (".html", ".xlsx", ".docx"):
        assert f'href="97-2024H1-001{ending}"' in index


@pytest.mark.parametrize("missing", ["disbursement", "poverty", "findings"])
def test_page_of_a_release_without_a_subject_says_so(release: PublishedRelease, missing: str):
    tables = {**release.tables, missing: []}
    assert "Mây Trắng" in render_page(PublishedRelease(release.header, tables))
