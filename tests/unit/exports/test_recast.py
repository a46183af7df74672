"""What is re-cast to today's provinces is shown apart and says so, wherever it is shown."""

import io
import re
from dataclasses import replace

from openpyxl import load_workbook

from district_reports.exports.labels import area_view_sentence
from district_reports.exports.page.render import render_index, render_page
from district_reports.exports.terminal import render_releases, render_text
from district_reports.exports.workbook.build import build_workbook
from district_reports.warehouse.releases.published import PublishedRelease

HEADING = "Theo 34 tỉnh, thành phố hiện nay"


def test_terminal_has_a_table_of_its_own_for_what_is_recast(release: PublishedRelease, recast: PublishedRelease):
    text = render_text(render_releases([release, recast]))
    assert text.index("Mây Trắng") < text.index(HEADING) < text.index("Trời Cao")
    assert "không cộng hai bảng với nhau" in text
    assert text.count("SUM-900") == 1, "a finding is told once, of the province that sent the report"


def test_nothing_is_said_of_recasting_where_nothing_is_recast(release: PublishedRelease):
    assert HEADING not in render_text(render_releases([release]))
    assert HEADING not in render_index([release])
    assert HEADING.lower() not in render_page(release)
    assert area_view_sentence(release) == ""


def test_index_shows_recast_provinces_apart(release: PublishedRelease, recast: PublishedRelease):
    index = render_index([release, recast])
    assert index.index("97-2024H1-001.html") < index.index(HEADING) < index.index("recast-96-2024H1-001.html")
    assert index.count("<article") == 2


def test_recast_page_warns_before_its_first_number(recast: PublishedRelease):
    page = render_page(recast)
    assert page.index("không cộng hai bên với nhau") < page.index("100,0")
    assert re.search(r"<title>Trời Cao \(theo 34 tỉnh, thành phố hiện nay\)", page)
    assert "Mới có 2 trên 5 đơn vị báo cáo" in page


def test_recast_workbook_says_what_it_is_on_its_first_sheet(release: PublishedRelease, recast: PublishedRelease):
    def told(one: PublishedRelease) -> dict[str, object]:
        sheet = load_workbook(io.BytesIO(build_workbook(one)))["Tổng hợp"]
        return {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}

    assert told(recast)["Địa giới"] == area_view_sentence(recast)
    assert "Địa giới" not in told(release)


def test_lines_that_are_not_exact_are_counted(recast: PublishedRelease):
    assert "không chính xác" not in area_view_sentence(recast)
    line = recast.rows("disbursement")[0] | {"is_exact": False}
    shared = replace(recast, tables={**recast.tables, "disbursement": [line]})
    assert "1 dòng có đơn vị thuộc nhiều tỉnh" in area_view_sentence(shared)
